package io.ayni.perf.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import io.ayni.perf.load.ClosedLoop;
import io.ayni.perf.load.ClosedLoopResult;
import io.ayni.perf.load.LoadProtocol;
import io.ayni.perf.peer.ProcessStats;

/**
 * Several servers under the same closed loop, one after the other, round by round: A B A B, so that a slow minute of the
 * machine meets all of them. Of each round: answers a second, latency, and what the server's process took of processor
 * and memory for each request.
 */
final class ClosedContest {
    static final String RATE = "answers";
    static final String P50 = "p50";
    static final String P99 = "p99";
    static final String CPU = "processor";
    static final String ALLOCATED = "allocated";
    private static final double NANOS_PER_MICRO = 1e3;

    private final Plan plan;
    private final Results results;
    private final Terminal terminal;

    ClosedContest(final Plan plan, final Results results, final Terminal terminal) {
        this.plan = plan;
        this.results = results;
        this.terminal = terminal;
    }

    /**
     * @param group       the case, as results call it
     * @param protocol    makes the requests anew for each turn
     * @param connections opened anew for each turn
     */
    void run(
        final String group, final List<Server> servers, final Supplier<LoadProtocol> protocol, final int connections,
        final int inFlightEach) throws IOException, InterruptedException {
        for (final Server server : servers) {
            terminal.doing(group + ": warming up " + server.name());
            turn(server, protocol.get(), connections, inFlightEach, plan.firstWarmUpNs(), 1);
        }
        for (int round = 0; round < plan.rounds(); round++) {
            for (final Server server : servers) {
                terminal.doing(group + ": " + server.name() + ", round " + (round + 1));
                final ProcessStats before = server.stats().get();
                final ClosedLoopResult result =
                    turn(server, protocol.get(), connections, inFlightEach, plan.warmUpNs(), plan.measureNs());
                add(group, server, result, server.stats().get().since(before));
            }
        }
    }

    private static ClosedLoopResult turn(
        final Server server, final LoadProtocol protocol, final int connections, final int inFlightEach,
        final long warmUpNs, final long measureNs) throws IOException, InterruptedException {
        try (ClosedLoop client = new ClosedLoop(protocol, server.address(), connections, inFlightEach)) {
            return client.run(warmUpNs, measureNs);
        }
    }

    private void add(
        final String group, final Server server, final ClosedLoopResult result, final ProcessStats taken) {
        final String name = server.name();
        if (result.failures() > 0 || result.answersByCode().size() > 1) {
            results.note(group + ", " + name + ": not every request was answered well: " + result.answersByCode() + ", "
                + result.failures() + " failures");
        }
        results.add(group, name, RATE, "/s", result.rate());
        results.add(group, name, P50, "us", result.latency().getValueAtPercentile(50) / NANOS_PER_MICRO);
        results.add(group, name, P99, "us", result.latency().getValueAtPercentile(99) / NANOS_PER_MICRO);
        final double requests = Math.max(1, result.allAnswers());
        results.add(group, name, CPU, "us/request", taken.cpuNs() / NANOS_PER_MICRO / requests);
        results.add(group, name, ALLOCATED, "B/request", taken.allocatedBytes() / requests);
        if (name.equals(Server.AYNI)) {
            taken.threads().forEach((thread, stats) -> {
                if (thread.startsWith("ayni-") && stats.cpuNs() > 0) {
                    results.add(group, name, thread, "us/request", stats.cpuNs() / NANOS_PER_MICRO / requests);
                }
            });
        }
    }
}
