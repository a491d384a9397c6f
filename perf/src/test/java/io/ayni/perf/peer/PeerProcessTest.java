package io.ayni.perf.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PeerProcessTest {
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m");

    @TempDir
    private Path directory;

    @Test
    void aServerInAProcessOfItsOwnTellsItsFiguresAndEndsWithItsInput() throws Exception {
        final long pid;
        try (PeerProcess peer =
                PeerProcess.start(PeerKind.ECHO, SMALL, List.of("1"), directory.resolve("echo.log"), 30)) {
            pid = peer.pid();
            assertThat(peer.address().getPort()).isPositive();
            final ProcessStats stats = peer.stats();
            assertThat(stats.cpuNs()).isPositive();
            assertThat(stats.allocatedBytes()).isPositive();
            assertThat(stats.threads()).containsKey("parent-link");
            assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).contains(true);
        }
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    }

    @Test
    void aServerThatDoesNotComeUpIsToldWithWhatItSaid() {
        assertThatThrownBy(() -> PeerProcess.start(PeerKind.ECHO, SMALL, List.of("no number"),
            directory.resolve("echo.log"), 30))
            .isInstanceOf(IOException.class).hasMessageContaining("echo ended").hasMessageContaining("no number");
    }

    @Test
    void figuresAreWhatWasTakenBetweenTwoLooks() {
        final ProcessStats then =
            new ProcessStats(100, 1_000, Map.of("loop", new ProcessStats.ThreadStats(40, 400)));
        final ProcessStats now = ProcessStats.ofLine(new ProcessStats(150, 1_200, Map.of(
            "loop", new ProcessStats.ThreadStats(70, 450), "new", new ProcessStats.ThreadStats(5, 6))).toLine());

        final ProcessStats taken = now.since(then);

        assertThat(taken.cpuNs()).isEqualTo(50);
        assertThat(taken.allocatedBytes()).isEqualTo(200);
        assertThat(taken.threads()).containsOnly(Map.entry("loop", new ProcessStats.ThreadStats(30, 50)),
            Map.entry("new", new ProcessStats.ThreadStats(5, 6)));
    }
}
