package io.ayni.iso8583.tlv;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.codec.Fault;
import io.ayni.iso8583.codec.Result;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

class TlvTest {
    private static String parts(final TlvReader reader, final byte[] value) {
        reader.wrap(new UnsafeBuffer(value), 0, value.length);
        final StringBuilder parts = new StringBuilder();
        while (reader.next()) {
            final byte[] part = new byte[reader.valueLength()];
            reader.buffer().getBytes(reader.valueOffset(), part);
            parts.append(reader.tagText()).append('=').append(HexFormat.of().withUpperCase().formatHex(part)).append(' ');
        }
        final long result = reader.result();
        return parts.append(Result.isOk(result) ? "ok" : "at " + Result.offset(result)).toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        nothing                             | ''                     | ok
        tags of one and of two bytes        | 9A03261121 9F3601FF    | 9A=261121 9F36=FF ok
        tag of three bytes                  | DF810101AA             | DF8101=AA ok
        tag of four bytes                   | DF81820101AA           | DF818201=AA ok
        tag of five bytes                   | DF8182830101AA         | at 0
        empty value                         | 9C00                   | 9C= ok
        length of two bytes                 | 9F108102AABB           | 9F10=AABB ok
        length of three bytes, not shortest | 9F10820002AABB         | 9F10=AABB ok
        length of five bytes                | 9F1084000000020102     | at 2
        indefinite length                   | 70800000               | at 1
        filling before and after            | 00009C010000           | 9C=00 ok
        tag cut off                         | 9C01009F               | 9C=00 at 3
        length missing                      | 9C01009A               | 9C=00 at 4
        length cut off                      | 9C8201                 | at 1
        value cut off                       | 9C01009A0326           | 9C=00 at 4
        """)
    void berPartsComeOneByOneAndAFaultHasItsPlace(final String what, final String hex, final String expected) {
        assertThat(parts(new BerTlvReader(), HexFormat.of().parseHex(hex.replace(" ", "")))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        two of them         | 92003123A1001X   | 92=313233 A1=58 ok
        empty value         | 92000            | 92= ok
        value cut off       | 9200312          | at 2
        length no number    | 92x03123         | at 2
        cut off in the tag  | 920011A          | 92=31 at 6
        """)
    void characterPartsComeOneByOneAndAFaultHasItsPlace(final String what, final String text, final String expected) {
        assertThat(parts(new CharacterTlvReader(2, 3, false), text.getBytes(StandardCharsets.ISO_8859_1)))
            .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void characterPartsAreWrittenAsTheyAreReadInEitherCode(final boolean ebcdic) {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[64]);
        final CharacterTlvWriter writer = new CharacterTlvWriter(2, 3, ebcdic);
        writer.wrap(bytes, 0, 64);
        writer.put("AA", new UnsafeBuffer(new byte[]{1, 2, 3}), 1, 2);
        writer.put("9Z", new UnsafeBuffer(new byte[0]), 0, 0);
        final int length = writer.finish();

        final CharacterTlvReader reader = new CharacterTlvReader(2, 3, ebcdic);
        reader.wrap(bytes, 0, length);
        assertThat(reader.next()).isTrue();
        assertThat(reader.tagText()).isEqualTo("AA");
        assertThat(reader.valueLength()).isEqualTo(2);
        assertThat(bytes.getByte(reader.valueOffset())).isEqualTo((byte)2);
        final CharacterTlvWriter copy = new CharacterTlvWriter(2, 3, ebcdic);
        final UnsafeBuffer copied = new UnsafeBuffer(new byte[64]);
        copy.wrap(copied, 0, 64);
        copy.copy(reader);
        assertThat(reader.next()).isTrue();
        copy.copy(reader);
        assertThat(reader.next()).isFalse();
        assertThat(copy.finish()).isEqualTo(length);
        assertThat(copied.byteArray()).isEqualTo(bytes.byteArray());
        assertThat(bytes.getByte(0)).isEqualTo(ebcdic ? (byte)0xC1 : (byte)'A');
    }

    @Test
    void whatACharacterTagOrLengthCannotSayIsRefused() {
        final CharacterTlvWriter writer = new CharacterTlvWriter(2, 1, false);
        final UnsafeBuffer value = new UnsafeBuffer(new byte[10]);
        for (final String tag : List.of("A", "AAA", "\u20ACA")) {
            writer.wrap(new UnsafeBuffer(new byte[64]), 0, 64);
            writer.put(tag, value, 0, 1);
            assertThat(writer.finish()).isEqualTo(CharacterTlvWriter.FAILED);
            assertThat(Result.fault(writer.result())).isEqualTo(Fault.TLV);
        }
        writer.wrap(new UnsafeBuffer(new byte[64]), 0, 64);
        writer.put("AA", value, 0, 10);
        assertThat(Result.fault(writer.result())).isEqualTo(Fault.TLV);
        writer.wrap(new UnsafeBuffer(new byte[64]), 0, 11);
        writer.put("AA", value, 0, 9);
        assertThat(Result.fault(writer.result())).isEqualTo(Fault.NO_ROOM);
    }

    @Test
    void constructedTagsAreTold() {
        final BerTlvReader reader = new BerTlvReader();
        final byte[] value = HexFormat.of().parseHex("70039C0100BF0C009F0200");
        reader.wrap(new UnsafeBuffer(value), 0, value.length);

        assertThat(reader.find(0x70)).isTrue();
        assertThat(reader.isConstructed()).isTrue();
        assertThat(reader.find(0xBF0C)).isTrue();
        assertThat(reader.isConstructed()).isTrue();
        assertThat(reader.find(0x9F02)).isTrue();
        assertThat(reader.isConstructed()).isFalse();
        assertThat(reader.find(0x9C)).as("not inside another part").isFalse();
    }

    @Test
    void unknownPartsAreCopiedAsTheyCameAndOwnOnesAreShort() {
        final byte[] value = HexFormat.of().parseHex("9F10820002AABB" + "DF8101" + "0155");
        final BerTlvReader reader = new BerTlvReader();
        reader.wrap(new UnsafeBuffer(value), 0, value.length);
        final byte[] out = new byte[300];
        final BerTlvWriter writer = new BerTlvWriter();
        writer.wrap(new UnsafeBuffer(out), 0, out.length);
        writer.put(0x8A, new UnsafeBuffer("00".getBytes(StandardCharsets.ISO_8859_1)), 0, 2);
        while (reader.next()) {
            writer.copy(reader);
        }
        writer.put(0x9F7F, new UnsafeBuffer(new byte[200]), 0, 200);
        final int length = writer.finish();

        assertThat(HexFormat.of().formatHex(out, 0, 19)).isEqualTo("8a023030" + "9f10820002aabb" + "df81010155" + "9f7f81");
        assertThat(length).isEqualTo(4 + 7 + 5 + 2 + 2 + 200);
    }

    @Test
    void aFullBufferIsAResult() {
        final BerTlvWriter writer = new BerTlvWriter();
        writer.wrap(new UnsafeBuffer(new byte[4]), 0, 4);
        writer.put(0x9F02, new UnsafeBuffer(new byte[6]), 0, 6);

        assertThat(writer.finish()).isEqualTo(BerTlvWriter.FAILED);
        assertThat(Result.isOk(writer.result())).isFalse();
    }
}
