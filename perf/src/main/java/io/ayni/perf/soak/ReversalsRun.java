package io.ayni.perf.soak;

import io.ayni.connectors.simulator.InterbankBooks;
import io.ayni.connectors.simulator.OrderText;
import io.ayni.perf.soak.SoakSwitch.Balance;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Reversals that wait for a link, through kill -9, and the time it takes to send them:
 * <pre>
 * payments, all booked and none answered ─→ link down ─→ all timed out: as many reversals wait
 *      ─→ kill -9 ─→ started again, the same is held ─→ link up ─→ all taken back ─→ compared
 * </pre>
 */
final class ReversalsRun {
    private static final int ALL_WAIT = 65_536 * 3;
    private static final long TIMEOUT_SLACK_MS = 5_000;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long DOWN_MS = TimeUnit.HOURS.toMillis(1);
    private static final String KILLED = "kill -9: all that was held is held";
    private static final String ONCE = "reversals: each taken back once";

    private final SoakSettings settings;
    private final int reversals;
    private final PrintWriter out;

    ReversalsRun(final SoakSettings settings, final int reversals, final PrintWriter out) {
        this.settings = settings;
        this.reversals = reversals;
        this.out = out;
    }

    /** @return the switch's patience with one payment: all were asked for, and the link is down, before the first ends. */
    static long timeoutMs(final int reversals, final int rate) {
        return TIMEOUT_SLACK_MS + 2_000L * reversals / rate;
    }

    /** @return what does not agree; the report was printed. */
    Differences run() throws IOException, InterruptedException {
        final SoakPlan plan = new SoakPlan(settings.seed(), settings.accounts(), RequestKind.INTERBANK);
        final SoakLoad.Pace pace =
            new SoakLoad.Pace(settings.rate(), 0, Long.MAX_VALUE, ALL_WAIT,
                TimeUnit.MILLISECONDS.toNanos(settings.interbankTimeoutMs() + TIMEOUT_SLACK_MS));
        try (SoakNetworks networks = new SoakNetworks(settings.directory().resolve("files"), settings.seed());
            SoakSwitch node = SoakRun.open(settings, networks);
            SoakLoad load = new SoakLoad(plan, pace, node)) {
            final InterbankBooks books = networks.interbank().books();
            final SoakEnd end = new SoakEnd(settings, node);
            OrderText.apply("drop 100% on reversals lose 100%", networks.interbank());
            node.start();
            node.awaitLinks();
            load.start();
            awaitWhileItGrows("%,d payments at the network".formatted(reversals), () -> books.requests() >= reversals,
                books::requests);
            load.stopNew();
            networks.interbank().down(DOWN_MS);
            say("%,d payments without an answer; the link is down", books.requests());
            awaitWhileItGrows("all timed out", load::isAllAnswered, load::answered);
            final int waiting = books.requests();
            final Map<Long, Balance> before = end.balances();
            say("%,d reversals wait, %s held; kill -9", waiting, held(before));
            final long killedNs = System.nanoTime();
            node.kill();
            node.start();
            say("started again in %.1f s", (System.nanoTime() - killedNs) / 1e9);
            final Map<Long, Balance> after = end.balances();
            OrderText.apply("clear", networks.interbank());
            networks.interbank().up();
            final double seconds = drain(books);
            say("%,d reversals drained in %.1f s: %,.0f a second", waiting, seconds, waiting / seconds);
            final Map<Long, Balance> live = end.quiet();
            node.stop();
            load.close();
            final Differences differences = end.compare(
                new Reconciliation(plan, load.requests(), load.answers(), networks), live);
            differences.check(KILLED, before.equals(after), "balances differ before and after");
            differences.equal(ONCE, "minor units", books.approvedMinor(), books.reversedMinor());
            differences.equal(ONCE, "payments", waiting, books.inState(InterbankBooks.State.REVERSED).size());
            report(books, differences);
            return differences;
        }
    }

    /** @return seconds from the first reversal that arrives to the last. */
    private double drain(final InterbankBooks books) throws IOException {
        await("the first reversal", () -> books.reversedMinor() > 0);
        final long firstNs = System.nanoTime();
        awaitWhileItGrows("the last reversal", () -> books.reversedMinor() == books.approvedMinor(), books::reversedMinor);
        return (System.nanoTime() - firstNs) / 1e9;
    }

    private static String held(final Map<Long, Balance> balances) {
        return BigDecimal.valueOf(balances.values().stream().mapToLong(Balance::heldMinor).sum(), 2).toPlainString();
    }

    private void await(final String what, final BooleanSupplier condition) throws IOException {
        awaitWhileItGrows(what, condition, () -> 0);
    }

    /** Patience begins anew with each step forward. */
    private void awaitWhileItGrows(final String what, final BooleanSupplier condition, final LongSupplier progress)
        throws IOException {
        final long patienceNs = TimeUnit.MILLISECONDS.toNanos(settings.quietMs() + settings.interbankTimeoutMs());
        long deadlineNs = System.nanoTime() + patienceNs;
        long known = progress.getAsLong();
        while (!condition.getAsBoolean()) {
            if (progress.getAsLong() != known) {
                known = progress.getAsLong();
                deadlineNs = System.nanoTime() + patienceNs;
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IOException("waited in vain for: " + what + ", came to " + known);
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private void report(final InterbankBooks books, final Differences differences) {
        out.println();
        out.printf("0420 and 0421 that the network received %,12d%n", books.reversals());
        out.printf("%-44s %12s %12s%n", "compared", "", "different");
        differences.lines().forEach(out::println);
        out.printf("%-57s %,12d%n", "differences", differences.total());
        differences.shown().forEach(each -> out.println("  " + each));
        out.flush();
    }

    private void say(final String format, final Object... args) {
        out.printf(format + "%n", args);
        out.flush();
    }
}
