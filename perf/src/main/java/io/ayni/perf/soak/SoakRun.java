package io.ayni.perf.soak;

import io.ayni.perf.soak.SoakSwitch.Balance;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One soak, from the empty directory to the report:
 * <pre>
 * accounts, cards ─→ switch, networks ─→ load and faults ─→ faults end ─→ all answered ─→ nothing held
 *                                              ─→ balances as callers read ─→ switch ends ─→ exports ─→ compared
 * </pre>
 * Each wait has a bound; what is not quiet by then is a difference.
 */
final class SoakRun {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PROGRESS_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_RAMP_MS = 10_000;

    private final SoakSettings settings;
    private final PrintWriter out;
    private final SoakPlan plan;

    SoakRun(final SoakSettings settings, final PrintWriter out) {
        this.settings = settings;
        this.out = out;
        this.plan = new SoakPlan(settings.seed(), settings.accounts(), null);
    }

    /** @return what does not agree; the report was printed. */
    Differences run() throws IOException, InterruptedException {
        try (SoakNetworks networks = new SoakNetworks(settings.directory().resolve("files"), settings.seed());
            SoakSwitch node = open(settings, networks);
            SoakLoad load = new SoakLoad(plan, SoakLoad.Pace.steady(settings.rate(), rampMs()), node);
            FaultDirector director = new FaultDirector(settings, networks, node, load)) {
            node.start();
            node.awaitLinks();
            say("a switch of %,d accounts in %s, seed %d", settings.accounts(), settings.directory(), settings.seed());
            final long begunNs = System.nanoTime();
            load.start();
            director.start();
            final double perSecond = watch(load, director, node, begunNs);
            load.stopNew();
            director.end();
            say("faults have ended; waiting until all is quiet");
            await(load::isAllAnswered);
            final SoakEnd end = new SoakEnd(settings, node);
            final Map<Long, Balance> live = end.quiet();
            final Map<String, Double> alarms = node.metrics("ayni_alarms_total");
            node.stop();
            load.close();
            final Reconciliation reconciliation = new Reconciliation(plan, load.requests(), load.answers(), networks);
            final Differences differences = end.compare(reconciliation, live);
            new SoakReport(out).print(settings, load, perSecond, director, networks, alarms, reconciliation, differences);
            return differences;
        }
    }

    /** A switch with its accounts and cards, not started yet. */
    static SoakSwitch open(final SoakSettings settings, final SoakNetworks networks)
        throws IOException, InterruptedException {
        final Path directory = settings.directory();
        Files.createDirectories(directory);
        final SoakSwitch node = new SoakSwitch(directory,
            networks.fillIn(resource("soak.yaml")).replace("@DIRECTORY@", directory.toString())
                .replace("@INTERBANK_TIMEOUT@", settings.interbankTimeoutMs() + " ms"),
            List.of(settings.heap().split(" ")));
        final Path accounts = directory.resolve("accounts.csv");
        final Path cards = directory.resolve("cards.csv");
        try (BufferedWriter a = Files.newBufferedWriter(accounts); BufferedWriter c = Files.newBufferedWriter(cards)) {
            a.write("account,member,opening_balance_minor\n");
            c.write("pan,account,kind,token\n");
            for (int i = 0; i < settings.accounts(); i++) {
                final long account = SoakPlan.FIRST_ACCOUNT + i;
                a.write(account + "," + (i + 1) + ',' + SoakPlan.OPENING_MINOR + '\n');
                c.write(SoakPlan.card(account) + ',' + account + ",DEBIT," + (4_000_001 + i) + '\n');
            }
        }
        node.command("accounts", "import", accounts.toString());
        node.command("cards", "import", cards.toString());
        return node;
    }

    /** A tenth of the time, ten seconds at most. */
    private long rampMs() {
        return Math.min(LONGEST_RAMP_MS, settings.durationMs() / 10);
    }

    /** @return messages a second, once the rate was reached. */
    private double watch(
        final SoakLoad load, final FaultDirector director, final SoakSwitch node, final long begunNs) throws IOException {
        final long endNs = begunNs + TimeUnit.MILLISECONDS.toNanos(settings.durationMs());
        final long rampedNs = begunNs + TimeUnit.MILLISECONDS.toNanos(rampMs());
        long sentBefore = -1;
        long nextNs = begunNs + PROGRESS_NS;
        while (System.nanoTime() - endNs < 0) {
            LockSupport.parkNanos(POLL_NS);
            if (sentBefore < 0 && System.nanoTime() - rampedNs >= 0) {
                sentBefore = load.sent();
            }
            if (node.address("channel") != null && !node.isRunning()) {
                throw new IOException("the switch ended by itself, see " + node.log());
            }
            if (System.nanoTime() - nextNs >= 0) {
                say("%4d s  sent %,11d  answered %,11d  waiting %,7d  faults %,5d",
                    TimeUnit.NANOSECONDS.toSeconds(nextNs - begunNs), load.sent(), load.answered(),
                    load.requests() + load.reversals() - load.answered(),
                    director.events().values().stream().mapToInt(Integer::intValue).sum());
                nextNs += PROGRESS_NS;
            }
        }
        return (load.sent() - Math.max(0, sentBefore)) * 1e9 / (System.nanoTime() - rampedNs);
    }

    private void await(final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.quietMs());
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private void say(final String format, final Object... args) {
        out.printf(format + "%n", args);
        out.flush();
    }

    private static String resource(final String name) throws IOException {
        try (InputStream in = SoakRun.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
