package io.ayni.connectors.translate;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Writes one JSON document into a buffer that is used again for the next. No allocation for numbers, times and ASCII
 * text. One thread.
 */
public final class JsonWriter {
    private static final int INITIAL_LENGTH = 2_048;
    private static final long MS_PER_DAY = 86_400_000;
    private static final String HEX = "0123456789abcdef";

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(INITIAL_LENGTH);
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
        length += buffer.putLongAscii(length, value);
        return this;
    }

    public JsonWriter bool(final String name, final boolean value) {
        name(name);
        length += buffer.putStringWithoutLengthAscii(length, value ? "true" : "false");
        return this;
    }

    /** ISO 8601 in UTC with milliseconds: {@code 2024-04-01T05:00:00.000Z}. */
    public JsonWriter time(final String name, final long epochMs) {
        name(name);
        raw('"');
        date(Math.floorDiv(epochMs, MS_PER_DAY));
        final int msOfDay = (int) Math.floorMod(epochMs, MS_PER_DAY);
        raw('T').padded(msOfDay / 3_600_000, 2).raw(':').padded(msOfDay / 60_000 % 60, 2);
        raw(':').padded(msOfDay / 1_000 % 60, 2).raw('.').padded(msOfDay % 1_000, 3);
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
        length += buffer.putStringWithoutLengthAscii(length, ascii);
        return this;
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
        buffer.putNaturalPaddedIntAscii(length, digits, value);
        length += digits;
        return this;
    }

    /** Names are ours and need no escape. */
    private void name(final String name) {
        separate();
        raw('"');
        length += buffer.putStringWithoutLengthAscii(length, name);
        raw('"').raw(':');
        needsComma = true;
    }

    private void separate() {
        if (needsComma) {
            raw(',');
        }
        needsComma = true;
    }

    private JsonWriter string(final CharSequence value) {
        raw('"');
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                raw('\\').raw(c);
            } else if (c >= ' ' && c < 0x80) {
                raw(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                escaped(c);
            } else {
                utf8(c);
            }
        }
        return raw('"');
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
        buffer.putByte(length++, (byte) c);
        return this;
    }
}
