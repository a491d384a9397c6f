package io.ayni.connectors.config;

import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.spec.BitmapForm;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldNotation;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;
import io.ayni.iso8583.spec.Scheme;
import io.ayni.iso8583.spec.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A dialect in short YAML. A field is one line, its form ({@link FieldNotation}) and its name, or a mapping where its
 * inside has a structure:
 * <pre>
 * name: mine
 * scheme: ascii            # ascii, ascii-bytes, bcd, ebcdic: what a form does not say
 * bitmap: binary           # binary, hex-ascii, hex-ebcdic; 'binary 192' with a tertiary one
 * header: 0                # bytes before the type indicator
 * mti: n4                  # when it differs from the scheme
 * fields:
 *   2: n..19, Primary account number
 *   48: {form: ans...999, name: Additional data, tlv: 2 3}       # characters of tag and of length
 *   55: {form: b...255, name: Chip data, tlv: ber}
 *   60: {form: ans...60, name: Terminal, subfields: {1: n2, 2: ans10}}     # one after the other
 *   127: {form: b......99999, name: Private, bitmap: binary 64, subfields: {2: ans..32 public}}
 * </pre>
 */
final class DialectYaml {
    private static final int DEEPEST = 4;
    private static final int USUAL_BITS = DialectYamlWriter.USUAL_BITS;
    private static final Set<Integer> BITMAP_BITS = Set.of(64, 128, 192);

    private DialectYaml() {
    }

    /**
     * @param source for messages
     * @param name   of the dialect when the text does not say it
     * @throws ConfigException with source, line, column and key, and what was expected
     */
    static Dialect parse(final String source, final String name, final String text) {
        final YamlMap map = new YamlMap(source, "", SwitchConfig.compose(source, text));
        map.keys("name", "scheme", "bitmap", "header", "mti", "fields");
        final Scheme scheme = map.required("scheme", DialectYaml::scheme);
        final String actualName = map.optional("name", name, Values.text(64));
        final int header = map.optional("header", 0, Values.integer(0, 256));
        final FieldForm mti = map.optional("mti", FieldNotation.readForm("n4", scheme),
                form -> FieldNotation.readForm(form, scheme));
        final BitmapForm bitmap = map.required("bitmap", DialectYaml::bitmap);
        final List<FieldSpec> fields = fields(map, "fields", scheme, 1);
        map.end();
        if (fields.isEmpty()) {
            throw map.errorAt("fields", "expected at least one field");
        }
        try {
            return new Dialect(actualName, header, mti, FieldTable.of(bitmap, fields));
        } catch (final IllegalArgumentException unfit) {
            throw map.errorAt(unfit.getMessage().contains("type indicator") ? "mti" : "fields", unfit.getMessage());
        }
    }

    private static List<FieldSpec> fields(final YamlMap map, final String key, final Scheme scheme, final int depth) {
        final Map<Integer, FieldSpec> fields = map.entries(key, DialectYaml::fieldNumber,
                (entries, number) -> field(entries, number, scheme, depth));
        return new ArrayList<>(fields.values());
    }

    private static FieldSpec field(final YamlMap map, final String key, final Scheme scheme, final int depth) {
        final int number = fieldNumber(key);
        if (map.isScalar(key)) {
            return map.required(key, line -> {
                final int comma = line.indexOf(',');
                final String form = comma < 0 ? line : line.substring(0, comma);
                final String name = comma < 0 ? "" : line.substring(comma + 1).strip();
                return FieldNotation.read(number, name, form, scheme, depth > 1);
            });
        }
        return map.section(key, field -> structured(field, number, scheme, depth));
    }

    private static FieldSpec structured(
            final YamlMap map, final int number, final Scheme outer, final int depth) {
        map.keys("form", "name", "tlv", "scheme", "bitmap", "subfields");
        final String name = map.optional("name", "", Function.identity());
        final FieldSpec field = map.required("form",
                form -> FieldNotation.read(number, name, form, outer, depth > 1));
        final Structure tlv = map.optional("tlv", Structure.PLAIN, DialectYaml::tlv);
        final Scheme scheme = map.optional("scheme", outer, DialectYaml::scheme);
        final BitmapForm bitmap = map.optional("bitmap", null, DialectYaml::bitmap);
        if (depth == DEEPEST && map.has("subfields")) {
            throw map.errorAt("subfields", "is nested more than " + DEEPEST + " deep");
        }
        final List<FieldSpec> subfields = fields(map, "subfields", scheme, depth + 1);
        if (subfields.isEmpty()) {
            if (bitmap != null) {
                throw map.errorAt("bitmap", "announces subfields: expected the key subfields too");
            }
            return field.withStructure(tlv);
        }
        if (tlv != Structure.PLAIN) {
            throw map.errorAt("tlv", "and subfields exclude each other");
        }
        return field.withStructure(new Structure.Subfields(FieldTable.of(bitmap, subfields)));
    }

    private static Scheme scheme(final String name) {
        final Scheme scheme = Scheme.named(name);
        if (scheme == null) {
            throw new IllegalArgumentException("expected one of " + String.join(", ", Scheme.names()));
        }
        return scheme;
    }

    private static BitmapForm bitmap(final String text) {
        final String[] words = text.strip().split("\\s+");
        final int bits = words.length == 1 ? USUAL_BITS : words[1].matches("\\d{1,3}") ? Integer.parseInt(words[1]) : 0;
        for (final Encoding encoding : Encoding.values()) {
            if (encoding.isBinary() && DialectYamlWriter.word(encoding).equals(words[0]) && BITMAP_BITS.contains(bits)
                    && words.length <= 2) {
                return new BitmapForm(encoding, bits / Long.SIZE);
            }
        }
        throw new IllegalArgumentException(
                "expected binary, hex-ascii or hex-ebcdic, and 64, 128 or 192 where it is not of 128 bits");
    }

    private static int fieldNumber(final String key) {
        if (key.matches("0|[1-9]\\d{0,2}")) {
            final int number = Integer.parseInt(key);
            if (number <= FieldSpec.HIGHEST) {
                return number;
            }
        }
        throw new IllegalArgumentException("expected a field's number, 0 to " + FieldSpec.HIGHEST);
    }

    private static Structure tlv(final String text) {
        if (text.equals("ber")) {
            return Structure.BER_TLV;
        }
        if (!text.strip().matches("[1-8] +[1-6]")) {
            throw new IllegalArgumentException("expected ber, or how many characters tag and length have, such as 2 3");
        }
        return new Structure.CharacterTlv(text.strip().charAt(0) - '0', text.strip().charAt(text.strip().length() - 1)
                - '0');
    }
}
