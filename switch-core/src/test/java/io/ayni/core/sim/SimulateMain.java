package io.ayni.core.sim;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** {@code ./ayni simulate --seeds N --from S --threads T}: many histories, the first that breaks something in full. */
public final class SimulateMain {
    private static final String USAGE = """
        Usage: ayni simulate [--seeds N] [--from S] [--threads T] [--hashes]
          Runs N simulated histories (default 1000) from seed S (default 1) on T threads (default 1): the real engine,
          journal and recovery on simulated time, disk and networks, against a naive twin.
          An event is a command that was journaled, applied, and compared with what the twin says to it.
          Every ten seconds a line of progress; at the end the totals.
          A seed that fails is printed with the shortest history found; exit status 1.
          --hashes prints each seed with its number of events and the state hash at its end.""";

    private static final OperatingSystemMXBean PROCESS =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final AtomicLong next;
    private final AtomicLong finished = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicReference<Simulation.Failure> failure = new AtomicReference<>();
    private final long end;
    private final long total;
    private final boolean showsHashes;

    private SimulateMain(final long from, final long seeds, final boolean showsHashes) {
        this.showsHashes = showsHashes;
        next = new AtomicLong(from);
        end = from + seeds;
        total = seeds;
    }

    public static void main(final String[] args) throws InterruptedException {
        long seeds = 1_000;
        long from = 1;
        int threads = 1;
        boolean showsHashes = false;
        try {
            for (int i = 0; i < args.length; i++) {
                switch (args[i]) {
                    case "--seeds" -> seeds = Long.parseLong(args[++i]);
                    case "--from" -> from = Long.parseLong(args[++i]);
                    case "--threads" -> threads = Integer.parseInt(args[++i]);
                    case "--hashes" -> showsHashes = true;
                    case "--help", "-h" -> {
                        System.out.println(USAGE);
                        return;
                    }
                    default -> throw new IllegalArgumentException("unknown option " + args[i]);
                }
            }
            if (seeds < 1 || threads < 1) {
                throw new IllegalArgumentException("--seeds and --threads are at least 1");
            }
        } catch (final IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println("ayni simulate: " + e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
        System.exit(new SimulateMain(from, seeds, showsHashes).run(threads));
    }

    private int run(final int threads) throws InterruptedException {
        final long startNs = System.nanoTime();
        final Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = Thread.ofPlatform().name("simulate-" + i).start(this::work);
        }
        for (final Thread worker : workers) {
            while (!worker.join(Duration.ofSeconds(10))) {
                report("running, 0 violations", startNs);
            }
        }
        if (failure.get() != null) {
            System.out.println("shrinking the history of seed " + failure.get().seed() + " …");
            System.out.println(Simulation.explain(failure.get()));
            return 1;
        }
        report("done, 0 violations", startNs);
        return 0;
    }

    private void work() {
        long seed;
        while (failure.get() == null && (seed = next.getAndIncrement()) < end) {
            final Simulation.Result result = Simulation.attempt(seed);
            events.addAndGet(result.events());
            finished.incrementAndGet();
            if (showsHashes) {
                System.out.println("seed " + seed + ", " + result.events() + " events, state hash "
                    + result.stateHash());
            }
            if (result.failure() != null) {
                failure.compareAndSet(null, result.failure());
            }
        }
    }

    /** Time of the processor is that of the whole process: its compiler and its collector too. */
    private void report(final String what, final long startNs) {
        final double seconds = (System.nanoTime() - startNs) / 1e9;
        final double processorSeconds = PROCESS.getProcessCpuTime() / 1e9;
        System.out.printf(Locale.ROOT, "%s: %,d of %,d seeds, %,d events, %.0f s, %.0f s of processor,"
            + " %,.0f events/s, %,.0f per second of processor%n", what, finished.get(), total, events.get(), seconds,
            processorSeconds, events.get() / seconds, events.get() / processorSeconds);
    }
}
