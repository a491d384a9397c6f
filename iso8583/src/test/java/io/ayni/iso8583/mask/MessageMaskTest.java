package io.ayni.iso8583.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.codec.FieldsWriter;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.Sensitivity;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.function.Consumer;

class MessageMaskTest {
    private static final Dialect DIALECT = Dialects.iso1987Ascii();
    private final byte[] bytes = new byte[4096];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    private int write(final Consumer<IsoWriter> fields) {
        final IsoWriter writer = new IsoWriter(DIALECT);
        writer.wrap(buffer, 0, bytes.length);
        writer.mti(0x0200);
        fields.accept(writer);
        final int length = writer.finish();
        assertThat(length).as(Result.describe(writer.result())).isGreaterThan(FieldsWriter.FAILED);
        return length;
    }

    private String masked(final int length) {
        final IsoReader reader = new IsoReader(DIALECT);
        return MessageMask.text(reader, reader.wrap(buffer, 0, length));
    }

    @Test
    void showsWhatMayBeShownAndTheLengthOfTheRest() {
        final int length = write(message -> {
            message.putAscii(2, "4000001234567899");
            message.putLong(3, 400_000);
            message.putLong(4, 1_500);
            message.putAscii(14, "2812");
            message.putAscii(35, "4000001234567899=2812101123400001230");
            message.putAscii(45, "B4000001234567899^PEREZ/ANA^2812101");
            message.putHex(52, "0123456789ABCDEF");
            message.putLong(53, 2_001_010_100_000_000L);
            message.putAscii(124, "1C3KZ9F0QW8RT");
            message.putAscii(125, "482911");
        });

        assertThat(masked(length)).isEqualTo("0200 2=400000******7899 3=400000 4=000000001500 14=[4] 35=[36] 45=[35]"
            + " 52=[8] 53=[16] 124=1C3KZ9F0QW8RT 125=[6]");
    }

    @Test
    void ofFreeFieldsThatNobodyCanTakeApartOnlyTheLengthIsShown() {
        final int length = write(message -> {
            message.putAscii(48, "9203123");
            message.putAscii(60, "anything");
            message.putAscii(126, "0000000123");
        });

        assertThat(masked(length)).isEqualTo("0200 48=[7] 60=[8] 126=[10]");
    }

    @Test
    void ofEmvDataOnlyTagsKnownToBeHarmlessAreShown() {
        final int length = write(message -> message.putHex(55,
            "9F2608A1B2C3D4E5F60718" + "5A084000001234567899" + "57024000" + "5F2003414E41" + "5F24032812" + "31" + "DF0101FF"));

        assertThat(masked(length))
            .isEqualTo("0200 55={9F26=A1B2C3D4E5F60718 5A=[8] 57=[2] 5F20=[3] 5F24=[3] DF01=[1]}");
    }

    /** A wrong length makes the amount (6 bytes) or the issuer's data swallow the card number that follows. */
    @Test
    void aHarmlessTagThatSwallowedAnotherIsNotShown() {
        assertThat(masked(write(message -> message.putHex(55, "9F0210" + "000000000100" + "5A084000001234567899"))))
            .isEqualTo("0200 55={9F02=[16]}");
        assertThat(masked(write(message -> message.putHex(55, "9F100C" + "0A0B" + "5A084000001234567899"))))
            .isEqualTo("0200 55={9F10=[12]}");
    }

    @Test
    void emvDataThatCannotBeTakenApartIsNotShown() {
        assertThat(masked(write(message -> message.putHex(55, "9F2608A1B2C3D4E5F607185A0840")))).isEqualTo("0200 55=[14]");
    }

    @Test
    void accountNumbersInFreeTextAreMaskedAndControlCharactersDoNotPass() {
        final int length = write(message -> {
            message.putAscii(43, "CARD 4000001234567899 QUITO");
            message.putAscii(102, "2200045678901");
            message.putAscii(103, "4000001234567899");
        });

        assertThat(masked(length)).isEqualTo("0200 43=CARD 400000******7899 QUITO              102=2200045678901"
            + " 103=400000******7899");
    }

    @ParameterizedTest
    @CsvSource({"4000001234567899, 400000******7899", "400000123456789, 400000*****6789", "123456789012, [12]",
        "40000012345678AB, [16]", "'', [0]"})
    void anAccountNumberIsItsFirstSixAndLastFourDigits(final String pan, final String expected) {
        final StringBuilder masked = new StringBuilder();
        PanMask.append(pan, masked);

        assertThat(masked).hasToString(expected);
    }

    @Test
    void nothingOfAMessageThatCannotBeReadIsShown() {
        final int length = write(message -> {
            message.putAscii(2, "4000001234567899");
            message.putAscii(41, "TERM0001");
        });
        buffer.putByte(length - 1, (byte)0);

        assertThat(masked(length)).isEqualTo("0200 unreadable, 38 bytes: CONTENT field 41 offset 37: "
            + "the value holds a character that the field does not admit");
    }

    @Test
    void noSecretOfAnyFieldOfAnyDialectIsEverShown() {
        for (final Dialect dialect : Dialects.all()) {
            for (final int field : new int[]{2, 14, 34, 35, 36, 45, 52, 53, 55}) {
                final FieldSpec spec = dialect.field(field);
                assertThat(spec.sensitivity()).as(dialect.name() + " " + field)
                    .isNotEqualTo(Sensitivity.PUBLIC);
            }
        }
    }
}
