package io.ayni.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.ayni.perf.load.AccountRange;
import io.ayni.perf.load.LoadProtocol;
import io.ayni.perf.load.LoadProtocols;
import io.ayni.perf.peer.PeerKind;
import io.ayni.perf.peer.PeerProcess;
import io.ayni.perf.peer.PostgresPeer;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The whole run: cases one after the other, the servers of a case in turn within it. Children are closed with their
 * case, and when the run breaks off.
 */
final class Bench implements AutoCloseable {
    static final String ISO_8_16 = "ISO 8583, 8 x 16 in flight";
    static final String ISO_64_16 = "ISO 8583, 64 x 16 in flight";
    static final String ISO_1_1 = "ISO 8583, 1 x 1";
    static final String JSON_8_16 = "JSON, keep-alive, 8 x 16 in flight";
    static final String DISK = "disk";
    static final String FDATASYNC = "write of 4 KiB and fdatasync";
    static final int[] OPEN_RATES = {5_000, 20_000, 100_000};
    private static final int[] QUICK_RATES = {20_000};
    static final int FEW_CONNECTIONS = 1;
    static final int MANY_CONNECTIONS = 10_000;
    static final int FEW_ACCOUNTS = 10_000;
    static final int MANY_ACCOUNTS = 10_000_000;
    static final int ENGINE_ACCOUNTS = 1_000_000;
    static final int GROWTH_RATE = 5_000;
    static final int CLUSTER_RATE = 500;
    static final String ONE_AND_THREE = "ISO 8583, 8 x 16 in flight, one machine and three";

    private static final List<String> THROUGHPUT_JVM = List.of("-XX:+UseParallelGC", "-Xms1g", "-Xmx1g");
    private static final List<String> NETTY_JVM = List.of("-XX:+UseParallelGC", "-Xms256m", "-Xmx256m");
    private static final List<String> LARGE_JVM = List.of("-XX:+UseZGC", "-Xms256m", "-Xmx12g");
    private static final long LARGE_MACHINE_BYTES = 20L << 30;
    private static final long START_TIMEOUT_S = 60;
    private static final int[] POSTGRESQL_CLIENTS = {32, 64, 128};
    /** A quick run begins nothing new after this: it ends within a minute. */
    private static final double QUICK_S = 45;

    private final Plan plan;
    private final BenchOptions options;
    private final Path directory;
    private final Results results;
    private final Terminal terminal;
    private final ClosedContest closed;
    private final OpenContest open;
    private final Deque<AutoCloseable> children = new ArrayDeque<>();
    private final ExecutorService starter = Executors.newVirtualThreadPerTaskExecutor();

    /** @param directory for all that is written, on the disk to be measured; its content is the caller's to remove */
    Bench(final Plan plan, final BenchOptions options, final Path directory, final Results results, final Terminal terminal) {
        this.plan = plan;
        this.options = options;
        this.directory = directory;
        this.results = results;
        this.terminal = terminal;
        this.closed = new ClosedContest(plan, results, terminal);
        this.open = new OpenContest(plan, results, terminal);
    }

    /** Everything the plan has. A part that breaks off is told in the results, and the others go on. */
    void run() throws InterruptedException {
        part(BenchOptions.Part.sockets, this::sockets);
        part(BenchOptions.Part.micro, this::micro);
        part(BenchOptions.Part.growth, this::growth);
        part(BenchOptions.Part.cluster, this::cluster);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException, RunnerException;
    }

    private void part(final BenchOptions.Part part, final Work work) throws InterruptedException {
        if (!options.runs(part)) {
            return;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped");
        }
        try {
            work.run();
        } catch (final IOException | RunnerException | RuntimeException e) {
            results.breaksOff(part + " broke off: " + e.getMessage());
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("stopped");
            }
        } finally {
            endAll();
        }
    }

    private void sockets() throws IOException, InterruptedException {
        terminal.doing("starting the servers");
        final Future<SwitchSite> starting = starter.submit(() -> SwitchSite.start(directory.resolve("switch"),
            SwitchSite.ACCOUNTS, options.settings()));
        final Future<Server> echoStarting = starter.submit(() -> netty(PeerKind.ECHO, Server.ECHO));
        final Future<Server> listening = starter.submit(this::jposListener);
        final Future<Server> managing = starter.submit(this::jposTransactions);
        final SwitchSite site = keep(started(starting));
        final Server echo = keep(started(echoStarting));
        final Server iso = new Server(Server.AYNI, site.iso(), site::stats, site);
        final Server listener = keep(started(listening));
        final Server manager = keep(started(managing));
        disk();
        closed.run(ISO_8_16, List.of(echo, iso, listener, manager), isoRequests(SwitchSite.ACCOUNTS), 8, 16);
        end(listener); // two idle JVMs less for the others
        end(manager);
        postgresql();
        closed.run(ISO_1_1, List.of(echo, iso), isoRequests(SwitchSite.ACCOUNTS), 1, 1);
        disk();
        if (!plan.isQuick()) {
            closed.run(ISO_64_16, List.of(echo, iso), isoRequests(SwitchSite.ACCOUNTS), 64, 16);
        }
        for (final int rate : plan.isQuick() ? QUICK_RATES : OPEN_RATES) {
            open.run(openGroup(rate), List.of(echo, iso), isoRequests(SwitchSite.ACCOUNTS), 8, rate);
        }
        disk();
        end(echo);
        json(new Server(Server.AYNI, site.json(), site::stats, site));
        if (!plan.isQuick()) {
            for (final int connections : List.of(FEW_CONNECTIONS, MANY_CONNECTIONS)) {
                open.run(connectionsGroup(connections), List.of(iso), isoRequests(SwitchSite.ACCOUNTS), connections,
                    GROWTH_RATE);
            }
        }
        end(site);
    }

    private void json(final Server json) throws IOException, InterruptedException {
        final Server echo = keep(netty(PeerKind.HTTP_ECHO, Server.HTTP_ECHO));
        closed.run(JSON_8_16, List.of(echo, json), () -> LoadProtocols.json(SwitchSite.ACCOUNTS), 8, 16);
        end(echo);
    }

    private Server jposListener() throws IOException, InterruptedException {
        return Server.of(Server.JPOS_LISTENER, PeerProcess.start(PeerKind.JPOS_LISTENER, THROUGHPUT_JVM, List.of(),
            log(Server.JPOS_LISTENER), START_TIMEOUT_S));
    }

    private Server jposTransactions() throws IOException, InterruptedException {
        final AccountRange accounts = SwitchSite.ACCOUNTS;
        return Server.of(Server.JPOS_TRANSACTIONS, PeerProcess.start(PeerKind.JPOS_TRANSACTIONS, THROUGHPUT_JVM,
            List.of(directory.resolve("q2").toString(), Long.toString(accounts.first()),
                Long.toString(accounts.last() - accounts.first() + 1)), log(Server.JPOS_TRANSACTIONS), START_TIMEOUT_S));
    }

    private static <T> T started(final Future<T> server) throws IOException, InterruptedException {
        try {
            return server.get();
        } catch (final ExecutionException e) {
            throw e.getCause() instanceof final IOException io ? io : new IOException(e.getCause());
        }
    }

    private void postgresql() throws InterruptedException {
        if (!options.isPostgresqlWanted()) {
            results.note("PostgreSQL was left out: --no-postgresql");
            return;
        }
        try {
            final Optional<Path> bin = PostgresPeer.installed();
            if (bin.isEmpty()) {
                results.note("PostgreSQL was left out: not installed (Debian: apt install postgresql)");
                return;
            }
            terminal.doing("PostgreSQL: making a cluster");
            final AccountRange accounts = SwitchSite.ACCOUNTS;
            final PostgresPeer peer =
                keep(PostgresPeer.start(bin.get(), directory.resolve("pg"), accounts.first(), accounts.last()));
            postgresqlRounds(peer);
            end(peer);
        } catch (final IOException e) {
            results.note("PostgreSQL was left out: " + e.getMessage());
        }
    }

    private void postgresqlRounds(final PostgresPeer peer) throws IOException, InterruptedException {
        final int seconds = (int) Math.max(1, TimeUnit.NANOSECONDS.toSeconds(plan.measureNs()));
        int best = POSTGRESQL_CLIENTS[1];
        double bestRate = 0;
        for (final int clients : plan.isQuick() ? new int[] {best} : POSTGRESQL_CLIENTS) {
            terminal.doing("PostgreSQL: warming up with " + clients + " clients");
            final double rate = peer.rate(clients, Math.max(1, seconds / 2));
            if (rate > bestRate) {
                bestRate = rate;
                best = clients;
            }
        }
        for (int round = 0; round < plan.rounds(); round++) {
            terminal.doing("PostgreSQL: round " + (round + 1));
            results.add(ISO_8_16, Server.POSTGRESQL, ClosedContest.RATE, "/s", peer.rate(best, seconds));
        }
        results.fact("PostgreSQL", "pgbench with " + best + " clients was its best; prepared statements, local socket,"
            + " fsync and synchronous_commit on");
    }

    private void micro() throws IOException, InterruptedException, RunnerException {
        final MicroContest micro = new MicroContest(plan, results, terminal, directory, options.isForked());
        final int accounts = options.accountsOf(ENGINE_ACCOUNTS);
        if (plan.isQuick()) {
            quickly("the engine alone", () -> micro.engine(accounts, "4g"));
            quickly("the ring alone", () -> micro.ring(accounts, "4g"));
            return;
        }
        micro.engine(accounts, "4g");
        micro.ring(accounts, "4g");
        micro.engineTail(accounts, "4g");
        micro.requestToAnswer(accounts, "4g");
        micro.codec();
    }

    private void quickly(final String what, final Work work)
        throws IOException, InterruptedException, RunnerException {
        if (terminal.seconds() < QUICK_S) {
            work.run();
        } else {
            results.note("Quick: no time was left for " + what + ".");
        }
    }

    private void growth() throws IOException, InterruptedException, RunnerException {
        if (plan.isQuick()) {
            return;
        }
        final MicroContest micro = new MicroContest(plan, results, terminal, directory, options.isForked());
        micro.engine(FEW_ACCOUNTS, "4g");
        final long memory = Machine.memoryBytes();
        if (memory < LARGE_MACHINE_BYTES) {
            results.note("10 million accounts were left out: the machine has less than 20 GiB");
            return;
        }
        micro.engine(MANY_ACCOUNTS, "12g");
        for (final int count : List.of(FEW_ACCOUNTS, MANY_ACCOUNTS)) {
            final AccountRange accounts =
                new AccountRange(SwitchSite.ACCOUNTS.first(), SwitchSite.ACCOUNTS.first() + count - 1);
            terminal.doing(accountsGroup(count) + ": importing");
            final SwitchSite site = keep(SwitchSite.start(directory.resolve("accounts-" + count), accounts,
                options.settings().withJvm(LARGE_JVM)));
            closed.run(accountsGroup(count), List.of(new Server(Server.AYNI, site.iso(), site::stats, site)),
                isoRequests(accounts), 8, 16);
            end(site);
        }
    }

    /** One machine, then three that share this one: what a majority costs where there are cores for one. */
    private void cluster() throws IOException, InterruptedException {
        if (plan.isQuick()) {
            return;
        }
        terminal.doing("starting one machine");
        final SwitchSite one = keep(SwitchSite.start(directory.resolve("one"), SwitchSite.ACCOUNTS,
            options.settings()));
        besideOneAnother(new Server(Server.AYNI, one.iso(), one::stats, one));
        end(one);
        terminal.doing("starting three nodes and a gateway");
        final ThreeNodes three =
            keep(ThreeNodes.start(directory.resolve("three"), SwitchSite.ACCOUNTS, options.settings().jvm()));
        besideOneAnother(new Server(Server.THREE_NODES, three.iso(), three::gatewayStats, three));
        end(three);
        results.note("Three nodes, one gateway and the client share the cores of this machine; what is told of "
            + Server.THREE_NODES + "'s processor is the gateway's.");
    }

    private void besideOneAnother(final Server server) throws IOException, InterruptedException {
        closed.run(ONE_AND_THREE, List.of(server), isoRequests(SwitchSite.ACCOUNTS), 8, 16);
        open.run(oneAndThreeGroup(), List.of(server), isoRequests(SwitchSite.ACCOUNTS), 8, CLUSTER_RATE);
    }

    static String oneAndThreeGroup() {
        return String.format(Locale.ROOT, "ISO 8583, open loop, %,d/s over 8 connections, one machine and three",
            CLUSTER_RATE);
    }

    private void disk() throws IOException {
        terminal.doing("disk");
        results.add(DISK, "this machine", FDATASYNC, "us", DiskProbe.run(directory, plan.fsyncs()).median());
    }

    private Server netty(final PeerKind kind, final String name) throws IOException, InterruptedException {
        return Server.of(name, PeerProcess.start(kind, NETTY_JVM, List.of(Integer.toString(options.settings().eventLoops())),
            log(name), START_TIMEOUT_S));
    }

    private static Supplier<LoadProtocol> isoRequests(final AccountRange accounts) {
        return () -> LoadProtocols.iso(accounts);
    }

    static String openGroup(final int rate) {
        return String.format(Locale.ROOT, "ISO 8583, open loop, %,d/s over 8 connections", rate);
    }

    static String connectionsGroup(final int connections) {
        return String.format(Locale.ROOT, "ISO 8583, open loop, %,d/s over %,d connections", GROWTH_RATE, connections);
    }

    static String accountsGroup(final int accounts) {
        return String.format(Locale.ROOT, "ISO 8583, 8 x 16 in flight, %,d accounts", accounts);
    }

    private Path log(final String server) throws IOException {
        return Files.createDirectories(directory).resolve(server.replace(' ', '-') + ".log");
    }

    private <T extends AutoCloseable> T keep(final T child) {
        children.push(child);
        return child;
    }

    private void end(final AutoCloseable child) {
        children.remove(child);
        closeQuietly(child);
    }

    private void closeQuietly(final AutoCloseable child) {
        try {
            child.close();
        } catch (final Exception e) {
            results.note("a child did not end well: " + e.getMessage());
        }
    }

    private void endAll() {
        while (!children.isEmpty()) {
            closeQuietly(children.pop());
        }
    }

    @Override
    public void close() {
        endAll();
        starter.shutdownNow();
    }
}
