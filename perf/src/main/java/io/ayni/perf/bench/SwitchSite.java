package io.ayni.perf.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.ayni.perf.load.AccountRange;
import io.ayni.perf.peer.PeerKind;
import io.ayni.perf.peer.PeerProcess;
import io.ayni.perf.peer.ProcessStats;

/**
 * The switch as the launcher runs it, in a process of its own: {@code ./ayni accounts import}, then {@code ./ayni run},
 * with a configuration like {@code examples/load.yaml} on free ports.
 */
final class SwitchSite implements AutoCloseable {
    static final AccountRange ACCOUNTS = new AccountRange(7_000_000_001L, 7_000_010_000L);
    /** Those of the launcher. */
    static final List<String> JVM = List.of("-XX:+UseZGC", "-Xms256m", "-Xmx2g");

    private static final long OPENING_BALANCE_MINOR = 100_000_000;
    private static final long IMPORT_TIMEOUT_S = 600;
    private static final long START_TIMEOUT_S = 180;
    static final String INSTITUTION = """
        institution:
          name: Cooperativa Ayni
          zone: America/Guayaquil
          currency: USD
          maxAmount: 1000000.00
          accounts: {opening: 9000000001, fees: 9000000002, taxes: 9000000003, suspense: 9000000004, cardSettlement: 9000000005}
          retention: 10 s
          operations:
            transfer.internal: {stepUp: none, bucket: INT}
          ceilings:
            INT: {daily: unlimited, weekly: unlimited, monthly: unlimited}
        """;
    private static final String CONFIG = """
        node:
          dataDirectory: %s
          keyFile: %s
          waitStrategy: %s
          ringThreads: %d
          ringSize: 4096
          journalSegment: 256 MiB
          eventLoops: %d
          expectedAccounts: %d
          expectedPayments: 2_000_000
          maxPayments: 20_000_000
        listen:
          json:
            address: 127.0.0.1
            port: 0
            limits: {connections: 20000, connectionsPerAddress: 20000, inFlight: 4096}
          iso:
            - name: load
              role: channel
              address: 127.0.0.1
              port: 0
              limits: {connections: 20000, connectionsPerAddress: 20000, inFlight: 4096}
        """;

    private final PeerProcess process;

    private SwitchSite(final PeerProcess process) {
        this.process = process;
    }

    /** Imports the accounts, then starts the switch; returns when it listens. */
    static SwitchSite start(final Path directory, final AccountRange accounts, final SwitchSettings settings)
        throws IOException, InterruptedException {
        Files.createDirectories(directory);
        final Path csv = directory.resolve("accounts.csv");
        final Path config = directory.resolve("switch.yaml");
        final Path log = directory.resolve("switch.log");
        writeAccounts(accounts, csv);
        Files.writeString(config, CONFIG.formatted(directory.resolve("data"), directory.resolve("bench.key"),
            settings.waitStrategy(), settings.ringThreads(), settings.eventLoops(),
            Math.max(16_384, accounts.last() - accounts.first() + 1)) + INSTITUTION);
        PeerProcess.runToEnd(settings.jvm(),
            List.of("accounts", "import", "--config", config.toString(), csv.toString()), log, IMPORT_TIMEOUT_S);
        Files.delete(csv);
        return new SwitchSite(PeerProcess.start(PeerKind.AYNI, settings.jvm(),
            List.of("run", "--config", config.toString()), log, START_TIMEOUT_S));
    }

    static void writeAccounts(final AccountRange accounts, final Path csv) throws IOException {
        try (var out = Files.newBufferedWriter(csv, StandardCharsets.US_ASCII)) {
            out.write("account,member,currency,opening_balance_minor\n");
            for (long account = accounts.first(); account <= accounts.last(); account++) {
                out.write(account + "," + account + ",USD," + OPENING_BALANCE_MINOR + "\n");
            }
        }
    }

    InetSocketAddress iso() {
        return process.address("load");
    }

    InetSocketAddress json() {
        return process.address("json");
    }

    ProcessStats stats() throws IOException, InterruptedException {
        return process.stats();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
