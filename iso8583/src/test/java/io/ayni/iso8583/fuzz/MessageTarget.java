package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.spec.Dialect;

import java.util.ArrayList;
import java.util.List;

/** The first byte chooses a dialect, built in or of a packager of jPOS; the others are the message. */
public final class MessageTarget {
    private static final Surroundings SURROUNDINGS = new Surroundings();
    private static final List<MessageProperties> PROPERTIES = FuzzDialects.all().stream()
        .map(dialect -> new MessageProperties(dialect, SURROUNDINGS)).toList();

    private MessageTarget() {
    }

    public static void fuzzerTestOneInput(final byte[] input) {
        if (input.length > 0) {
            PROPERTIES.get((input[0] & 0xFF) % PROPERTIES.size()).check(input, 1);
        }
    }

    /** @return some messages of each dialect, every field in one of them. */
    static List<byte[]> seeds() {
        final List<byte[]> seeds = new ArrayList<>();
        int choice = 0;
        for (final Dialect dialect : FuzzDialects.all()) {
            for (final byte[] message : SeedMessages.of(dialect)) {
                seeds.add(SeedMessages.behind(new byte[]{(byte)choice}, message));
            }
            choice++;
        }
        return seeds;
    }
}
