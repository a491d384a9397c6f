package io.ayni.connectors.launch;

import io.ayni.core.host.cluster.NodeIdle;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ayni cluster demo}: exit status 0 if nothing was lost and the nodes agree, 1 if not. */
@Command(
        name = "demo",
        showDefaultValues = true,
        description = "Starts three nodes and a gateway on this machine, puts load on them, kills the leader with"
                + " SIGKILL in the middle of it, brings it back, and compares what the three hold.")
final class ClusterDemoCommand implements Callable<Integer> {
    private static final int ANY_PORT = 0;
    private static final int MAX_SYNC_LEVEL = 2;
    private static final int MIN_HEARTBEAT_TIMEOUT_MS = 80;

    @Option(names = "--once", description = "End after the checks; on free ports, whatever else runs here.",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private boolean isOnce;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "1", description = "Leaders to kill; 0: load alone.")
    private int kills;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "500", description = "Payments a second.")
    private int perSecond;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "4",
            description = "Of load before each kill, and after the last.")
    private int seconds;

    @Option(names = "--file-sync-level", paramLabel = "0|1|2", defaultValue = "1",
            description = "As in the configuration of a node.")
    private int fileSyncLevel;

    @Option(names = "--wait", paramLabel = "STRATEGY", defaultValue = "frugal",
            description = "Of nodes and gateway, which share this machine here: latency, balanced or frugal.")
    private String wait;

    @Option(names = "--heartbeat-timeout", paramLabel = "MS", defaultValue = "400",
            description = "A leader silent for so long is replaced.")
    private int heartbeatTimeoutMs;

    @Option(names = "--json-port", paramLabel = "PORT", defaultValue = "8080", description = "Of JSON over HTTP.")
    private int jsonPort;

    @Option(names = "--iso-port", paramLabel = "PORT", defaultValue = "8583", description = "Of ISO 8583.")
    private int isoPort;

    @Spec
    private CommandSpec spec;

    private void checkOptions() {
        if (kills < 0 || perSecond < 1 || seconds < 1) {
            throw UserError.wrongUse("--kills is 0 or more, --rate and --seconds are 1 or more");
        }
        if (fileSyncLevel < 0 || fileSyncLevel > MAX_SYNC_LEVEL) {
            throw UserError.wrongUse("--file-sync-level is 0, 1 or 2");
        }
        if (heartbeatTimeoutMs < MIN_HEARTBEAT_TIMEOUT_MS) {
            throw UserError.wrongUse("--heartbeat-timeout is " + MIN_HEARTBEAT_TIMEOUT_MS + " or more");
        }
        if (Arrays.stream(NodeIdle.values()).noneMatch(each -> each.configName().equals(wait))) {
            throw UserError.wrongUse("--wait is latency, balanced or frugal, not " + wait);
        }
        if (!isOnce) {
            checkFree("--json-port", jsonPort);
            checkFree("--iso-port", isoPort);
            if (jsonPort == isoPort && jsonPort != ANY_PORT) {
                throw UserError.wrongUse("--json-port and --iso-port are two");
            }
        }
    }

    /** Known at once, not when three nodes have been started for it. */
    private static void checkFree(final String option, final int port) {
        try (ServerSocket ignored = new ServerSocket()) {
            ignored.setReuseAddress(true);
            ignored.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (final IOException taken) {
            throw UserError.failed("port " + port + " is taken: " + option + " names another one, --once takes free ones");
        }
    }

    @Override
    public Integer call() throws Exception {
        checkOptions();
        if (System.getProperty("ayni.log") == null) {
            System.setProperty("ayni.log", "ERROR"); // what happens is told here
        }
        final PrintWriter out = spec.commandLine().getOut();
        final String timings = """
                  heartbeatInterval: %d ms
                  heartbeatTimeout: %d ms
                  electionTimeout: %d ms
                """.formatted(heartbeatTimeoutMs / 8, heartbeatTimeoutMs, heartbeatTimeoutMs / 4);
        try (ClusterSite site = new ClusterSite(new ClusterSite.Terms(isOnce ? ANY_PORT : jsonPort,
                isOnce ? ANY_PORT : isoPort, fileSyncLevel, wait, timings))) {
            final Shutdown shutdown = Shutdown.onSignal(site::close);
            try {
                final boolean isGood = new ClusterDemo(site, out).run(perSecond, seconds, kills);
                if (!isOnce) {
                    hints(site, out);
                    new CountDownLatch(1).await();
                }
                return isGood ? ExitCode.OK : UserError.FAILED;
            } finally {
                shutdown.cancel(); // else a failure would end as if it had been asked for
            }
        }
    }

    private static void hints(final ClusterSite site, final PrintWriter out) {
        out.println();
        out.println("It stays up. Try, in another terminal:");
        out.printf("  ./ayni cluster status --config %s %s %s%n", site.nodes().get(0).config(),
                site.nodes().get(1).config(), site.nodes().get(2).config());
        out.printf("  ./ayni cluster snapshot --config %s%n", site.nodes().getFirst().config());
        out.printf("  kill -9 %d      # the leader; payments go on%n", site.leader().pid());
        out.printf("  curl -s -X POST http://127.0.0.1:%d/v1/authorizations -H 'Idempotency-Key: one' \\%n"
                + "    -H 'Content-Type: application/json' -d '{\"type\":\"transfer.internal\",\"from\":\"%s\","
                + "\"to\":\"%s\",\"amountMinor\":1500,\"currency\":\"USD\"}'%n", site.json().getPort(),
                ClusterLoad.FROM, ClusterLoad.TO);
        out.println("Ctrl-C ends it and removes everything.");
        out.flush();
    }
}
