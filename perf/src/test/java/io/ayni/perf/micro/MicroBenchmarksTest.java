package io.ayni.perf.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks in small, so that they never rot. No timing decides. */
class MicroBenchmarksTest {
    private static final String FEW_ACCOUNTS = "1000";

    @ParameterizedTest
    @ValueSource(classes = {EngineBenchmark.class, EdgeBenchmark.class, PaymentBenchmark.class,
        RingBenchmark.class})
    void runs(final Class<?> benchmark, @TempDir final Path directory) throws Exception {
        final Collection<RunResult> results = new Runner(new OptionsBuilder()
            .include(benchmark.getName())
            .param("accounts", FEW_ACCOUNTS)
            .param("directory", directory.toString())
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(200))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build()).run();

        assertThat(results).isNotEmpty().allSatisfy(result ->
            assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    @Test
    void recoveryIsMeasuredFromJournalAndSnapshot(@TempDir final Path directory) throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecoveryMain.measure(directory.resolve("journal"), 500, 2_000, 1, new PrintStream(out, true));

        assertThat(out.toString()).contains("journal replayed: 2,506 in ", "snapshot verified and loaded: 500 in ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theEnginesLatencyIsToldAsPercentiles() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        EngineLatencyMain.measure(500, 6_400, new PrintStream(out, true));

        assertThat(out.toString()).contains("6,400 transfers between 500 accounts", "p99.99");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatAnAccountAndAPaymentTakeIsMeasured() throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        EngineMemoryMain.measure(500, 2_000, new PrintStream(out, true));

        assertThat(out.toString()).contains("an account and its member: ", "a payment: ", "counters of one limit: ");
    }

    @Test
    void theEngineAllocatesNothingForAPayment() {
        final EngineBenchmark benchmark = new EngineBenchmark();
        benchmark.accounts = Integer.parseInt(FEW_ACCOUNTS);
        benchmark.setUp();

        assertThat(AllocationMeter.leastBytesPerRound(10_000, benchmark::transfer)).isZero();
        benchmark.tearDown();
    }

    @Test
    void nothingIsAllocatedFromTheRequestToItsAnswer() {
        final PaymentBenchmark benchmark = new PaymentBenchmark();
        benchmark.accounts = Integer.parseInt(FEW_ACCOUNTS);
        benchmark.setUp();

        assertThat(AllocationMeter.leastBytesPerRound(100_000, benchmark::requestToAnswer)).isZero();
        benchmark.tearDown();
    }
}
