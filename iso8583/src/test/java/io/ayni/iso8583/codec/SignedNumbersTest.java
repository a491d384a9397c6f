package io.ayni.iso8583.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.spec.BitmapForm;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Amounts x+n, a letter for the sign before digits in any encoding, and zoned numbers of EBCDIC, which carry it in the
 * last digit. Of zoned numbers below zero jPOS is no witness: it puts the minus between the digits.
 */
class SignedNumbersTest {
    private static final int FIRST_VALUE_BYTE = 4 + 8;

    private static Dialect dialect(final Content content, final Encoding encoding, final int length) {
        return new Dialect("signed", 0, FieldForm.fixed(Content.N, Encoding.ASCII, Dialect.MTI_DIGITS),
            FieldTable.of(new BitmapForm(Encoding.BINARY, 1),
                List.of(FieldSpec.of(28, "Signed", FieldForm.fixed(content, encoding, length)))));
    }

    private static byte[] message(final String valueHex) {
        return HexFormat.of().parseHex("30323030" + "0000001000000000" + valueHex);
    }

    @ParameterizedTest(name = "{0} in {1}: {3} is {4}")
    @CsvSource(delimiter = '|', textBlock = """
        XN | ASCII        | 9  | 433030303031323334 | 1234       | C00001234
        XN | ASCII        | 9  | 443030303031323334 | -1234      | D00001234
        XN | ASCII        | 9  | 443939393939393939 | -99999999  | D99999999
        XN | ASCII        | 9  | 433030303030303030 | 0          | C00000000
        XN | BCD          | 9  | 4300001234         | 1234       | C00001234
        XN | BCD          | 9  | 4400001234         | -1234      | D00001234
        XN | BCD          | 8  | 4400012345         | -12345     | D0012345
        XN | EBCDIC       | 9  | C3F0F0F0F0F1F2F3F4 | 1234       | C00001234
        XN | EBCDIC       | 9  | C4F0F0F0F0F1F2F3F4 | -1234      | D00001234
        N  | EBCDIC_ZONED | 6  | F0F0F1F2F3F4       | 1234       | 001234
        N  | EBCDIC_ZONED | 6  | F0F0F1F2F3D4       | -1234      | -001234
        N  | EBCDIC_ZONED | 6  | F9F9F9F9F9D9       | -999999    | -999999
        N  | EBCDIC_ZONED | 1  | D1                 | -1         | -1
        """)
    void theSignIsReadAndWritten(
        final Content content, final Encoding encoding, final int length, final String wire, final long number,
        final String text) {
        final Dialect dialect = dialect(content, encoding, length);
        final IsoReader reader = new IsoReader(dialect);
        assertThat(Message.wrap(reader, message(wire))).isEqualTo(Result.OK);
        assertThat(reader.number(28)).isEqualTo(number);
        assertThat(reader.text(28)).isEqualTo(text);

        final IsoWriter writer = new IsoWriter(dialect);
        final byte[] written = new byte[64];
        writer.wrap(new UnsafeBuffer(written), 0, written.length);
        writer.mti(Mti.FINANCIAL_REQUEST);
        writer.putLong(28, number);
        assertThat(Arrays.copyOf(written, writer.finish())).isEqualTo(message(wire));
    }

    @ParameterizedTest(name = "{0} in {1}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        XN | ASCII        | 5 | 4531323334 | 0 | neither C nor D
        XN | ASCII        | 5 | 2D31323334 | 0 | a minus
        XN | ASCII        | 5 | 6431323334 | 0 | a small d
        XN | ASCII        | 5 | 4431322D34 | 3 | a minus among the digits
        XN | ASCII        | 5 | 4443323334 | 1 | two signs
        XN | BCD          | 5 | 411234     | 0 | neither C nor D
        XN | BCD          | 5 | 44123A     | 2 | a nibble that is no digit
        XN | BCD          | 5 | D41234     | 0 | the sign as EBCDIC
        XN | EBCDIC       | 5 | 44F1F2F3F4 | 0 | the sign as ASCII
        XN | EBCDIC       | 5 | C4F1F2F3D4 | 4 | a zoned minus as well
        N  | EBCDIC_ZONED | 4 | F1F2D3F4   | 2 | the sign not in the last digit
        N  | EBCDIC_ZONED | 4 | D1F2F3F4   | 0 | the sign in the first digit
        N  | EBCDIC_ZONED | 4 | F1F2F360   | 3 | a minus of its own
        N  | EBCDIC_ZONED | 4 | F1F2F3DA   | 3 | a digit above nine
        N  | EBCDIC_ZONED | 4 | F1F2F334   | 3 | an ASCII digit
        """)
    void aSignThatIsNoneIsAFaultAtItsByte(
        final Content content, final Encoding encoding, final int length, final String wire, final int at,
        final String why) {
        final long result = Message.wrap(new IsoReader(dialect(content, encoding, length)), message(wire));

        assertThat(Result.describe(result)).as(why).isEqualTo(
            Result.describe(Result.of(Fault.CONTENT, 28, FIRST_VALUE_BYTE + at)));
    }

    @ParameterizedTest
    @CsvSource({"XN, ASCII, 5, 10000", "XN, BCD, 5, -10000", "N, EBCDIC_ZONED, 4, -10000", "XN, ASCII, 5, 0x8000000000000000",
        "N, EBCDIC, 4, -1", "N, ASCII, 4, -1", "N, BCD, 4, -1"})
    void whatDoesNotFitIsNotWritten(
        final Content content, final Encoding encoding, final int length, final String number) {
        final IsoWriter writer = new IsoWriter(dialect(content, encoding, length));
        writer.wrap(new UnsafeBuffer(new byte[64]), 0, 64);
        writer.mti(Mti.FINANCIAL_REQUEST);
        writer.putLong(28, number.startsWith("0x") ? Long.MIN_VALUE : Long.parseLong(number));

        assertThat(writer.finish()).isEqualTo(IsoWriter.FAILED);
        assertThat(Result.field(writer.result())).isEqualTo(28);
    }
}
