package io.ayni.connectors.translate;

import io.ayni.iso8583.field.Digits;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes one JSON document into a buffer that is used again for the next. No allocation for numbers, times and ASCII
 * text. One thread.
 */
public final class JsonWriter {
    private static final int INITIAL_LENGTH = 2_048;
    private static final long MS_PER_DAY = 86_400_000;
    private static final String HEX = "0123456789abcdef";

    private static final int MOST_BYTES_A_CHARACTER = 6;
    private static final int LONGEST_NUMBER = 20;
    private static final int LONGEST_TIME = 32;
    /** {@code "2024-04-01T05:00:00.} */
    private static final int SECOND_LENGTH = 21;

    private byte[] bytes = new byte[INITIAL_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final byte[] second = new byte[SECOND_LENGTH];
    private long secondOf = Long.MIN_VALUE;
    private int length;
    private boolean needsComma;

    /** Forgets what was written. */
    public JsonWriter reset() {
        length = 0;
        needsComma = false;
        return this;
    }

    /** @return the document, {@link #length} bytes of UTF-8 from 0. */
    public DirectBuffer buffer() {
        return buffer;
    }

    public int length() {
        return length;
    }

    public JsonWriter startObject() {
        separate();
        needsComma = false;
        return raw('{');
    }

    public JsonWriter startObject(final String name) {
        name(name);
        needsComma = false;
        return raw('{');
    }

    public JsonWriter endObject() {
        needsComma = true;
        return raw('}');
    }

    public JsonWriter startArray(final String name) {
        name(name);
        needsComma = false;
        return raw('[');
    }

    public JsonWriter endArray() {
        needsComma = true;
        return raw(']');
    }

    public JsonWriter text(final String name, final CharSequence value) {
        name(name);
        return string(value);
    }

    public JsonWriter number(final String name, final long value) {
        name(name);
        ensure(LONGEST_NUMBER);
        length += buffer.putLongAscii(length, value);
        return this;
    }

    public JsonWriter bool(final String name, final boolean value) {
        name(name);
        return ascii(value ? "true" : "false");
    }

    /** ISO 8601 in UTC with milliseconds: {@code 2024-04-01T05:00:00.000Z}. */
    public JsonWriter time(final String name, final long epochMs) {
        name(name);
        ensure(LONGEST_TIME);
        final long epochSecond = Math.floorDiv(epochMs, 1_000);
        if (epochSecond != secondOf) { // the times of one answer, and of its neighbours, are of one second
            final int start = length;
            raw('"');
            date(Math.floorDiv(epochMs, MS_PER_DAY));
            final int secondOfDay = (int) Math.floorMod(epochSecond, MS_PER_DAY / 1_000);
            raw('T').padded(secondOfDay / 3_600, 2).raw(':').padded(secondOfDay / 60 % 60, 2);
            raw(':').padded(secondOfDay % 60, 2).raw('.');
            System.arraycopy(bytes, start, second, 0, SECOND_LENGTH);
            secondOf = epochSecond;
        } else {
            System.arraycopy(second, 0, bytes, length, SECOND_LENGTH);
            length += SECOND_LENGTH;
        }
        padded((int) Math.floorMod(epochMs, 1_000), 3);
        return raw('Z').raw('"');
    }

    /** ISO 8601: {@code 2024-04-01}. */
    public JsonWriter date(final String name, final int epochDay) {
        name(name);
        raw('"');
        date(epochDay);
        return raw('"');
    }

    /** A value within an array. */
    public JsonWriter text(final CharSequence value) {
        separate();
        return string(value);
    }

    /** What is JSON already. */
    public JsonWriter json(final String name, final CharSequence ascii) {
        name(name);
        return ascii(ascii.toString());
    }

    /** Days since 1970-01-01 as year, month and day; Howard Hinnant, "chrono-compatible low-level date algorithms". */
    private void date(final long epochDay) {
        final long shifted = epochDay + 719_468; // days since 0000-03-01
        final long era = Math.floorDiv(shifted, 146_097);
        final int dayOfEra = (int) (shifted - era * 146_097);
        final int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        final int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        final int monthFromMarch = (5 * dayOfYear + 2) / 153;
        final int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        padded((int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0), 4);
        raw('-').padded(month, 2).raw('-').padded(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2);
    }

    private JsonWriter padded(final int value, final int digits) {
        ensure(digits);
        Digits.putAscii(buffer, length, digits, value);
        length += digits;
        return this;
    }

    /** Names are ours and need no escape. */
    private void name(final String name) {
        ensure(name.length() + 4);
        if (needsComma) {
            bytes[length++] = ',';
        }
        needsComma = true;
        bytes[length++] = '"';
        copyAscii(name);
        bytes[length++] = '"';
        bytes[length++] = ':';
    }

    private JsonWriter ascii(final String text) {
        ensure(text.length());
        copyAscii(text);
        return this;
    }

    /** The method is deprecated for what it does to other characters; it copies ASCII as a block. */
    @SuppressWarnings("deprecation")
    private void copyAscii(final String text) {
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
    }

    private void separate() {
        if (needsComma) {
            raw(',');
        }
        needsComma = true;
    }

    private void ensure(final int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
            buffer.wrap(bytes);
        }
    }

    private JsonWriter string(final CharSequence value) {
        final int characters = value.length();
        ensure(MOST_BYTES_A_CHARACTER * characters + 2);
        bytes[length++] = '"';
        for (int i = 0; i < characters; i++) {
            final char c = value.charAt(i);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
                bytes[length++] = (byte) c;
            } else {
                special(c);
            }
        }
        bytes[length++] = '"';
        return this;
    }

    private void special(final char c) {
        if (c == '"' || c == '\\') {
            raw('\\').raw(c);
        } else if (c < ' ' || Character.isSurrogate(c)) {
            escaped(c);
        } else {
            utf8(c);
        }
    }

    private void escaped(final char c) {
        raw('\\').raw('u').raw(HEX.charAt(c >>> 12)).raw(HEX.charAt(c >>> 8 & 15)).raw(HEX.charAt(c >>> 4 & 15))
                .raw(HEX.charAt(c & 15));
    }

    private void utf8(final char c) {
        if (c < 0x800) {
            raw((char) (0xC0 | c >>> 6));
        } else {
            raw((char) (0xE0 | c >>> 12)).raw((char) (0x80 | c >>> 6 & 0x3F));
        }
        raw((char) (0x80 | c & 0x3F));
    }

    private JsonWriter raw(final char c) {
        ensure(1);
        bytes[length++] = (byte) c;
        return this;
    }
}
