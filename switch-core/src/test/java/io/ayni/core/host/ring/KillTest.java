package io.ayni.core.host.ring;

import io.ayni.core.host.Ingress.Lane;
import io.ayni.core.host.Ingress.Result;
import io.ayni.core.host.HostListener;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalReport;
import io.ayni.core.journal.JournalVerifier;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process of its own, killed with SIGKILL under load, over and over on the same journal. How many times:
 * {@code -Dayni.kill.host.cycles=12}.
 */
class KillTest {
    private static final int CYCLES = Integer.getInteger("ayni.kill.host.cycles", 12);
    private static final long SEED = 20_261_121;

    @TempDir
    private Path directory;

    /** The process that is killed: numbers its commands on from the journal and writes each answered batch to stdout. */
    public static final class Victim {
        private Victim() {
        }

        public static void main(final String[] args) {
            final long[] last = {0};
            final TestMachine[] machine = new TestMachine[1];
            final long[] id = {0};
            final RingHost host = new RingHost(contextOf(Path.of(args[0]))
                .outcomeSink(new OutcomeSink() {
                    @Override
                    public void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
                        last[0] = TestMachine.Answered.of(buffer, offset).id();
                    }

                    @Override
                    public void onBatchEnd() {
                        System.out.println(last[0]);
                    }
                })
                .listener(new HostListener() {
                    @Override
                    public void onRecovered(final long records, final long lastSequence, final long durationMs) {
                        id[0] = machine[0].ids().size(); // the engine's thread has not begun yet
                    }
                })
                .stateMachine(outcomes -> machine[0] = new TestMachine(outcomes)));
            host.start();
            while (host.state() == RingHost.State.RUNNING) {
                final DirectBuffer command = TestMachine.command(id[0] + 1);
                if (host.offer(Lane.REQUEST, command, 0, command.capacity()) == Result.ACCEPTED) {
                    id[0]++;
                } else {
                    LockSupport.parkNanos(1_000);
                }
            }
        }
    }

    private static RingHostContext contextOf(final Path directory) {
        return new RingHostContext().journalDirectory(directory).segmentLength(JournalContext.MIN_SEGMENT_LENGTH)
            .ringSize(256);
    }

    @Test
    @Timeout(3_600)
    void everythingAnsweredBeforeAKillIsThereOnceAndInOrder() throws Exception {
        final Random random = new Random(SEED);
        long answered = 0;
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            answered = Math.max(answered, killedAfter(1 + random.nextInt(400)));

            final List<Long> journaled = new ArrayList<>();
            final JournalReport report = JournalVerifier.verify(new DirectoryStorage(directory),
                (sequence, timestampMs, buffer, offset, length) -> {
                    if (length == TestMachine.LENGTH) {
                        journaled.add(buffer.getLong(offset + 8));
                    }
                });
            assertThat(report.problems()).isEmpty();
            assertThat((long) journaled.size()).as("journaled in cycle %d", cycle).isGreaterThanOrEqualTo(answered);
            for (int i = 0; i < journaled.size(); i++) {
                assertThat(journaled.get(i)).isEqualTo(i + 1);
            }
        }
        assertThat(answered).isGreaterThan(CYCLES);
    }

    /** @return the last id answered before the kill. */
    private long killedAfter(final int batches) throws IOException, InterruptedException {
        final Process victim = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
            "-Xshare:auto", "-XX:TieredStopAtLevel=1",
            "-cp", System.getProperty("java.class.path"), Victim.class.getName(), directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String last = "0";
        try (BufferedReader output = victim.inputReader()) {
            for (int batch = 0; batch < batches; batch++) {
                last = output.readLine();
            }
            // The handle kills and leaves the pipe open: what the victim said last is still to be read.
            victim.toHandle().destroyForcibly();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = line.length() >= last.length() ? line : last;
            }
        }
        victim.waitFor();
        return Long.parseLong(last);
    }
}
