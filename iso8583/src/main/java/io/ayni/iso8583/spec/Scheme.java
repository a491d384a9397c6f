package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.field.NibbleFill;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The encoding rules that turn a list of data elements into a dialect: one rule a kind of content.
 *
 * @param digits        encoding of {@code n} and of the digits of {@code x+n}
 * @param track         encoding of {@code z}
 * @param text          encoding of everything else that is characters
 * @param fixedBinary   encoding of {@code b} of fixed length
 * @param prefix        form of length prefixes
 * @param fixedFill     gap of an odd number of packed digits of fixed length
 * @param variableFill  gap of an odd number of packed digits behind a length prefix
 */
public record Scheme(Encoding digits, Encoding track, Encoding text, Encoding fixedBinary, LengthPrefix.Form prefix,
                     NibbleFill fixedFill, NibbleFill variableFill) {
    /** All in ASCII, binary of fixed length as hexadecimal digits. */
    public static final Scheme ASCII = new Scheme(Encoding.ASCII, Encoding.ASCII, Encoding.ASCII, Encoding.HEX_ASCII,
        LengthPrefix.Form.ASCII, NibbleFill.LEADING_ZERO, NibbleFill.TRAILING_ZERO);

    /** Digits, tracks and lengths packed, binary as it is. */
    public static final Scheme BCD = new Scheme(Encoding.BCD, Encoding.BCD, Encoding.ASCII, Encoding.BINARY,
        LengthPrefix.Form.BCD, NibbleFill.LEADING_ZERO, NibbleFill.TRAILING_ZERO);
    /** Characters, digits and lengths in EBCDIC, binary as it is. */
    public static final Scheme EBCDIC = new Scheme(Encoding.EBCDIC, Encoding.EBCDIC, Encoding.EBCDIC, Encoding.BINARY,
        LengthPrefix.Form.EBCDIC, NibbleFill.LEADING_ZERO, NibbleFill.TRAILING_ZERO);
    /** Characters in ASCII, but binary as it is. */
    public static final Scheme ASCII_AND_BYTES = new Scheme(Encoding.ASCII, Encoding.ASCII, Encoding.ASCII,
        Encoding.BINARY, LengthPrefix.Form.ASCII, NibbleFill.LEADING_ZERO, NibbleFill.TRAILING_ZERO);

    private static final Map<String, Scheme> BY_NAME = new TreeMap<>(Map.of(
        "ascii", ASCII, "ascii-bytes", ASCII_AND_BYTES, "bcd", BCD, "ebcdic", EBCDIC));

    /** @return the scheme of that name in descriptions of dialects, null when there is none. */
    public static Scheme named(final String name) {
        return BY_NAME.get(name);
    }

    /** @return the names that {@link #named} knows, sorted. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** @return the form of a data element whose length takes {@code prefixDigits} digits, 0 when it is fixed. */
    FieldForm form(final Content content, final int length, final int prefixDigits) {
        final Encoding encoding = encoding(content, prefixDigits == 0);
        return prefixDigits == 0
            ? FieldForm.fixed(content, encoding, length).withNibbleFill(fixedFill)
            : FieldForm.variable(content, encoding, prefix(prefixDigits), length).withNibbleFill(variableFill);
    }

    /** @return what encodes content that is not told otherwise. */
    Encoding encoding(final Content content, final boolean fixed) {
        return switch (content) {
            case N, XN -> digits;
            case Z -> track;
            case B, BITMAP -> fixed ? fixedBinary : Encoding.BINARY;
            default -> text;
        };
    }

    private LengthPrefix prefix(final int prefixDigits) {
        return new LengthPrefix(prefix, prefixDigits, LengthPrefix.Counts.UNITS);
    }
}
