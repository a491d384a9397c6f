package io.ayni.perf.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest soaks that show what the long ones do: a real switch in a process of its own, real sockets, kill -9. */
class SoakTest {
    private static final String SMALL_JVM = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m";
    private static final int RATE = 500;
    private static final int ACCOUNTS = 50;

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();

    @Test
    void underEveryFaultAndKillNineEachAnswerIsTheEffectAndAllBooksAgree() throws Exception {
        final Differences differences = new SoakRun(settings("all,kill", 5_000, 0, 1), new PrintWriter(out)).run();

        assertThat(differences.total()).as(out.toString()).isZero();
        assertThat(out.toString()).contains("kill began", "books: interbank, payment by payment", "differences");
    }

    @Test
    void linksThatGoDownAndUpUnderLoadLoseNothingAndSendNothingTwice() throws Exception {
        final Differences differences = new SoakRun(settings("flap", 5_000, 5, 0), new PrintWriter(out)).run();

        assertThat(differences.total()).as(out.toString()).isZero();
        assertThat(out.toString()).containsPattern("flap began +15");
    }

    @Test
    void waitingReversalsSurviveKillNineAndAreSentOnce() throws Exception {
        final SoakSettings settings = settings("none", 0, 0, 0);

        final Differences differences = new ReversalsRun(settings, 2_000, new PrintWriter(out)).run();

        assertThat(differences.total()).as(out.toString()).isZero();
        assertThat(out.toString()).containsPattern("2,\\d\\d\\d reversals drained in .* a second");
    }

    private SoakSettings settings(final String faults, final long durationMs, final int flaps, final int kills) {
        return new SoakSettings(directory, durationMs, durationMs == 0 ? 2_000 : RATE, FaultKind.parse(faults), flaps, kills,
            4, ACCOUNTS, 60_000, SMALL_JVM, durationMs == 0 ? ReversalsRun.timeoutMs(2_000, 2_000) : 1_000);
    }
}
