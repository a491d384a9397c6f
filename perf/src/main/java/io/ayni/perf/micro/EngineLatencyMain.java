package io.ayni.perf.micro;

import java.io.PrintStream;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How long a transfer takes in the engine alone, as percentiles: what its own command takes, and all of what fetching for
 * its batch took, since it waits for that too.
 * <pre>EngineLatencyMain [accounts] [transfers]</pre>
 */
public final class EngineLatencyMain {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};
    private static final int KEPT_MS = 100;

    private EngineLatencyMain() {
    }

    public static void main(final String[] args) {
        measure(args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000,
            args.length > 1 ? Integer.parseInt(args[1]) : 20_000_000, System.out);
    }

    static void measure(final int accounts, final int transfers, final PrintStream out) {
        final EngineRun run = new EngineRun(accounts, 1 << 18, KEPT_MS);
        run.openAccounts();
        run.payOnceFromEach();
        final Histogram histogram = new Histogram(3);
        run(run, transfers / 4, histogram);
        histogram.reset();
        run(run, transfers, histogram);
        run.checkAllPosted();
        out.printf(Locale.ROOT, "%,d transfers between %,d accounts, ns:%n", histogram.getTotalCount(), accounts);
        for (final double percentile : PERCENTILES) {
            out.printf(Locale.ROOT, "  p%-6s %,9d%n", percentile, histogram.getValueAtPercentile(percentile));
        }
    }

    private static void run(final EngineRun run, final int transfers, final Histogram histogram) {
        for (int done = 0; done < transfers; done += EngineRun.BATCH) {
            run.prepare();
            final long startNs = System.nanoTime();
            run.fetch();
            final long fetchedNs = System.nanoTime();
            long beforeNs = fetchedNs;
            for (int i = 0; i < EngineRun.BATCH; i++) {
                run.apply(i);
                final long afterNs = System.nanoTime();
                histogram.recordValue(fetchedNs - startNs + afterNs - beforeNs);
                beforeNs = afterNs;
            }
        }
    }
}
