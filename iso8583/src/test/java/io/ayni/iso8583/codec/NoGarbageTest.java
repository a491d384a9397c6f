package io.ayni.iso8583.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.util.List;

/** Reading, answering and failing make no object once warm. */
class NoGarbageTest {
    private static final int ROUNDS = 5;
    private static final int MEASURED = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private static final FieldSet ECHO = FieldSet.of(2, 3, 4, 7, 11, 12, 13, 32, 37, 41, 42, 49, 102);

    private final UnsafeBuffer request = new UnsafeBuffer(new byte[1024]);
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[1024]);

    static List<Dialect> dialects() {
        return Dialects.all();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void readingAndAnsweringAllocateNothing(final Dialect dialect) {
        final IsoReader reader = new IsoReader(dialect);
        final IsoWriter writer = new IsoWriter(dialect);
        final int length = writeRequest(writer, dialect);
        assertThat(length).as(Result.describe(writer.result())).isPositive();

        final long allocated = allocatedBy(() -> {
            assertOk(reader.wrap(request, 0, length));
            writer.wrap(response, 0, response.capacity());
            writer.respondTo(reader, ECHO);
            writer.putLong(5, reader.number(4) + 1);
            writer.putAscii(38, "A12345");
            writer.putChars(39, '0' << 8 | '0', 2);
            writer.copy(48, reader);
            final int answered = writer.finish();
            if (answered < 0 || !reader.equalsAscii(49, "840")) {
                throw new AssertionError(Result.describe(writer.result()));
            }
        });

        assertThat(allocated).isZero();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aMessageThatIsWrongAllocatesNothing(final Dialect dialect) {
        final IsoReader reader = new IsoReader(dialect);
        final int length = writeRequest(new IsoWriter(dialect), dialect);

        final int[] cut = {length};
        final long allocated = allocatedBy(() -> {
            cut[0] = cut[0] <= 1 ? length - 1 : cut[0] - 1;
            if (Result.isOk(reader.wrap(request, 0, cut[0]))) {
                throw new AssertionError("a message that was cut off is not good");
            }
        });

        assertThat(allocated).isZero();
    }

    private static void assertOk(final long result) {
        if (!Result.isOk(result)) {
            throw new AssertionError(Result.describe(result));
        }
    }

    private int writeRequest(final IsoWriter writer, final Dialect dialect) {
        writer.wrap(request, 0, request.capacity());
        writer.mti(0x0200);
        writer.putAscii(2, "4000001234567899");
        writer.putLong(3, 400_000);
        writer.putLong(4, 1_500);
        writer.putLong(7, 1_121_034_500L);
        writer.putLong(11, 42);
        writer.putAscii(32, "12345678901");
        writer.putAscii(35, "4000001234567899=28121011234000012");
        writer.putAscii(37, "REF000000001");
        writer.putAscii(41, "TERM0001");
        writer.putAscii(42, "MERCHANT0000001");
        writer.putAscii(48, "free text");
        writer.putAscii(49, "840");
        writer.putAscii(102, "2200045678901");
        return writer.finish();
    }

    /** The least of some rounds: the JVM itself makes an object now and then, for example when it recompiles. */
    private static long allocatedBy(final Runnable work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            final long start = THREADS.getCurrentThreadAllocatedBytes();
            final long idle = THREADS.getCurrentThreadAllocatedBytes() - start;
            for (int i = 0; i < MEASURED; i++) {
                work.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - start - 2 * idle);
        }
        return Math.max(0, least);
    }
}
