package io.ayni.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.SubfieldWriter;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.spec.BitmapForm;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.ayni.iso8583.spec.FieldNotation;
import io.ayni.iso8583.spec.FieldTable;
import io.ayni.iso8583.spec.Scheme;
import io.ayni.iso8583.spec.Structure;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

class ExplainerTest {
    private static final String PAN = "4000001234567899";

    private static byte[] message(final Dialect dialect, final Consumer<IsoWriter> fields) {
        final byte[] bytes = new byte[1024];
        final IsoWriter writer = new IsoWriter(dialect);
        writer.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        writer.mti(0x0200);
        fields.accept(writer);
        return Arrays.copyOf(bytes, writer.finish());
    }

    private static byte[] purchase(final Dialect dialect) {
        return message(dialect, writer -> {
            writer.putAscii(2, PAN);
            writer.putLong(3, 400_000);
            writer.putLong(4, 1_500);
            writer.putAscii(39, "51");
            writer.putHex(55, "9F2608A1B2C3D4E5F60718" + "5A08" + PAN);
        });
    }

    private static String explain(final Dialect dialect, final byte[] message) {
        return new Explainer(dialect, Dialects.all(), false).explain(message);
    }

    @Test
    void showsEachFieldWithItsOffsetBytesAndMeaning() {
        assertThat(explain(Dialects.iso1987Ascii(), purchase(Dialects.iso1987Ascii()))).isEqualTo("""
            iso1987-ascii, 80 bytes
                 0  MTI    0200  ISO 8583:1987, financial request, acquirer
                           30 32 30 30
                 4  bitmap 2 3 4 39 55
                           70 00 00 00 02 00 02 00
                12  2      Primary account number, n..19 = 400000******7899
                30  3      Processing code, n 6 = 400000  (transfer)
                           34 30 30 30 30 30
                36  4      Amount, transaction, n 12 = 000000001500
                           30 30 30 30 30 30 30 30 31 35 30 30
                48  39     Response code, an 2 = 51  (not sufficient funds)
                           35 31
                50  55     Integrated circuit card related data, b..999 = {9F26=A1B2C3D4E5F60718 5A=[8]}
                           55.9F26 Application cryptogram = A1B2C3D4E5F60718
                           55.5A = [8]
            """.replace("80 bytes", "74 bytes"));
    }

    @Test
    void putsACaretUnderTheWrongByteAndSaysWhatWasExpected() {
        final byte[] message = purchase(Dialects.iso1987Ascii());
        message[42] = 'x';

        assertThat(explain(Dialects.iso1987Ascii(), message)).endsWith("""
                12  2      Primary account number, n..19 = [16]
                30  3      Processing code, n 6 = [6]
                36  4      Amount, transaction, n 12
                           ** ** ** ** ** ** 78 ** ** ** ** ** ** **
                                             ^^ offset 42: expected a digit in ASCII
            Values are hidden, for what is read before a fault may be read wrongly.
            No other dialect reads this message.
            """);
    }

    @Test
    void namesTheDialectsThatReadIt() {
        assertThat(explain(Dialects.iso1987Bcd(), purchase(Dialects.iso1987Ascii())))
            .contains("\nDialects that read this message: iso1987-ascii, postilion\n");
    }

    @Test
    void saysWhatAMessageThatEndsTooEarlyLacks() {
        final byte[] message = purchase(Dialects.iso1987Ascii());

        assertThat(explain(Dialects.iso1987Ascii(), Arrays.copyOf(message, 40)))
            .contains("^^ offset 40: expected n 12 in 12 bytes; 4 bytes are left\n");
        assertThat(explain(Dialects.iso1987Ascii(), Arrays.copyOf(message, 20)))
            .contains("^^ offset 20: expected 2 ASCII digits of length, then n up to 19; 8 bytes are left\n");
        assertThat(explain(Dialects.iso1987Ascii(), Arrays.copyOf(message, 7)))
            .contains("^^ offset 7: expected the bitmap\n");
        assertThat(explain(Dialects.iso1987Ascii(), new byte[0]))
            .contains("^^ offset 0: expected the message type indicator\n");
        assertThat(explain(Dialects.iso1987Ascii(), Arrays.copyOf(message, message.length + 1)))
            .contains("^^ offset 74: expected the end of the message; 1 more bytes\n");
    }

    @Test
    void takesSubfieldsApart() {
        final Dialect dialect = Dialects.postilion();
        final UnsafeBuffer inside = new UnsafeBuffer(new byte[64]);
        final SubfieldWriter subfields =
            new SubfieldWriter(((Structure.Subfields)dialect.field(127).structure()).table());
        subfields.wrap(inside, 0, 64);
        subfields.putAscii(2, "KEY-1");
        subfields.putAscii(10, "123");
        final int length = subfields.finish();

        assertThat(explain(dialect, message(dialect, writer -> writer.put(127, inside, 0, length)))).contains("""
                           127.2 Switch key = KEY-1
                           127.10 Card verification value 2 = [3]
            """);
    }

    /** Each byte of a good message broken, each dialect: no six digits of the card number in a row, in any form. */
    @Test
    void neverShowsTheCardNumberOfAMessageThatIsBrokenOrOfAnotherDialect() {
        final String digits = PAN.substring(4, 14);
        final String asciiBytes = HexFormat.ofDelimiter(" ").formatHex(digits.getBytes());
        for (final Dialect sent : Dialects.all()) {
            final byte[] message = purchase(sent);
            for (final Dialect assumed : Dialects.all()) {
                for (int i = 0; i < message.length; i++) {
                    final byte[] broken = message.clone();
                    broken[i] ^= 0x40;
                    final String shown = explain(assumed, broken).replace("\n               ", "");
                    assertThat(shown).doesNotContain(digits.substring(2, 8)).doesNotContain(asciiBytes.substring(0, 17))
                        .doesNotContain(asciiBytes.substring(12, 29)).doesNotContain("12 34 56");
                }
            }
        }
    }

    /** The four characters 0200 are the digits 3032 in BCD, and what follows happens to fit. */
    @Test
    void aMessageOfAVersionThatThereIsNotIsNoMessageOfThatDialect() {
        final byte[] message = HexFormat.of().parseHex(
            "3032303070200000000080003136343030303030313233343536373839393430313031");

        assertThat(Explainer.recognizes(Dialects.iso1993Bcd(), message)).isFalse();
        assertThat(explain(Dialects.iso1987Ascii(), message)).endsWith("No other dialect reads this message.\n");
    }

    @Test
    void takesCharacterTagsApartAndShowsTheirValuesOnlyUnmasked() {
        final Dialect dialect = new Dialect("tags", 0, FieldNotation.readForm("n4", Scheme.ASCII), FieldTable.of(
            new BitmapForm(Encoding.BINARY, 1), List.of(FieldNotation.read(48, "Additional data", "ans...99", Scheme.ASCII,
                false).withStructure(new Structure.CharacterTlv(2, 3)))));
        final byte[] message = message(dialect, writer -> writer.putAscii(48, "AA003one9Z000"));

        assertThat(explain(dialect, message)).contains("48.AA = [3]\n", "48.9Z = [0]\n").doesNotContain("one");
        assertThat(new Explainer(dialect, List.of(), true).explain(message)).contains("48.AA = one\n");
    }

    @Test
    void seesTheFrameAroundAMessageThatNobodyReads() {
        final byte[] message = purchase(Dialects.iso1987Ascii());
        final byte[] framed = new byte[message.length + 7];
        System.arraycopy(message, 0, framed, 7, message.length);
        final byte[] delimited = new byte[message.length + 3];
        System.arraycopy(message, 0, delimited, 1, message.length);
        delimited[0] = 2;
        delimited[message.length + 1] = 3;

        assertThat(explain(Dialects.iso1987Ascii(), framed)).endsWith("No other dialect reads this message.\n"
            + "Without the first 7 bytes, a frame or header, it is read by: iso1987-ascii, postilion\n");
        assertThat(explain(Dialects.iso1987Bcd(), delimited)).endsWith("No other dialect reads this message.\n"
            + "Without STX, ETX and LRC around it, it is read by: iso1987-ascii, postilion\n");
    }

    @Test
    void showsEverythingWhenAsked() {
        assertThat(new Explainer(Dialects.iso1987Ascii(), Dialects.all(), true)
            .explain(purchase(Dialects.iso1987Ascii()))).contains("Primary account number, n..19 = " + PAN + "\n")
            .contains("55.5A = " + PAN + "\n");
    }

    /** Read in the wrong dialect, what stands where a bitmap should be is card data. */
    @Test
    void theBitmapOfAMessageThatCannotBeReadIsNotShown() {
        final byte[] message = "0200D000000000000000".concat(PAN).getBytes(StandardCharsets.US_ASCII);

        assertThat(explain(Dialects.iso1987AsciiHexBitmap(), message).replace(" ", ""))
            .contains("bitmap").doesNotContain(PAN, HexFormat.of().formatHex(PAN.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void emvDataThatCannotBeTakenApartIsNotShown() {
        final Dialect dialect = Dialects.iso1987Ascii();
        final byte[] message = message(dialect, writer -> writer.putHex(55, "9F0206000000000100" + "9F1010" + PAN));

        assertThat(explain(dialect, message)).contains("55.9F02 Amount, authorized = [6]").doesNotContain(PAN);
    }
}
