package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;

import java.util.List;

/**
 * The dialects that come built in.
 */
public final class Dialects {
    private static final Dialect ISO_1987_ASCII =
        dialect("iso1987-ascii", Iso1987.FIELDS, Scheme.ASCII, Encoding.BINARY);
    private static final Dialect ISO_1987_ASCII_HEX_BITMAP =
        dialect("iso1987-ascii-hex-bitmap", Iso1987.FIELDS, Scheme.ASCII, Encoding.HEX_ASCII);
    private static final List<Dialect> ALL = List.of(ISO_1987_ASCII, ISO_1987_ASCII_HEX_BITMAP);

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
        return new Dialect(name, 0, scheme.form(Content.N, Dialect.MTI_DIGITS, 0),
            FieldTable.of(new BitmapForm(bitmapEncoding, 2), FieldList.read(fields, scheme)));
    }
}
