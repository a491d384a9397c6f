package io.ayni.iso8583.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoReaderTest {
    private static final Dialect BINARY_BITMAP = Dialects.iso1987Ascii();
    private static final Dialect HEX_BITMAP = Dialects.iso1987AsciiHexBitmap();

    /** Fields 2, 3, 4, 11, 39, 41, 70, 102. */
    private static final String WITH_BINARY_BITMAP =
        "0210<F020000002800000 0400000004000000>164000001234567890400000000000001500000042" + "00TERM0001" + "001"
            + "0812345678";
    private static final String WITH_HEX_BITMAP =
        "0210F0200000028000000400000004000000" + "164000001234567890400000000000001500000042" + "00TERM0001" + "001"
            + "0812345678";

    @Test
    void findsEveryFieldBehindABinaryBitmap() {
        assertFields(new IsoReader(BINARY_BITMAP), Message.bytes(WITH_BINARY_BITMAP));
    }

    @Test
    void findsEveryFieldBehindAHexadecimalBitmap() {
        assertFields(new IsoReader(HEX_BITMAP), Message.bytes(WITH_HEX_BITMAP));
    }

    private static void assertFields(final IsoReader reader, final byte[] message) {
        assertThat(Result.describe(Message.wrap(reader, message))).isEqualTo("ok");
        assertThat(reader.mti()).isEqualTo(0x0210);
        assertThat(reader.messageClass()).isEqualTo(MtiClass.FINANCIAL);
        assertThat(reader.function()).isEqualTo(MtiFunction.RESPONSE);
        assertThat(reader.origin()).isEqualTo(MtiOrigin.ACQUIRER);
        assertThat(reader.version()).isEqualTo(MtiVersion.ISO_1987);
        assertThat(reader.text(2)).isEqualTo("4000001234567890");
        assertThat(reader.number(3)).isEqualTo(400_000);
        assertThat(reader.number(4)).isEqualTo(1_500);
        assertThat(reader.number(11)).isEqualTo(42);
        assertThat(reader.chars(39)).isEqualTo('0' << 8 | '0');
        assertThat(reader.equalsAscii(41, "TERM0001")).isTrue();
        assertThat(reader.equalsAscii(41, "TERM0002")).isFalse();
        assertThat(reader.equalsAscii(41, "TERM000")).isFalse();
        assertThat(reader.number(70)).isEqualTo(1);
        assertThat(reader.number(102)).isEqualTo(12_345_678);
        assertThat(fields(reader)).containsExactly(2, 3, 4, 11, 39, 41, 70, 102);
    }

    private static int[] fields(final FieldsReader reader) {
        final var numbers = java.util.stream.IntStream.builder();
        for (int field = reader.next(0); field != FieldsReader.ABSENT; field = reader.next(field)) {
            numbers.add(field);
        }
        return numbers.build().toArray();
    }

    @Test
    void aFieldThatIsNotThereHasNoValue() {
        final IsoReader reader = new IsoReader(BINARY_BITMAP);
        Message.wrap(reader, Message.bytes(WITH_BINARY_BITMAP));

        assertThat(reader.has(5)).isFalse();
        assertThat(reader.has(1)).as("the bit of the secondary bitmap is no field").isFalse();
        assertThat(reader.has(0)).isFalse();
        assertThat(reader.has(193)).isFalse();
        assertThat(reader.has(-1)).isFalse();
        assertThat(reader.offset(5)).isEqualTo(FieldsReader.ABSENT);
        assertThat(reader.length(5)).isEqualTo(FieldsReader.ABSENT);
        assertThat(reader.number(5)).isEqualTo(FieldsReader.NO_NUMBER);
        assertThat(reader.chars(5)).isEqualTo(FieldsReader.NO_NUMBER);
        assertThat(reader.text(5)).isNull();
        assertThat(reader.equalsAscii(5, "")).isFalse();
        assertThat(reader.copy(5, new UnsafeBuffer(new byte[8]), 0)).isEqualTo(FieldsReader.ABSENT);
    }

    @Test
    void readsAMessageInTheMiddleOfABuffer() {
        final byte[] message = Message.bytes(WITH_BINARY_BITMAP);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[message.length + 20]);
        buffer.putBytes(7, message);
        final IsoReader reader = new IsoReader(BINARY_BITMAP);

        assertThat(reader.wrap(buffer, 7, message.length)).isEqualTo(Result.OK);
        assertThat(reader.offset(3)).as("counted from the first byte of the message").isEqualTo(38);
        assertThat(reader.number(11)).isEqualTo(42);
    }

    @Test
    void signedAmountsArePositiveForCreditAndNegativeForDebit() {
        final IsoReader reader = new IsoReader(BINARY_BITMAP);
        Message.wrap(reader, Message.bytes("0200<0000001800000000>C00000036D00000005"));

        assertThat(reader.number(28)).isEqualTo(36);
        assertThat(reader.number(29)).isEqualTo(-5);
        assertThat(reader.text(29)).isEqualTo("D00000005");
    }

    @Test
    void binaryFieldsAreBytesWhateverTheirDigitsOnTheWire() {
        final IsoReader reader = new IsoReader(BINARY_BITMAP);
        Message.wrap(reader, Message.bytes("0200<0000000000001200>0123456789abCDEF" + "0039F<0001>"
            .replace("9F<0001>", "<9F0001>")));
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[8]);

        assertThat(reader.copy(52, copy, 0)).isEqualTo(8);
        assertThat(copy.getLong(0, java.nio.ByteOrder.BIG_ENDIAN)).isEqualTo(0x0123456789ABCDEFL);
        assertThat(reader.text(52)).isEqualTo("0123456789ABCDEF");
        assertThat(reader.text(55)).isEqualTo("9F0001");
    }

    @ParameterizedTest(name = "{0}: {1} in field {2} at {3}")
    @CsvSource(delimiter = '|', textBlock = """
        # what                                | message                                     | fault             | field | at
        nothing at all                        | ''                                          | TRUNCATED         | 0     | 0
        half an indicator                     | 02                                          | TRUNCATED         | 0     | 2
        letters in the indicator              | 02x0<0000000000000000>                      | MTI_NOT_DIGITS    | 0     | 2
        no bitmap                             | 0200                                        | TRUNCATED         | 1     | 4
        half a bitmap                         | 0200<00000000>                              | TRUNCATED         | 1     | 8
        secondary bitmap announced, missing   | 0200<8000000000000000>                      | TRUNCATED         | 1     | 12
        fixed field cut off                   | 0200<2000000000000000>00000                 | TRUNCATED         | 3     | 17
        letter among digits                   | 0200<2000000000000000>40a000                | CONTENT           | 3     | 14
        letter in the last of many digits     | 0200<1000000000000000>00000000000x          | CONTENT           | 4     | 23
        length prefix cut off                 | 0200<4000000000000000>1                     | TRUNCATED         | 2     | 13
        length prefix no number               | 0200<4000000000000000>1x4000001234567890    | LENGTH_NOT_DIGITS | 2     | 12
        longer than the field                 | 0200<4000000000000000>2040000012345678901234 | LENGTH_ABOVE_MAX | 2     | 12
        value cut off                         | 0200<4000000000000000>1640000012345         | TRUNCATED         | 2     | 25
        control character in text             | 0200<0000000000800000>TERM<0A>001           | CONTENT           | 41    | 16
        special character in an               | 0200<0000000002000000>0!                    | CONTENT           | 39    | 13
        neither credit nor debit              | 0200<0000001000000000>X00000036             | CONTENT           | 28    | 12
        letter in a signed amount             | 0200<0000001000000000>C0000003x             | CONTENT           | 28    | 20
        no hexadecimal in a binary field      | 0200<0000000000001000>0123456789ABCDEG      | CONTENT           | 52    | 27
        something after the last field        | 0200<0000000002000000>00 	                  | TRAILING_BYTES    | 0     | 14
        secondary field wrong                 | 0200<8000000000000000 0400000000000000>00x  | CONTENT           | 70    | 22
        """)
    void saysWhatIsWrongWithWhichFieldAtWhichByte(
        final String what, final String message, final Fault fault, final int field, final int offset) {
        final IsoReader reader = new IsoReader(BINARY_BITMAP);
        final byte[] bytes = Message.bytes(what.startsWith("something") ? message + "x" : message);

        assertThat(Result.describe(Message.wrap(reader, bytes))).as(what)
            .isEqualTo(Result.describe(Result.of(fault, field, offset)));
    }

    @Test
    void aHexadecimalBitmapWithAnotherCharacterIsAFaultOfTheBitmap() {
        final long result = Message.wrap(new IsoReader(HEX_BITMAP), Message.bytes("020000000000000G0000"));

        assertThat(Result.describe(result)).isEqualTo(Result.describe(Result.of(Fault.BITMAP_NOT_HEX, 1, 15)));
    }

    @Test
    void theFieldsBeforeAFaultCanBeReadAndNoOther() {
        final IsoReader reader = new IsoReader(BINARY_BITMAP);
        final long result = Message.wrap(reader, Message.bytes("0200<2020000002000000>400000x00042" + "00"));

        assertThat(Result.field(result)).isEqualTo(11);
        assertThat(reader.number(3)).isEqualTo(400_000);
        assertThat(reader.has(11)).isFalse();
        assertThat(reader.has(39)).isFalse();
    }
}
