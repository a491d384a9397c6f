package io.ayni.perf.micro;

import java.util.concurrent.TimeUnit;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.FieldsWriter;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A 0200 of 18 fields: checking it and reading what a payment needs; writing the 0210 from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    private static final FieldSet ECHO = FieldSet.of(3, 4, 7, 11, 12, 13, 32, 37, 41, 42, 49, 102, 103);

    private final Dialect dialect = Dialects.iso1987Ascii();
    private final IsoReader reader = new IsoReader(dialect);
    private final IsoWriter writer = new IsoWriter(dialect);
    private final UnsafeBuffer request = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[512]);
    private int length;

    @Setup(Level.Trial)
    public void setUp() {
        length = SampleRequest.write(writer, request);
        check(reader.wrap(request, 0, length));
    }

    @Benchmark
    public long parse() {
        return reader.wrap(request, 0, length);
    }

    @Benchmark
    public long parseAndReadAPayment() {
        check(reader.wrap(request, 0, length));
        return reader.number(3) + reader.number(4) + reader.number(7) + reader.number(11) + reader.number(32)
            + reader.number(37) + reader.chars(41) + reader.number(49) + reader.number(102) + reader.number(103);
    }

    @Benchmark
    public int answer() {
        writer.wrap(answer, 0, answer.capacity());
        writer.respondTo(reader, ECHO);
        writer.putAscii(38, "123456");
        writer.putAscii(39, "00");
        final int written = writer.finish();
        if (written == FieldsWriter.FAILED) {
            check(writer.result());
        }
        return written;
    }

    private static void check(final long result) {
        if (!Result.isOk(result)) {
            throw new IllegalStateException(Result.describe(result));
        }
    }
}
