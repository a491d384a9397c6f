package io.ayni.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole run in small, with its child processes, so that it never rots. No timing decides. */
@Timeout(180)
class BenchMainTest {
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m");

    @Test
    void measuresEveryServerAndLeavesNothingBehind(@TempDir final Path data) throws Exception {
        final List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        final BenchOptions options = new BenchOptions(
            EnumSet.of(BenchOptions.Part.sockets, BenchOptions.Part.micro), settings(SMALL), false, false, 1_000);

        final Results results = BenchMain.run(Plan.tiny(), options, data,
            new Terminal(new PrintStream(OutputStream.nullOutputStream()), false));

        assertThat(results.isComplete()).as("%s", results.notes()).isTrue();
        for (final String server
            : List.of(Server.AYNI, Server.ECHO, Server.JPOS_LISTENER, Server.JPOS_TRANSACTIONS)) {
            assertThat(results.median(Bench.ISO_8_16, server, ClosedContest.CPU)).as(server).isPositive();
        }
        for (final String server : List.of(Server.AYNI, Server.HTTP_ECHO)) {
            assertThat(results.median(Bench.JSON_8_16, server, ClosedContest.CPU)).as(server).isPositive();
        }
        assertThat(results.median(Bench.openGroup(20_000), Server.AYNI, OpenContest.P50)).isPositive();
        assertThat(results.median(
            MicroContest.group(MicroContest.RING, 1_000), Server.AYNI, MicroContest.RATE)).isPositive();
        assertThat(results.notes()).anyMatch(note -> note.startsWith("Quick: left out"));
        assertThat(data).isEmptyDirectory();
        assertThat(ProcessHandle.current().descendants().filter(child -> !before.contains(child)))
            .as("children left behind").isEmpty();
    }

    @Test
    void aPartThatBreaksOffIsToldAndLeavesNothingBehind(@TempDir final Path data) throws Exception {
        final BenchOptions options = new BenchOptions(EnumSet.of(BenchOptions.Part.sockets),
            settings(List.of("-XX:NoSuchOption=1")), false, false, 1_000);

        final Results results = BenchMain.run(Plan.tiny(), options, data,
            new Terminal(new PrintStream(OutputStream.nullOutputStream()), false));

        assertThat(results.isComplete()).isFalse();
        assertThat(results.notes()).anyMatch(note -> note.startsWith("sockets broke off: ayni accounts import"));
        assertThat(results.goals()).isNotEmpty().noneMatch(Goal::isMeasured);
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void theCodecAndTheWholeWayInSmall(@TempDir final Path data) throws Exception {
        final Results results = new Results();
        final MicroContest micro = new MicroContest(Plan.tiny(), results,
            new Terminal(new PrintStream(OutputStream.nullOutputStream()), false), data, false);
        micro.codec();
        micro.requestToAnswer(1_000, "1g");
        micro.engineTail(1_000, "1g");

        assertThat(Stream.of(Server.AYNI, "jPOS", "j8583"))
            .allSatisfy(library -> assertThat(results.median(MicroContest.CODEC, library, "parse")).isPositive());
        assertThat(results.median(MicroContest.REQUEST, Server.AYNI, "time")).isPositive();
        assertThat(results.median(
            MicroContest.group(MicroContest.ENGINE, 1_000), Server.AYNI, MicroContest.P9999)).isPositive();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "--wait-strategy, fast, \"--wait-strategy: expected latency, balanced or frugal, found 'fast'\"",
        "--ring-threads, 5, \"--ring-threads: expected a whole number from 1 to 2, found '5'\"",
        "--event-loops, 0, \"--event-loops: expected a whole number from 1 to 64, found '0'\""})
    void whatNoSwitchCanBeStartedWithIsToldBeforeAnythingIsMeasured(
        final String option, final String value, final String said, @TempDir final Path out) {
        final StringWriter told = new StringWriter();
        final int status = BenchMain.commandLine().setErr(new PrintWriter(told))
            .execute(option, value, "--out", out.toString());

        assertThat(status).isEqualTo(2);
        assertThat(told.toString()).startsWith(said);
        assertThat(out).isEmptyDirectory();
    }

    private static SwitchSettings settings(final List<String> jvm) {
        return new SwitchSettings(jvm, "balanced", 1, 1);
    }
}
