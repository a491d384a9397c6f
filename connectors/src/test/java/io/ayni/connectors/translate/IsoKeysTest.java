package io.ayni.connectors.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.Key128Encoder;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteOrder;
import java.util.List;

/** The key is in the log: it stays the hash of these bytes in this order, however it is reckoned and in any dialect. */
class IsoKeysTest {
    private static final List<Dialect> DIALECTS =
        List.of(Dialects.iso1987Ascii(), Dialects.iso1987Ebcdic(), Dialects.iso1987Bcd());

    @ParameterizedTest
    @CsvSource({
        "1, 0200, 1121040000, 1,      123456,      000000000017, TELLER01",
        "7, 0201, 1231235959, 999999, 99999999999, 999999999999, ~~~~~~~~",
        "2, 0420, 0101000000, 0,      ,            00000000000A, A",
        "-1, 0100, 1,         42,     0,           ABCDEFGHIJKL, 12345678",
    })
    void ofAMessageIsTheHashOfItsFields(
        final int peerId, final String mti, final long time, final long stan, final Long acquirer,
        final String reference, final String terminal) {
        final UnsafeBuffer fields = new UnsafeBuffer(new byte[45]);
        fields.putInt(0, peerId, ByteOrder.LITTLE_ENDIAN);
        fields.putByte(4, (byte) (mti.charAt(1) - '0'));
        fields.putLong(5, time, ByteOrder.LITTLE_ENDIAN);
        fields.putInt(13, (int) stan, ByteOrder.LITTLE_ENDIAN);
        fields.putLong(17, acquirer == null ? 0 : acquirer, ByteOrder.LITTLE_ENDIAN);
        fields.putStringWithoutLengthAscii(25, reference);
        fields.putStringWithoutLengthAscii(37, "%-8s".formatted(terminal));
        final Hash128 expected = new Hash128().hash(fields, 0, 45);

        for (final Dialect dialect : DIALECTS) {
            final UnsafeBuffer key = new UnsafeBuffer(new byte[16]);
            new IsoKeys(peerId).keyOf(message(dialect, mti, time, stan, acquirer, reference, terminal),
                new Key128Encoder().wrap(key, 0));

            final Key128Decoder made = new Key128Decoder().wrap(key, 0);
            assertThat(List.of(made.high(), made.low())).as(dialect.name())
                .containsExactly(expected.high(), expected.low());
        }
    }

    private static IsoReader message(
        final Dialect dialect, final String mti, final long time, final long stan, final Long acquirer,
        final String reference, final String terminal) {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[256]);
        final IsoWriter writer = new IsoWriter(dialect);
        writer.wrap(bytes, 0, bytes.capacity());
        writer.mti(Integer.parseInt(mti, 16));
        writer.putLong(DataElement.TRANSMISSION_TIME, time);
        writer.putLong(DataElement.STAN, stan);
        if (acquirer != null) {
            writer.putLong(DataElement.ACQUIRER, acquirer);
        }
        writer.putAscii(DataElement.RETRIEVAL_REFERENCE, reference);
        writer.putAscii(DataElement.TERMINAL, terminal);
        final int length = writer.finish();
        final IsoReader reader = new IsoReader(dialect);
        assertThat(Result.describe(reader.wrap(bytes, 0, length))).isEqualTo(Result.describe(Result.OK));
        return reader;
    }
}
