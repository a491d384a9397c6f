package io.ayni.perf.load;

import java.io.PrintStream;
import java.util.Locale;

import org.HdrHistogram.Histogram;

/** One line a second while the rig runs, on a thread of its own; feeds the {@link LatencyLog} on the way. */
final class Progress {
    private static final String[] STAGES = {"warm-up", "load"};

    private final LoadTestRig rig;
    private final LatencyLog log;
    private final PrintStream out;
    private final long[] sentBefore = new long[STAGES.length];
    private final long[] answeredBefore = new long[STAGES.length];
    private Histogram recycled;
    private int second;

    Progress(final LoadTestRig rig, final LatencyLog log, final PrintStream out) {
        this.rig = rig;
        this.log = log;
        this.out = out;
    }

    /** The line of the second that ended. */
    void onSecond() {
        final int stage = rig.stage();
        final LoadStats stats = rig.stats(stage);
        recycled = stats.latency().getIntervalHistogram(recycled);
        if (stage == 1) {
            log.add(recycled);
        }
        final long sent = stats.sent();
        final long answered = stats.answered();
        out.printf(Locale.ROOT, "%4d s  %-8s sent %,9d  answered %,9d  in flight %,7d  errors %,6d  p50 %,8.0f us  p99 %,8.0f us%n",
            ++second, STAGES[stage], sent - sentBefore[stage], answered - answeredBefore[stage],
            Math.max(0, sent - answered), stats.errors(),
            recycled.getValueAtPercentile(50) / 1e3, recycled.getValueAtPercentile(99) / 1e3);
        sentBefore[stage] = sent;
        answeredBefore[stage] = answered;
    }

    /** Takes what came since the last line. */
    void onEnd() {
        recycled = rig.stats(1).latency().getIntervalHistogram(recycled);
        log.add(recycled);
    }
}
