package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.field.LengthPrefix.Counts;
import io.ayni.iso8583.field.NibbleFill;
import io.ayni.iso8583.field.Padding;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The field classes of jPOS as encoding × length prefix × padding. In the table: content, encoding, length prefix
 * ({@code A} ASCII, {@code E} EBCDIC, {@code P} packed, {@code B} binary; then its digits, or its bytes), what it counts
 * when that is not units, and {@code F} where the unused nibble of an odd number of digits holds F instead of 0,
 * {@code filled} where the value always takes its full length.
 * <p>
 * Not here, since there is nothing to map: {@code IF_UNUSED}. Not mapped, since they are no encoding × prefix × padding:
 * {@code IF_TCHAR} (ends at a token), {@code IFMC_TCC} and {@code IFEMC_TCC} (there or not by looking at the next
 * character), {@code IFA_TT…} (tags by a Java class), {@code IFEP_…}, {@code IFEPE_…}, {@code IFELPE_…}, {@code IFMC_…},
 * {@code IFEMC_…}, {@code IFIPM_…} (the tag stands inside).
 */
final class JposFieldClasses {
    private static final String TABLE = """
        IF_CHAR            any    ascii   -
        IF_ECHAR           any    ebcdic  -
        IF_NOP             any    ascii   -
        IFA_NUMERIC        n      ascii   -
        IFA_AMOUNT         x+n    ascii   -
        IFA_AMOUNT2003     n      ascii   -
        IFA_BINARY         b      hex_ascii -
        IFA_BITMAP         bitmap hex_ascii -
        IFA_LCHAR          any    ascii   A1
        IFA_LLCHAR         any    ascii   A2
        IFA_LLLCHAR        any    ascii   A3
        IFA_LLLLCHAR       any    ascii   A4
        IFA_LLLLLCHAR      any    ascii   A5
        IFA_LLLLLLCHAR     any    ascii   A6
        IFA_LLNUM          n      ascii   A2
        IFA_LLLNUM         n      ascii   A3
        IFA_FLLCHAR        any    ascii   A2 filled
        IFA_FLLNUM         n      ascii   A2 filled
        IFA_LBINARY        b      binary  A1
        IFA_LLBINARY       b      binary  A2
        IFA_LLLBINARY      b      binary  A3
        IFA_LLLLBINARY     b      binary  A4
        IFA_LLLLLBINARY    b      binary  A5
        IFA_LLLLLLBINARY   b      binary  A6
        IFA_LLABINARY      b      hex_ascii A2
        IFA_LLLABINARY     b      hex_ascii A3
        IFA_LLBNUM         n      bcd     A2 even_units
        IFAE_LLCHAR        any    ebcdic  A2
        IFB_NUMERIC        n      bcd     -
        IFB_FNUMERIC       n      bcd     - F
        IFB_AMOUNT         x+n    bcd     -
        IFB_AMOUNT2003     n      bcd     -
        IFB_HEX            hex    bcd     - F
        IFB_BINARY         b      binary  -
        IFB_BITMAP         bitmap binary  -
        IFB_LLNUM          n      bcd     P2
        IFB_LLLNUM         n      bcd     P3
        IFB_FLLNUM         n      bcd     P2 F
        IFB_FLLLNUM        n      bcd     P3 F
        IFB_LLHNUM         n      bcd     B1
        IFB_LLLHNUM        n      bcd     B2
        IFB_LLCHAR         any    ascii   P2
        IFB_LLLCHAR        any    ascii   P3
        IFB_LLLLCHAR       any    ascii   P4
        IFB_LLLLLLCHAR     any    ascii   P6
        IFB_LLHCHAR        any    ascii   B1
        IFB_LLLHCHAR       any    ascii   B2
        IFB_LLHECHAR       any    ebcdic  B1
        IFB_LLLHECHAR      any    ebcdic  B2
        IFB_LLBINARY       b      binary  P2
        IFB_LLLBINARY      b      binary  P3
        IFB_LLLLBINARY     b      binary  P4
        IFB_LLHBINARY      b      binary  B1
        IFB_LLLHBINARY     b      binary  B2
        IFB_LLHFBINARY     b      binary  B1 filled
        IFB_LLHEX          b      binary  P2 nibbles
        IFB_LLLHEX         b      binary  P3 nibbles
        IFE_CHAR           any    ebcdic  -
        IFE_NUMERIC        n      ebcdic  -
        IFE_SIGNED_NUMERIC n      ebcdic_zoned -
        IFE_AMOUNT         x+n    ebcdic  -
        IFE_BINARY         b      hex_ebcdic -
        IFE_BITMAP         bitmap hex_ebcdic -
        IFE_LNUM           n      ebcdic  E1
        IFE_LLNUM          n      ebcdic  E2
        IFE_LLLNUM         n      ebcdic  E3
        IFE_LCHAR          any    ebcdic  E1
        IFE_LLCHAR         any    ebcdic  E2
        IFE_LLLCHAR        any    ebcdic  E3
        IFE_LLLLCHAR       any    ebcdic  E4
        IFE_LBINARY        b      binary  E1
        IFE_LLBINARY       b      binary  E2
        IFE_LLLBINARY      b      binary  E3
        IFE_LLLLBINARY     b      binary  E4
        IFE_LLLEBINARY     any    ebcdic  E3
        IFEA_LLCHAR        any    ascii   E2
        IFEB_LLNUM         n      bcd     E2 bytes F always
        IFEB_LLLNUM        n      bcd     E3 bytes F always
        """;
    private static final Map<String, String[]> ROWS = new HashMap<>();

    static {
        for (final String line : TABLE.lines().toList()) {
            final String[] columns = line.strip().split("\\s+");
            ROWS.put(columns[0], columns);
        }
    }

    private JposFieldClasses() {
    }

    static Set<String> names() {
        return Set.copyOf(ROWS.keySet());
    }

    /** @return whether this class of jPOS is known here, by its name without the package. */
    static boolean isKnown(final String simpleName) {
        return ROWS.containsKey(simpleName);
    }

    /**
     * @param pad the {@code pad} attribute: an odd number of packed digits has its gap at the front
     */
    static FieldForm form(final String simpleName, final int length, final boolean pad) {
        final String[] row = ROWS.get(simpleName);
        final Content content = content(row[1]);
        final Encoding encoding = Encoding.valueOf(row[2].toUpperCase(Locale.ROOT));
        final int units = content == Content.BITMAP ? Long.BYTES : has(row, "even_units") ? length + 1 & ~1 : length;
        final LengthPrefix prefix = prefix(row);
        final boolean leading = pad && !has(row, "always");
        final NibbleFill fill = leading ? NibbleFill.LEADING_ZERO
            : has(row, "F") ? NibbleFill.TRAILING_F : NibbleFill.TRAILING_ZERO;
        final FieldForm form = prefix.isFixed() ? FieldForm.fixed(content, encoding, units)
            : sayable(FieldForm.variable(content, encoding, prefix, Math.min(units, prefix.max())));
        return has(row, "filled")
            ? form.withFilling(content == Content.B ? Padding.NONE : Padding.SPACE_RIGHT) : form.withNibbleFill(fill);
    }

    /** @return the form with no more units than its prefix can say, whatever the prefix counts. */
    private static FieldForm sayable(final FieldForm form) {
        int longest = form.maxLength();
        while (longest > 0 && form.written(longest) > form.prefix().max()) {
            longest--;
        }
        return FieldForm.variable(form.content(), form.encoding(), form.prefix(), longest);
    }

    private static LengthPrefix prefix(final String[] row) {
        if (row[3].equals("-")) {
            return LengthPrefix.FIXED;
        }
        final int digits = row[3].charAt(1) - '0';
        final LengthPrefix.Form form = switch (row[3].charAt(0)) {
            case 'A' -> LengthPrefix.Form.ASCII;
            case 'E' -> LengthPrefix.Form.EBCDIC;
            case 'P' -> LengthPrefix.Form.BCD;
            default -> LengthPrefix.Form.BINARY;
        };
        Counts counts = Counts.UNITS;
        for (final Counts other : Counts.values()) {
            if (has(row, other.name().toLowerCase(Locale.ROOT))) {
                counts = other;
            }
        }
        return new LengthPrefix(form, digits, counts);
    }

    private static boolean has(final String[] row, final String flag) {
        for (int i = 4; i < row.length; i++) {
            if (row[i].equals(flag)) {
                return true;
            }
        }
        return false;
    }

    private static Content content(final String notation) {
        for (final Content content : Content.values()) {
            if (content.notation().equals(notation)) {
                return content;
            }
        }
        throw new IllegalArgumentException("no attribute " + notation);
    }
}
