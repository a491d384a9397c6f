package io.ayni.perf.bench;

/** The goals of the project, each held against what a run has measured. */
final class Goals {
    private static final double OF_ECHO = 0.30;

    private final Results results;
    private final int engineAccounts;

    /** @param engineAccounts of the micro-benchmarks that were run */
    Goals(final Results results, final int engineAccounts) {
        this.results = results;
        this.engineAccounts = engineAccounts;
    }

    /** Adds a row for each goal: one that was not measured says so. */
    void judge() {
        ratio(Bench.ISO_8_16, Server.ECHO, OF_ECHO);
        ratio(Bench.ISO_8_16, Server.JPOS_TRANSACTIONS, 25);
        ratio(Bench.ISO_8_16, Server.JPOS_LISTENER, 3);
        ratio(Bench.ISO_64_16, Server.ECHO, OF_ECHO);
        roundTrip();
        open(5_000, 1.5, true);
        open(20_000, 1.5, true);
        open(100_000, 3, false);
        ratio(Bench.JSON_8_16, Server.HTTP_ECHO, OF_ECHO);
        engine();
        results.goal(Goal.atLeast(MicroContest.group(MicroContest.RING, engineAccounts), "at least 1 million/s",
            results.median(MicroContest.group(MicroContest.RING, engineAccounts), Server.AYNI, MicroContest.RATE), 1e6,
            "/s"));
        ratio(Bench.ISO_8_16, Server.POSTGRESQL, 30);
        allocation();
        growth();
    }

    private void ratio(final String group, final String peer, final double bound) {
        final double ratio = results.series(group, Server.AYNI, ClosedContest.RATE)
            .over(results.series(group, peer, ClosedContest.RATE)).median();
        final String isDurable = group.equals(Bench.JSON_8_16) ? "" : ", durable";
        results.goal(Goal.atLeast(group + isDurable, "at least " + number(bound) + " x " + peer, ratio, bound, "x"));
    }

    private void roundTrip() {
        final double bound = results.median(Bench.ISO_1_1, Server.ECHO, ClosedContest.P50) + fdatasync() + 30;
        results.goal(Goal.atMost(Bench.ISO_1_1, "p50 within the echo's + one fdatasync + 30 us",
            results.median(Bench.ISO_1_1, Server.AYNI, ClosedContest.P50), bound, "us"));
    }

    private void open(final int rate, final double syncs, final boolean hasTail) {
        final String group = Bench.openGroup(rate);
        final double echo = results.median(group, Server.ECHO, OpenContest.P50);
        results.goal(Goal.atMost(group, "p50 within the echo's + " + number(syncs) + " x the median fdatasync",
            results.median(group, Server.AYNI, OpenContest.P50), echo + syncs * fdatasync(), "us"));
        if (hasTail) {
            results.goal(Goal.atMost(group, "p99 within 2 x the echo's",
                results.series(group, Server.AYNI, OpenContest.P99)
                    .over(results.series(group, Server.ECHO, OpenContest.P99)).median(), 2, "x"));
        }
    }

    private void engine() {
        final String group = MicroContest.group(MicroContest.ENGINE, engineAccounts);
        results.goal(Goal.atLeast(group, "at least 3 million transfers/s a thread",
            results.median(group, Server.AYNI, MicroContest.RATE), 3e6, "/s"));
        results.goal(Goal.atMost(group, "no byte allocated (0.5 and less is the harness)",
            results.median(group, Server.AYNI, MicroContest.ALLOCATED), 0.5, "B/transfer"));
        results.goal(Goal.atMost(group, "p99.99 within 20 us",
            results.median(group, Server.AYNI, MicroContest.P9999), 20, "us"));
    }

    private void allocation() {
        results.goal(Goal.atMost(Bench.ISO_8_16 + ", the process of the switch under load",
            "no byte allocated for a request (less than 4 is what metrics and housekeeping take)",
            results.median(Bench.ISO_8_16, Server.AYNI, ClosedContest.ALLOCATED), 4, "B/request"));
    }

    private void growth() {
        final double few = results.median(Bench.accountsGroup(Bench.FEW_ACCOUNTS), Server.AYNI, ClosedContest.RATE);
        final double many = results.median(Bench.accountsGroup(Bench.MANY_ACCOUNTS), Server.AYNI, ClosedContest.RATE);
        results.goal(Goal.atLeast("10,000 to 10,000,000 accounts, ISO 8583, 8 x 16 in flight",
            "throughput falls by less than 30 %", many / few, 0.7, "x"));
        final double one =
            results.median(Bench.connectionsGroup(Bench.FEW_CONNECTIONS), Server.AYNI, OpenContest.P99);
        final double tenThousand =
            results.median(Bench.connectionsGroup(Bench.MANY_CONNECTIONS), Server.AYNI, OpenContest.P99);
        results.goal(Goal.atMost("1 to 10,000 connections, open loop, 5,000/s", "p99 less than doubles",
            tenThousand / one, 2, "x"));
    }

    private double fdatasync() {
        return results.median(Bench.DISK, "this machine", Bench.FDATASYNC);
    }

    private static String number(final double value) {
        return value == Math.rint(value) ? Integer.toString((int) value) : Double.toString(value);
    }
}
