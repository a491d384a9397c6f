package io.ayni.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's buffer against Agrona's. */
class NativeBufferTest {
    private static final ByteOrder[] ORDERS = {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN};

    private final NativeBuffer buffer = new NativeBuffer(32);
    private final UnsafeBuffer twin = new UnsafeBuffer(new byte[32]);

    @Test
    void holdsTheBytesThatAgronasHoldsAndReadsThemAsItDoes() {
        for (final ByteOrder order : ORDERS) {
            for (final UnsafeBuffer each : new UnsafeBuffer[] {buffer, twin}) {
                each.putLong(1, 0x0102_0304_0506_0708L, order);
                each.putInt(9, 0xA1B2_C3D4, order);
                each.putShort(13, (short) 0xF00D, order);
                each.putByte(15, (byte) 0x80);
            }
            assertThat(bytes(buffer)).isEqualTo(bytes(twin));
            assertThat(buffer.getLong(1, order)).isEqualTo(twin.getLong(1, order));
            assertThat(buffer.getInt(9, order)).isEqualTo(twin.getInt(9, order));
            assertThat(buffer.getShort(13, order)).isEqualTo(twin.getShort(13, order));
            assertThat(buffer.getByte(15)).isEqualTo(twin.getByte(15));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsPartOfABufferOnEitherSide(final boolean inTheHeap) {
        final UnsafeBuffer source = new UnsafeBuffer(
            inTheHeap ? ByteBuffer.allocate(100) : ByteBuffer.allocateDirect(100));
        source.putLong(60, 42);
        buffer.show(source, 50, 50);
        assertThat(buffer.capacity()).isEqualTo(50);
        assertThat(buffer.getLong(10, ByteOrder.LITTLE_ENDIAN)).isEqualTo(42);
    }

    @Test
    void whatIsOutsideTheHeapIsShownAndNotCopied() {
        final UnsafeBuffer source = new UnsafeBuffer(ByteBuffer.allocateDirect(100));
        buffer.show(source, 50, 50);
        source.putByte(51, (byte) 7);
        assertThat(buffer.getByte(1)).isEqualTo((byte) 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 25, 32, Integer.MAX_VALUE})
    void nothingIsReadOrWrittenBeyondIt(final int index) {
        final Class<IndexOutOfBoundsException> refused = IndexOutOfBoundsException.class;
        assertThatExceptionOfType(refused).isThrownBy(() -> buffer.getLong(index, ByteOrder.LITTLE_ENDIAN));
        assertThatExceptionOfType(refused).isThrownBy(() -> buffer.putLong(index, 1, ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void noMoreIsShownThanThereIs() {
        final UnsafeBuffer source = new UnsafeBuffer(ByteBuffer.allocateDirect(100));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.show(source, 50, 51));
    }

    private static byte[] bytes(final DirectBuffer buffer) {
        final byte[] bytes = new byte[32];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
