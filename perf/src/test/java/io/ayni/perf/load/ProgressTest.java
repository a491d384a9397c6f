package io.ayni.perf.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** Two seconds of warm-up, two of load; each answered at once. */
class ProgressTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long nowNs;
    private final Deque<Long> unanswered = new ArrayDeque<>();

    @Test
    void aLineASecondAndOnlyTheLoadInTheLog() throws Exception {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final LoadTestRig rig = new LoadTestRig(() -> nowNs, new Transport(),
            new SendSchedule(2, 2 * SECOND, 0), new SendSchedule(4, 2 * SECOND, 0), SECOND);
        try (LatencyLog log = new LatencyLog(null)) {
            final Progress progress = new Progress(rig, log, new PrintStream(bytes, true, UTF_8));
            runUntil(rig, SECOND);
            progress.onSecond();
            runUntil(rig, 3 * SECOND);
            progress.onSecond();
            assertThat(log.total().getTotalCount()).as("the warm-up is not in it").isPositive().isEqualTo(rig.stats(1).answered());
            runUntil(rig, 4 * SECOND);
            progress.onEnd();
            assertThat(log.total().getTotalCount()).as("what came after the last line is").isEqualTo(8);
        }
        assertThat(bytes.toString(UTF_8).lines()).satisfiesExactly(
            line -> assertThat(line).containsPattern("^ +1 s  warm-up +sent +2  answered +2  in flight +0  errors +0  p50"),
            line -> assertThat(line).containsPattern("^ +2 s  load +sent +\\d  answered +\\d  in flight +0  errors +0  p50"));
    }

    private void runUntil(final LoadTestRig rig, final long untilNs) {
        while (nowNs < untilNs) {
            final long idleNs = rig.doWork();
            while (!unanswered.isEmpty()) {
                rig.onAnswer(unanswered.poll(), AnswerCode.APPROVED);
            }
            nowNs = idleNs == LoadTestRig.ENDED ? untilNs : Math.min(untilNs, nowNs + Math.max(1, idleNs));
        }
    }

    private final class Transport implements LoadTransport {
        @Override
        public boolean send(final long requestId) {
            return unanswered.add(requestId);
        }

        @Override
        public void flush() {
            // Answered at once.
        }

        @Override
        public boolean isConnected() {
            return true;
        }
    }
}
