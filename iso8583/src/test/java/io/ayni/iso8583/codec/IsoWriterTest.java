package io.ayni.iso8583.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.iso8583.spec.Dialects;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class IsoWriterTest {
    private final byte[] bytes = new byte[512];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final IsoWriter writer = new IsoWriter(Dialects.iso1987Ascii());

    @BeforeEach
    void wrap() {
        writer.wrap(buffer, 0, bytes.length);
    }

    private String written(final IsoWriter by) {
        return new String(Message.finish(by, bytes), StandardCharsets.ISO_8859_1);
    }

    private static String message(final String text) {
        return new String(Message.bytes(text), StandardCharsets.ISO_8859_1);
    }

    @Test
    void padsWhatIsShorterThanAFixedField() {
        writer.mti(0x0200);
        writer.putLong(4, 1_500);
        writer.putAscii(37, "REF1");

        assertThat(written(writer)).isEqualTo(message("0200<1000000008000000>000000001500REF1        "));
    }

    @Test
    void putsTheLengthBeforeAVariableField() {
        writer.mti(0x0200);
        writer.putLong(2, 4_000_001_234_567_890L);
        writer.put(102, new UnsafeBuffer("x12345678y".getBytes(StandardCharsets.ISO_8859_1)), 1, 8);

        assertThat(written(writer))
            .isEqualTo(message("0200<C000000000000000 0000000004000000>1640000012345678900812345678"));
    }

    @Test
    void movesWhatIsWrittenWhenTheSecondaryBitmapComes() {
        final IsoWriter hex = new IsoWriter(Dialects.iso1987AsciiHexBitmap());
        hex.wrap(buffer, 0, bytes.length);
        hex.mti(0x0800);
        hex.putLong(7, 1_121_034_500L);
        hex.putLong(11, 7);
        hex.putLong(70, 301);

        assertThat(written(hex)).isEqualTo("0800" + "8220000000000000" + "0400000000000000"
            + "1121034500" + "000007" + "301");
    }

    @Test
    void writesSignedAmountsAndBinary() {
        writer.mti(0x0200);
        writer.putLong(28, -36);
        writer.putHex(52, "0123456789abcdef");
        writer.putHex(55, "9F0001");

        assertThat(written(writer))
            .isEqualTo(message("0200<0000001000001200>D000000360123456789ABCDEF003<9F0001>"));
    }

    @Test
    void answersARequestFromItsImage() {
        final IsoReader request = new IsoReader(Dialects.iso1987Ascii());
        Message.wrap(request, Message.bytes("0201<F220000008800000 0000000004000000>"
            + "164000001234567890" + "400000" + "000000001500" + "1121034500" + "000042" + "REF000000001" + "TERM0001"
            + "0812345678"));

        writer.respondTo(request, FieldSet.of(3, 4, 7, 11, 37, 41, 102));
        writer.putLong(4, 1_499);
        writer.putAscii(38, "A12345");
        writer.putChars(39, '0' << 8 | '0', 2);

        assertThat(written(writer)).isEqualTo(message("0210<B22000000E800000 0000000004000000>"
            + "400000" + "000000001499" + "1121034500" + "000042" + "REF000000001" + "A12345" + "00" + "TERM0001"
            + "0812345678"));
    }

    @Test
    void anAnswerWithoutFieldsBeyond64HasNoSecondaryBitmap() {
        final IsoReader request = new IsoReader(Dialects.iso1987Ascii());
        Message.wrap(request, Message.bytes("0200<A000000000000000 0000000004000000>" + "400000" + "0812345678"));

        writer.respondTo(request, FieldSet.of(3));

        assertThat(written(writer)).isEqualTo(message("0210<2000000000000000>400000"));
    }

    @Test
    void copiesAFieldBetweenDialectsAndNumbers() {
        final IsoReader other = new IsoReader(Dialects.iso1987AsciiHexBitmap());
        Message.wrap(other, Message.bytes("02002000000000000000" + "400000"));
        writer.mti(0x0200);
        writer.copy(3, other);
        writer.copy(5, other);
        writer.copy(11, other, 3);

        assertThat(written(writer)).isEqualTo(message("0200<2020000000000000>400000400000"));
    }

    @Test
    void fieldsComeInAscendingOrderEachOnce() {
        writer.mti(0x0200);
        writer.putLong(11, 1);
        writer.putLong(11, 2);

        assertFault(Fault.FIELD_ORDER, 11);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertPut(() -> writer.putLong(11, 1_000_000), Fault.LENGTH_ABOVE_MAX, 11);
        assertPut(() -> writer.putLong(11, -1), Fault.CONTENT, 11);
        assertPut(() -> writer.putAscii(39, "001"), Fault.LENGTH_ABOVE_MAX, 39);
        assertPut(() -> writer.putAscii(3, "40x000"), Fault.CONTENT, 3);
        assertPut(() -> writer.putAscii(43, "Línea\n2"), Fault.CONTENT, 43);
        assertPut(() -> writer.putAscii(43, "\u20AC"), Fault.CONTENT, 43);
        assertPut(() -> writer.putHex(52, "0123"), Fault.LENGTH_BELOW_MIN, 52);
        assertPut(() -> writer.putHex(52, "0123456789ABCDEX"), Fault.CONTENT, 52);
        assertPut(() -> writer.putAscii(129, "x"), Fault.FIELD_UNKNOWN, 129);
        assertPut(() -> writer.putAscii(1, "x"), Fault.FIELD_UNKNOWN, 1);
    }

    private void assertPut(final Runnable put, final Fault fault, final int field) {
        wrap();
        writer.mti(0x0200);
        put.run();
        assertFault(fault, field);
    }

    private void assertFault(final Fault fault, final int field) {
        assertThat(writer.finish()).isEqualTo(FieldsWriter.FAILED);
        assertThat(Result.fault(writer.result())).isEqualTo(fault);
        assertThat(Result.field(writer.result())).isEqualTo(field);
    }

    @Test
    void theFirstFaultStays() {
        writer.mti(0x0200);
        writer.putAscii(3, "x");
        writer.putAscii(200, "x");

        assertFault(Fault.CONTENT, 3);
    }

    @Test
    void neverWritesBeyondTheRoomItHas() {
        for (int capacity = 0; capacity < 40; capacity++) {
            java.util.Arrays.fill(bytes, (byte)'#');
            writer.wrap(buffer, 3, capacity);
            writer.mti(0x0200);
            writer.putLong(3, 1);
            writer.putAscii(102, "1234567");
            final int length = writer.finish();

            assertThat(length).isEqualTo(capacity < 35 ? FieldsWriter.FAILED : 35);
            assertThat(bytes[2]).isEqualTo((byte)'#');
            assertThat(bytes[3 + capacity]).isEqualTo((byte)'#');
        }
    }

    @Test
    void aRequestOfAnotherDialectIsAnsweredFieldByField() {
        final IsoReader other = new IsoReader(Dialects.iso1987AsciiHexBitmap());
        Message.wrap(other, Message.bytes("02002000000000000000" + "400000"));

        assertThatThrownBy(() -> writer.respondTo(other, FieldSet.ALL)).isInstanceOf(IllegalArgumentException.class);
    }
}
