package io.ayni.perf.micro;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What an account, a member's limit counters and a payment take of memory: what the process has more of it after they
 * came. Linux; wants a heap that is taken whole at the start, so that it does not count:
 * {@code -Xms1g -Xmx1g -XX:+AlwaysPreTouch -XX:+UseSerialGC}.
 * <pre>EngineMemoryMain [accounts] [payments]</pre>
 */
public final class EngineMemoryMain {
    private static final int PAYMENTS_PER_MS = 1_000;
    private static final int FEW_ACCOUNTS = 1_000;

    private EngineMemoryMain() {
    }

    public static void main(final String[] args) throws IOException {
        measure(args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000,
            args.length > 1 ? Integer.parseInt(args[1]) : 4_000_000, System.out);
    }

    static void measure(final int accounts, final int payments, final PrintStream out) throws IOException {
        ofAccounts(accounts, out);
        ofPayments(payments, out);
    }

    private static void ofAccounts(final int accounts, final PrintStream out) throws IOException {
        final long before = bytes();
        final EngineRun run = new EngineRun(accounts, PAYMENTS_PER_MS, 1);
        run.openAccounts();
        final long opened = bytes();
        run.payOnceFromEach();
        final long paid = bytes();
        run.checkAllPosted();
        out.printf(Locale.ROOT, "an account and its member: %.0f bytes%n", (double) (opened - before) / accounts);
        out.printf(Locale.ROOT, "a member's counters of one limit: %.0f bytes%n", (double) (paid - opened) / accounts);
    }

    private static void ofPayments(final int payments, final PrintStream out) throws IOException {
        final EngineRun run = new EngineRun(FEW_ACCOUNTS, payments, payments / PAYMENTS_PER_MS + 1);
        run.openAccounts();
        final long before = bytes();
        for (int done = 0; done < payments; done += EngineRun.BATCH) {
            run.prepare();
            for (int i = 0; i < EngineRun.BATCH; i++) {
                run.apply(i);
            }
        }
        final long after = bytes();
        run.checkAllPosted();
        out.printf(Locale.ROOT, "a payment: %.0f bytes%n", (double) (after - before) / payments);
    }

    /** @return resident memory, and of the heap what is used after a collection. */
    private static long bytes() throws IOException {
        System.gc();
        final long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        for (final String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("RssAnon:")) {
                return heap + Long.parseLong(line.replaceAll("\\D", "")) * 1_024;
            }
        }
        throw new IOException("no RssAnon in /proc/self/status");
    }
}
