package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;

import java.util.List;

/**
 * The dialects that come built in.
 */
public final class Dialects {
    private static final Dialect ISO_1987_ASCII =
        dialect("iso1987-ascii", Iso1987.FIELDS, Scheme.ASCII, Encoding.BINARY);
    private static final Dialect ISO_1987_ASCII_HEX_BITMAP =
        dialect("iso1987-ascii-hex-bitmap", Iso1987.FIELDS, Scheme.ASCII, Encoding.HEX_ASCII);
    private static final Dialect ISO_1987_BCD =
        dialect("iso1987-bcd", Iso1987.FIELDS, Scheme.BCD, Encoding.BINARY);
    private static final Dialect ISO_1987_EBCDIC =
        dialect("iso1987-ebcdic", Iso1987.FIELDS, Scheme.EBCDIC, Encoding.BINARY);
    private static final Dialect ISO_1993_ASCII =
        dialect("iso1993-ascii", Iso1993.FIELDS, Scheme.ASCII, Encoding.HEX_ASCII);
    private static final Dialect ISO_1993_BCD =
        dialect("iso1993-bcd", Iso1993.FIELDS, Scheme.BCD, Encoding.BINARY);
    private static final Dialect POSTILION = new Dialect("postilion", 0, mti(Scheme.ASCII_AND_BYTES),
        FieldTable.of(new BitmapForm(Encoding.BINARY, 2), Postilion.fields()));
    private static final List<Dialect> ALL = List.of(ISO_1987_ASCII, ISO_1987_ASCII_HEX_BITMAP, ISO_1987_BCD,
        ISO_1987_EBCDIC, ISO_1993_ASCII, ISO_1993_BCD, POSTILION);

    private Dialects() {
    }

    /**
     * ISO 8583:1987, all in ASCII but the bitmap, which is binary. Binary fields of fixed length (52, 64, 96, 128) are
     * hexadecimal digits, field 55 is bytes.
     */
    public static Dialect iso1987Ascii() {
        return ISO_1987_ASCII;
    }

    /** ISO 8583:1987, all in ASCII, the bitmap as hexadecimal digits. */
    public static Dialect iso1987AsciiHexBitmap() {
        return ISO_1987_ASCII_HEX_BITMAP;
    }

    /** ISO 8583:1987 with packed digits, tracks and lengths, characters in ASCII, bitmap and binary fields as bytes. */
    public static Dialect iso1987Bcd() {
        return ISO_1987_BCD;
    }

    /** ISO 8583:1987, characters and lengths in EBCDIC (code page 1047), bitmap and binary fields as bytes. */
    public static Dialect iso1987Ebcdic() {
        return ISO_1987_EBCDIC;
    }

    /** ISO 8583:1993, all in ASCII, the bitmap and binary fields of fixed length as hexadecimal digits. */
    public static Dialect iso1993Ascii() {
        return ISO_1993_ASCII;
    }

    /** ISO 8583:1993 with packed digits, tracks and lengths, bitmap and binary fields as bytes. */
    public static Dialect iso1993Bcd() {
        return ISO_1993_BCD;
    }

    /** ISO 8583:1987 in ASCII with binary as bytes and a field 127 of subfields that a bitmap of its own announces. */
    public static Dialect postilion() {
        return POSTILION;
    }

    /** @return every built-in dialect. */
    public static List<Dialect> all() {
        return ALL;
    }

    /** @return the built-in dialect of that name, or null when there is none. */
    public static Dialect byName(final String name) {
        for (final Dialect dialect : ALL) {
            if (dialect.name().equals(name)) {
                return dialect;
            }
        }
        return null;
    }

    private static Dialect dialect(
        final String name, final String fields, final Scheme scheme, final Encoding bitmapEncoding) {
        return new Dialect(name, 0, mti(scheme),
            FieldTable.of(new BitmapForm(bitmapEncoding, 2), FieldList.read(fields, scheme)));
    }

    private static FieldForm mti(final Scheme scheme) {
        return scheme.form(Content.N, Dialect.MTI_DIGITS, 0);
    }
}
