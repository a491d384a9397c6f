package io.ayni.connectors.config;

import io.ayni.iso8583.fuzz.Finding;
import io.ayni.iso8583.fuzz.MessageProperties;
import io.ayni.iso8583.fuzz.Surroundings;
import io.ayni.iso8583.spec.Dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A dialect in our own YAML: read, or refused with the place; what can be read reads and writes messages as any does. */
public final class DialectYamlTarget {
    private static final Surroundings SURROUNDINGS = new Surroundings();

    private DialectYamlTarget() {
    }

    public static void fuzzerTestOneInput(final byte[] input) {
        final Dialect dialect;
        try {
            dialect = DialectYaml.parse("fuzz.yaml", "fuzz", new String(input, StandardCharsets.UTF_8));
        } catch (final ConfigException refused) {
            Finding.unless(refused.getMessage().startsWith("fuzz.yaml"), "a refusal without its place: " + refused);
            return;
        }
        new MessageProperties(dialect, SURROUNDINGS).check(input, 0);
    }

    public static List<byte[]> seeds() {
        return Stream.of("""
            scheme: ascii
            bitmap: hex-ascii
            fields:
              2: n..19 pan, Primary account number
              48: {form: ans...999, tlv: 2 3}
              55: {form: b...999, tlv: ber}
            """, """
            name: own
            scheme: bcd
            bitmap: binary 192
            mti: n4
            fields:
              3: n6
              28: x+n9
              127: {form: b......99999, name: Private, bitmap: binary 64, subfields: {2: ans..32 public}}
            """).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
