package io.ayni.perf.soak;

import io.ayni.perf.soak.SoakSwitch.Balance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** When faults have ended: waits, as long as there is patience, until nothing is held; then exports and compares. */
final class SoakEnd {
    private static final long[] INSTITUTION = LongStream.rangeClosed(9_000_000_001L, 9_000_000_009L).toArray();
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final SoakSettings settings;
    private final SoakSwitch node;

    SoakEnd(final SoakSettings settings, final SoakSwitch node) {
        this.settings = settings;
        this.node = node;
    }

    /** @return what callers read of every account, once none holds anything. */
    Map<Long, Balance> quiet() throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.quietMs());
        for (int i = 0; i < settings.accounts(); i++) {
            while (node.balance(SoakPlan.FIRST_ACCOUNT + i).heldMinor() != 0 && System.nanoTime() - deadlineNs < 0) {
                LockSupport.parkNanos(POLL_NS);
            }
        }
        return balances();
    }

    /** @return what callers read of every account now. */
    Map<Long, Balance> balances() throws IOException, InterruptedException {
        final Map<Long, Balance> live = new TreeMap<>();
        for (int i = 0; i < settings.accounts(); i++) {
            live.put(SoakPlan.FIRST_ACCOUNT + i, node.balance(SoakPlan.FIRST_ACCOUNT + i));
        }
        for (final long account : INSTITUTION) {
            live.put(account, node.balance(account));
        }
        return live;
    }

    /** The switch has ended: what it left behind is exported and held against all else. */
    Differences compare(final Reconciliation reconciliation, final Map<Long, Balance> live)
        throws IOException, InterruptedException {
        final Path postings = settings.directory().resolve("postings.csv");
        final Path payments = settings.directory().resolve("payments.csv");
        node.command("postings", "export", "--to", postings.toString());
        node.command("payments", "export", "--to", payments.toString());
        return reconciliation.run(postings, payments, live);
    }
}
