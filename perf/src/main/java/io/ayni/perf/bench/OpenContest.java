package io.ayni.perf.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import io.ayni.perf.load.LoadProtocol;
import io.ayni.perf.load.LoadResult;
import io.ayni.perf.load.OpenLoop;

/** Several servers under the same open loop, round by round: latency at a rate, from the intended send time. */
final class OpenContest {
    static final String P50 = "p50";
    static final String P99 = "p99";
    static final String REACHED = "rate reached";
    static final String LAG = "generator late by, p50";
    private static final double NANOS_PER_MICRO = 1e3;

    private final Plan plan;
    private final Results results;
    private final Terminal terminal;

    OpenContest(final Plan plan, final Results results, final Terminal terminal) {
        this.plan = plan;
        this.results = results;
        this.terminal = terminal;
    }

    void run(
        final String group, final List<Server> servers, final Supplier<LoadProtocol> protocol, final int connections,
        final long ratePerSecond) throws IOException, InterruptedException {
        for (int round = 0; round < plan.openRounds(); round++) {
            for (final Server server : servers) {
                terminal.doing(group + ": " + server.name() + ", round " + (round + 1));
                add(group, server, OpenLoop.run(protocol.get(), server.address(), connections, ratePerSecond,
                    plan.openWarmUpNs(), plan.openMeasureNs()));
            }
        }
    }

    private void add(final String group, final Server server, final LoadResult result) {
        final String name = server.name();
        if (result.isGeneratorBehind()) {
            results.note(group + ", " + name + ": the generator itself fell behind; part of the latency is its own");
        }
        if (result.unanswered() > 0) {
            results.note(group + ", " + name + ": " + result.unanswered() + " requests without an answer");
        }
        results.add(group, name, P50, "us", result.latency().getValueAtPercentile(50) / NANOS_PER_MICRO);
        results.add(group, name, P99, "us", result.latency().getValueAtPercentile(99) / NANOS_PER_MICRO);
        results.add(group, name, REACHED, "/s", result.rateReached());
        results.add(group, name, LAG, "us", result.generatorLag().getValueAtPercentile(50) / NANOS_PER_MICRO);
    }
}
