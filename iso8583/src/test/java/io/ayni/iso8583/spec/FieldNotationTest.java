package io.ayni.iso8583.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.field.LengthPrefix.Counts;
import io.ayni.iso8583.field.NibbleFill;
import io.ayni.iso8583.field.Padding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms in the notation of ISO 8583, with a few words. */
class FieldNotationTest {
    private static FieldForm form(final String notation, final String scheme) {
        return FieldNotation.readForm(notation, Scheme.named(scheme));
    }

    @ParameterizedTest
    @CsvSource({
        "n6,                 ascii,  N,   ASCII,      FIXED,  0, 6,     6,   ZERO_LEFT",
        "'n 6',              bcd,    N,   BCD,        FIXED,  0, 6,     6,   ZERO_LEFT",
        "an12,               ebcdic, AN,  EBCDIC,     FIXED,  0, 12,    12,  SPACE_RIGHT",
        "x+n9,               ascii,  XN,  ASCII,      FIXED,  0, 9,     9,   ZERO_LEFT",
        "b8,                 ascii,  B,   HEX_ASCII,  FIXED,  0, 8,     8,   NONE",
        "b8,                 bcd,    B,   BINARY,     FIXED,  0, 8,     8,   NONE",
        "b...999,            ascii,  B,   BINARY,     ASCII,  3, 0,     999, NONE",
        "n..19,              ascii,  N,   ASCII,      ASCII,  2, 0,     19,  NONE",
        "n..19 llvar,        bcd,    N,   BCD,        BCD,    2, 0,     19,  NONE",
        "ans..999 lllvar,    ascii,  ANS, ASCII,      ASCII,  3, 0,     999, NONE",
        "z..37,              bcd,    Z,   BCD,        BCD,    2, 0,     37,  NONE",
        "n6..11,             ascii,  N,   ASCII,      ASCII,  2, 6,     11,  NONE",
        "ans..99 ebcdic,     ascii,  ANS, EBCDIC,     ASCII,  2, 0,     99,  NONE",
        "ans.255 length-binary, ascii, ANS, ASCII,    BINARY, 1, 0,     255, NONE",
        "n4 pad-left-space,  ascii,  N,   ASCII,      FIXED,  0, 4,     4,   SPACE_LEFT",
        "n9 zoned,           ebcdic, N,   EBCDIC_ZONED, FIXED, 0, 9,    9,   ZERO_LEFT"})
    void readsContentLengthAndWhatDiffersFromTheScheme(
        final String notation, final String scheme, final Content content, final Encoding encoding,
        final LengthPrefix.Form prefix, final int digits, final int min, final int max, final Padding padding) {
        final FieldForm form = form(notation, scheme);

        assertThat(form).isEqualTo(new FieldForm(content, encoding, form.nibbleFill(),
            new LengthPrefix(prefix, digits, Counts.UNITS), min, max, padding, false));
    }

    @Test
    void readsGapsCountsAndFilling() {
        assertThat(form("n5 bcd odd-left-f", "ascii").nibbleFill()).isEqualTo(NibbleFill.LEADING_F);
        assertThat(form("n..11 bcd counts-bytes odd-right-f", "ascii").prefix().counts()).isEqualTo(Counts.BYTES);
        assertThat(form("ans..20 pad-right-space filled", "ascii").filled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        n            | expected a form such as n6, an12, n..19 or ans...999
        n..          | expected a form such as n6, an12, n..19 or ans...999
        6            | expected a form such as n6, an12, n..19 or ans...999
        n6x          | expected a form such as n6, an12, n..19 or ans...999
        num6         | expected one of n, a, an, ns, ans, z, x+n, hex, b, bitmap, any before the length
        n6 packed    | "'packed' is no word of a form; expected one of lvar to llllllvar, ascii, ebcdic, bcd"
        n6 llvar     | a fixed length has no length before it: expected dots, as in ..19
        n..999       | a length of 2 digits cannot say 999
        b..999 lvar length-binary | a length of 1 byte cannot say 999
        ans12 bcd    | ANS content does not fit into nibbles
        b8 ebcdic    | B content cannot be EBCDIC encoded
        n12..6       | length 12..6 is not within 0..999999
        """)
    void saysWhatItExpected(final String notation, final String message) {
        assertThatThrownBy(() -> form(notation, "ascii")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(message);
    }

    @Test
    void cardDataIsKnownByItsNumberUnlessTheNotationSaysWhatMayBeShown() {
        assertThat(field(2, "n..19", false).sensitivity()).isEqualTo(Sensitivity.PAN);
        assertThat(field(35, "z..37", false).sensitivity()).isEqualTo(Sensitivity.SECRET);
        assertThat(field(48, "ans...999", false).sensitivity()).isEqualTo(Sensitivity.COMPOSITE);
        assertThat(field(48, "ans...999 public", false).sensitivity()).isEqualTo(Sensitivity.PUBLIC);
        assertThat(field(3, "n6", false).sensitivity()).isEqualTo(Sensitivity.PUBLIC);
        assertThat(field(3, "n6", true).sensitivity()).isEqualTo(Sensitivity.COMPOSITE);
    }

    private static FieldSpec field(final int number, final String notation, final boolean nested) {
        return FieldNotation.read(number, "", notation, Scheme.ASCII, nested);
    }

    /** Every form there is: written in each scheme and read again it is the same. */
    @Test
    void whatIsWrittenIsReadAsTheSameForm() {
        int forms = 0;
        for (final Content content : Content.values()) {
            for (final Encoding encoding : Encoding.values()) {
                for (final NibbleFill fill : NibbleFill.values()) {
                    for (final Padding padding : Padding.values()) {
                        for (final LengthPrefix.Form prefix : LengthPrefix.Form.values()) {
                            for (final Counts counts : Counts.values()) {
                                forms += writtenAndRead(content, encoding, fill, padding, prefix, counts);
                            }
                        }
                    }
                }
            }
        }
        assertThat(forms).isGreaterThan(10_000);
    }

    private static int writtenAndRead(
        final Content content, final Encoding encoding, final NibbleFill fill, final Padding padding,
        final LengthPrefix.Form prefix, final Counts counts) {
        final boolean fixed = prefix == LengthPrefix.Form.FIXED;
        final FieldForm form;
        try {
            form = new FieldForm(content, encoding, fill, fixed ? LengthPrefix.FIXED
                : new LengthPrefix(prefix, 2, counts), fixed ? 8 : 0, 8, padding, !fixed && padding != Padding.NONE);
        } catch (final IllegalArgumentException noSuchForm) {
            return 0;
        }
        for (final String scheme : Scheme.names()) {
            final String written = FieldNotation.writeForm(form, Scheme.named(scheme));
            assertThat(form(written, scheme)).as(written).isEqualTo(form);
        }
        return 1;
    }
}
