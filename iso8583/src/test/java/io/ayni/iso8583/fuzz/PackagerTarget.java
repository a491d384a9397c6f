package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.JposPackager;
import io.ayni.iso8583.spec.SpecException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A packager document: loaded, or refused with a line. The first byte tells whether the others are the document itself
 * or choices from which one is put together; what can be loaded reads and writes messages as any dialect does.
 */
public final class PackagerTarget {
    private static final int LONGEST_DOCUMENT = 1500;
    private static final Surroundings SURROUNDINGS = new Surroundings();
    private static final byte[] ZEROS = "0200000000000000000000000000000000000000".getBytes(StandardCharsets.US_ASCII);

    private PackagerTarget() {
    }

    public static void fuzzerTestOneInput(final byte[] input) {
        if (input.length == 0) {
            return;
        }
        final byte[] xml = (input[0] & 1) == 0 ? Arrays.copyOfRange(input, 1, input.length)
            : new PackagerText(input).text().getBytes(StandardCharsets.UTF_8);
        final Dialect dialect;
        try {
            dialect = JposPackager.load("fuzz.xml", new ByteArrayInputStream(xml));
        } catch (final SpecException refused) {
            Finding.unless(refused.getMessage().startsWith("fuzz.xml:") && refused.line() >= 0, "a refusal without place");
            return;
        }
        final MessageProperties properties = new MessageProperties(dialect, SURROUNDINGS);
        properties.check(ZEROS, 0);
        properties.check(input, 0);
        for (final byte[] message : SeedMessages.possible(dialect)) {
            Finding.unless(properties.check(message, 0), "cannot read what it wrote");
        }
    }

    static List<byte[]> seeds() {
        final List<byte[]> seeds = new ArrayList<>();
        for (final String name : FuzzDialects.packagerNames()) {
            final byte[] whole = FuzzDialects.packager(name);
            final String text = new String(whole, StandardCharsets.UTF_8);
            final String start = text.substring(0, Math.min(LONGEST_DOCUMENT, text.length()));
            final String document = start.substring(0, start.lastIndexOf("/>") + 2) + "</isopackager>";
            seeds.add(SeedMessages.behind(new byte[]{0}, document.getBytes(StandardCharsets.UTF_8)));
        }
        for (int i = 0; i < 64; i++) {
            final byte[] choices = new byte[40];
            for (int k = 0; k < choices.length; k++) {
                choices[k] = (byte)((i * 40 + k) * 0x9E37 >> 5);
            }
            choices[0] |= 1;
            seeds.add(choices);
        }
        return seeds;
    }
}
