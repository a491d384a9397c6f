package io.ayni.perf.bench;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.ayni.perf.load.AccountRange;
import io.ayni.perf.peer.PeerKind;
import io.ayni.perf.peer.PeerProcess;
import io.ayni.perf.peer.ProcessStats;

/**
 * The switch on three machines that are one: three times {@code ./ayni node}, {@code ./ayni accounts import}, and
 * {@code ./ayni gateway}, each a process, on loopback. All of them wait frugally, since they share the cores.
 */
final class ThreeNodes implements AutoCloseable {
    private static final int NODES = 3;
    private static final int PORTS = 5;
    private static final int PORT_STEP = 10;
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000; // below the ports that the system gives out by itself
    private static final int ATTEMPTS = 200;
    private static final long IMPORT_TIMEOUT_S = 120;
    private static final long START_TIMEOUT_S = 60;
    private static final String NODE = """
        node:
          member: %d
          directory: %s
          waitStrategy: frugal
          logTerm: 16 MiB
          segment: 64 MiB
          expectedPayments: 1_000_000
        %s""";
    private static final String GATEWAY = """
        node:
          keyFile: %s
          eventLoops: 1
        gateway:
          number: 1
          waitStrategy: frugal
          maxUnanswered: 16384
        %s
        listen:
          iso:
            - name: load
              role: channel
              address: 127.0.0.1
              port: 0
              limits: {connections: 20000, connectionsPerAddress: 20000, inFlight: 4096}
        """;

    private final Deque<PeerProcess> processes = new ArrayDeque<>();

    private ThreeNodes() {
    }

    /** @param jvm options of each JVM */
    static ThreeNodes start(final Path directory, final AccountRange accounts, final List<String> jvm)
        throws IOException, InterruptedException {
        Files.createDirectories(directory);
        final List<String> options = new ArrayList<>(jvm);
        options.addAll(List.of("--add-opens", "java.base/java.util.zip=ALL-UNNAMED")); // the archive's CRC-32C
        final Path log = directory.resolve("cluster.log");
        final String cluster = cluster(freePorts());
        final Path gateway = directory.resolve("gateway.yaml");
        final Path csv = directory.resolve("accounts.csv");
        Files.writeString(gateway, GATEWAY.formatted(directory.resolve("bench.key"), cluster) + SwitchSite.INSTITUTION);
        SwitchSite.writeAccounts(accounts, csv);
        final ThreeNodes all = new ThreeNodes();
        try {
            for (int i = 0; i < NODES; i++) {
                final Path config = directory.resolve("node" + i + ".yaml");
                Files.writeString(config, NODE.formatted(i, directory.resolve("node" + i), cluster));
                all.processes.push(PeerProcess.startSilent(options, List.of("node", "--config", config.toString()), log));
            }
            PeerProcess.runToEnd(options,
                List.of("accounts", "import", "--config", gateway.toString(), csv.toString()), log, IMPORT_TIMEOUT_S);
            all.processes.push(PeerProcess.start(PeerKind.AYNI, options,
                List.of("gateway", "--config", gateway.toString()), log, START_TIMEOUT_S));
            return all;
        } catch (final IOException | InterruptedException e) {
            all.close();
            throw e;
        }
    }

    private static String cluster(final int firstPort) {
        final StringBuilder text = new StringBuilder("cluster:\n  members:\n");
        for (int i = 0; i < NODES; i++) {
            text.append("    - {id: ").append(i).append(", host: 127.0.0.1, port: ").append(firstPort + i * PORT_STEP)
                .append("}\n");
        }
        return text.toString();
    }

    private static int freePorts() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            final int first = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT - NODES * PORT_STEP);
            if (areFree(first)) {
                return first;
            }
        }
        throw new IOException("no " + NODES * PORT_STEP + " free UDP ports in a row");
    }

    private static boolean areFree(final int first) {
        for (int port = first; port < first + NODES * PORT_STEP; port++) {
            if ((port - first) % PORT_STEP < PORTS) {
                try (DatagramSocket ignored =
                    new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                    continue;
                } catch (final SocketException taken) {
                    return false;
                }
            }
        }
        return true;
    }

    InetSocketAddress iso() {
        return processes.peek().address("load");
    }

    /** @return of the gateway. */
    ProcessStats gatewayStats() throws IOException, InterruptedException {
        return processes.peek().stats();
    }

    /** The gateway first, then the nodes. */
    @Override
    public void close() {
        while (!processes.isEmpty()) {
            processes.pop().close();
        }
    }
}
