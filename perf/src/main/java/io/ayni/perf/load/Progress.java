package io.ayni.perf.load;

import java.io.PrintStream;
import java.util.Locale;

import org.HdrHistogram.Histogram;

/** One line a second while the rig runs, on a thread of its own; feeds the {@link LatencyLog} on the way. */
final class Progress {
    private static final String[] STAGES = {"warm-up", "load"};
    private static final int LOAD = 1;
    private static final double NANOS_PER_MICRO = 1e3;

    private final LoadTestRig rig;
    private final LatencyLog log;
    private final PrintStream out;
    private final long[] sentBefore = new long[STAGES.length];
    private final long[] answeredBefore = new long[STAGES.length];
    /** One a stage: a recorder takes back only what it gave. */
    private final Histogram[] recycled = new Histogram[STAGES.length];
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
        final Histogram interval = interval(stage);
        if (stage == LOAD) {
            log.add(interval);
        }
        final long sent = stats.sent();
        final long answered = stats.answered();
        out.printf(Locale.ROOT, "%4d s  %-8s sent %,9d  answered %,9d  in flight %,7d  errors %,6d  p50 %,8.0f us  p99 %,8.0f us%n",
            ++second, STAGES[stage], sent - sentBefore[stage], answered - answeredBefore[stage],
            Math.max(0, sent - answered), stats.errors(),
            interval.getValueAtPercentile(50) / NANOS_PER_MICRO, interval.getValueAtPercentile(99) / NANOS_PER_MICRO);
        sentBefore[stage] = sent;
        answeredBefore[stage] = answered;
    }

    /** Takes what came since the last line. */
    void onEnd() {
        log.add(interval(LOAD));
    }

    private Histogram interval(final int stage) {
        recycled[stage] = rig.stats(stage).latency().getIntervalHistogram(recycled[stage]);
        return recycled[stage];
    }
}
