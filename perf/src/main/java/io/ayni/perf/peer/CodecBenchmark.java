package io.ayni.perf.peer;

import java.util.concurrent.TimeUnit;

import com.solab.iso8583.IsoMessage;
import org.jpos.iso.ISOMsg;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same 0200 for each library. {@code parse}: until every field can be read; this project's codec checks every
 * character as well, the others lengths. {@code answer}: the bytes of the 0200 in, those of its 0210 out.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    @Benchmark
    public long ayniParse(final AyniCodec codec) {
        return codec.parse();
    }

    @Benchmark
    public long ayniParseAndReadAPayment(final AyniCodec codec) {
        return codec.parseAndReadAPayment();
    }

    @Benchmark
    public int ayniAnswer(final AyniCodec codec) {
        return codec.parseAndAnswer();
    }

    @Benchmark
    public ISOMsg jposParse(final JposCodec codec) throws Exception {
        return codec.parse();
    }

    @Benchmark
    public byte[] jposAnswer(final JposCodec codec) throws Exception {
        return codec.parseAndAnswer();
    }

    @Benchmark
    public IsoMessage j8583Parse(final J8583Codec codec) throws Exception {
        return codec.parse();
    }

    @Benchmark
    public byte[] j8583Answer(final J8583Codec codec) throws Exception {
        return codec.parseAndAnswer();
    }
}
