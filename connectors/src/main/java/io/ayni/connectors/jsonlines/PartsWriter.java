package io.ayni.connectors.jsonlines;

import io.ayni.iso8583.codec.Fault;
import io.ayni.iso8583.codec.FieldsWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.codec.SubfieldWriter;
import io.ayni.iso8583.explain.Expectation;
import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;
import io.ayni.iso8583.spec.Structure;
import io.ayni.iso8583.tlv.BerTlvWriter;
import io.ayni.iso8583.tlv.CharacterTlvWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes fields from texts and maps of texts, the reverse of {@link MessageTree}; what does not fit is a WrongPart. */
final class PartsWriter {
    private static final int MULTI_BYTE_TAG = 0x1F;
    private static final int MORE = 0x80;

    private PartsWriter() {
    }

    /** @return the value's characters or bytes, null when it cannot be written in so many. */
    static byte[] write(final FieldSpec spec, final Map<String, Object> parts, final int capacity) {
        try {
            return inside(spec, parts, "", capacity);
        } catch (final WrongPart cannot) {
            return null;
        }
    }

    /** @return the value's bytes, null when it cannot be written in so many. */
    static byte[] writeBer(final Map<String, Object> parts, final int capacity) {
        try {
            return ber(parts, "", capacity);
        } catch (final WrongPart cannot) {
            return null;
        }
    }

    /** Puts all fields, in ascending order whatever that of the map. */
    static void putFields(final FieldsWriter to, final Map<String, Object> fields, final String path) {
        final Map<Integer, Object> ascending = new TreeMap<>();
        fields.forEach((number, value) -> ascending.put(number(number, path), value));
        ascending.forEach((number, value) -> putField(to, number, value, path + '.' + number));
    }

    private static int number(final String text, final String path) {
        if (!text.matches("0|[1-9]\\d{0,3}")) {
            throw new WrongPart(path + '.' + text, "expected a field's number");
        }
        return Integer.parseInt(text);
    }

    private static void putField(final FieldsWriter to, final int number, final Object value, final String path) {
        final FieldTable table = to.table();
        final FieldSpec spec = table.field(number);
        if (spec == null) {
            throw new WrongPart(path, "the dialect has no such field");
        }
        final FieldForm form = spec.form();
        if (form.content() == Content.BITMAP) {
            throw new WrongPart(path, "the bitmap is written by itself: leave it out");
        }
        if (value instanceof final String text) {
            to.putText(number, text);
            check(to, spec, form.encoding().isBinary() ? text.length() + 1 >> 1 : text.length(), path);
        } else {
            final byte[] inside = inside(spec, asParts(value), path, Math.max(form.maxLength(), 1));
            to.put(number, new UnsafeBuffer(inside), 0, inside.length);
            check(to, spec, inside.length, path);
        }
    }

    private static void check(final FieldsWriter to, final FieldSpec spec, final int length, final String path) {
        final long result = to.result();
        if (Result.isOk(result)) {
            return;
        }
        final FieldForm form = spec.form();
        throw new WrongPart(path, switch (Result.fault(result)) {
            case LENGTH_ABOVE_MAX, LENGTH_BELOW_MIN -> "expected " + form.notation() + ", found a length of " + length;
            case CONTENT -> "expected " + form.notation() + ", " + Expectation.character(form);
            case FIELD_ORDER -> "a subfield before it is missing: only the last ones can be left out";
            default -> Result.fault(result).text();
        });
    }

    private static byte[] inside(
            final FieldSpec spec, final Map<String, Object> parts, final String path, final int capacity) {
        return switch (spec.structure()) {
            case Structure.Plain ignored ->
                throw new WrongPart(path, "expected a text, the dialect knows no parts of it");
            case Structure.Subfields subfields -> subfields(subfields.table(), parts, path, capacity);
            case Structure.BerTlv ignored -> ber(parts, path, capacity);
            case Structure.CharacterTlv form -> characters(form, parts, path, capacity);
        };
    }

    private static byte[] subfields(
            final FieldTable table, final Map<String, Object> parts, final String path, final int capacity) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[capacity]);
        final SubfieldWriter writer = new SubfieldWriter(table);
        writer.wrap(buffer, 0, capacity);
        putFields(writer, parts, path);
        return finished(buffer, writer.finish(), writer.result(), path, capacity);
    }

    private static byte[] ber(final Map<String, Object> parts, final String path, final int capacity) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[capacity]);
        final BerTlvWriter writer = new BerTlvWriter();
        writer.wrap(buffer, 0, capacity);
        parts.forEach((tag, value) -> {
            final String at = path + '.' + tag;
            final byte[] bytes = value instanceof final String text ? hex(text, at) : ber(asParts(value), at, capacity);
            writer.put(tag(tag, at), new UnsafeBuffer(bytes), 0, bytes.length);
        });
        return finished(buffer, writer.finish(), writer.result(), path, capacity);
    }

    private static byte[] characters(
            final Structure.CharacterTlv form, final Map<String, Object> parts, final String path, final int capacity) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[capacity]);
        final CharacterTlvWriter writer = new CharacterTlvWriter(form.tagLength(), form.lengthDigits(), false);
        writer.wrap(buffer, 0, capacity);
        parts.forEach((tag, value) -> {
            final String at = path + '.' + tag;
            if (!(value instanceof final String text) || !text.chars().allMatch(character -> character <= 0xFF)) {
                throw new WrongPart(at, "expected a text of ISO 8859-1 characters");
            }
            final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            writer.put(tag, new UnsafeBuffer(bytes), 0, bytes.length);
            if (!Result.isOk(writer.result()) && Result.fault(writer.result()) == Fault.TLV) {
                throw new WrongPart(at, "expected a tag of " + form.tagLength() + " characters and a value whose length "
                        + form.lengthDigits() + (form.lengthDigits() == 1 ? " digit" : " digits") + " can say");
            }
        });
        return finished(buffer, writer.finish(), writer.result(), path, capacity);
    }

    private static byte[] finished(
            final UnsafeBuffer buffer, final int length, final long result, final String path, final int capacity) {
        if (length < 0) {
            throw new WrongPart(path, Result.fault(result) == Fault.NO_ROOM
                    ? "its parts are longer than the " + capacity + " that the field allows"
                    : Result.fault(result).text());
        }
        return Arrays.copyOf(buffer.byteArray(), length);
    }

    private static byte[] hex(final String text, final String path) {
        if ((text.length() & 1) != 0 || !text.chars().allMatch(PartsWriter::isHexDigit)) {
            throw new WrongPart(path, "expected hexadecimal digits, two a byte");
        }
        return HexFormat.of().parseHex(text);
    }

    private static boolean isHexDigit(final int character) {
        return character < 0x80 && HexFormat.isHexDigit(character);
    }

    /** @return a tag as it stands before a value, of 1 to 4 bytes: its bits tell how many it has. */
    private static int tag(final String text, final String path) {
        final boolean hex = text.matches("([0-9A-Fa-f]{2}){1,4}");
        final int tag = hex ? Integer.parseUnsignedInt(text, 16) : 0;
        final int bytes = text.length() >> 1;
        boolean good = hex && tag >>> 8 * (bytes - 1) != 0;
        for (int i = 0; i < bytes && good; i++) {
            final int value = tag >>> 8 * (bytes - 1 - i) & 0xFF;
            final boolean continues = i == 0 ? (value & MULTI_BYTE_TAG) == MULTI_BYTE_TAG : (value & MORE) != 0;
            good = continues == i < bytes - 1;
        }
        if (!good) {
            throw new WrongPart(path, "expected a BER tag of 1 to 4 bytes in hexadecimal, such as 9F26");
        }
        return tag;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asParts(final Object value) {
        return (Map<String, Object>) value;
    }

    /** @return bytes as ISO 8859-1 characters. */
    static String latin(final byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
