package io.ayni.perf.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PostgreSQL cluster of its own, in a directory of its own, with a function that does the work of an internal
 * transfer. Durable as ours is: fsync and synchronous_commit stay on. At its best setting: its own client pgbench with
 * prepared statements over a local socket, no replication, checkpoints and autovacuum out of the way, rows with room to
 * be updated in place. Needs the distribution's package; as root it runs as user {@code postgres}, since PostgreSQL
 * refuses root.
 */
public final class PostgresPeer implements AutoCloseable {
    private static final Path DISTRIBUTION = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";
    private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+)");
    private static final long READY_TIMEOUT_S = 30;
    private static final long END_TIMEOUT_S = 15;
    private static final String SETTINGS = """
        listen_addresses = ''
        unix_socket_directories = '%s'
        fsync = on
        synchronous_commit = on
        wal_level = minimal
        max_wal_senders = 0
        max_wal_size = '4GB'
        checkpoint_timeout = '30min'
        shared_buffers = '512MB'
        max_connections = 300
        autovacuum = off
        jit = off
        """;
    private static final String REQUEST = """
        \\set debit random(%d, %d)
        \\set credit random(%d, %d)
        \\set key random(1, 9000000000000000000)
        SELECT authorize_transfer(:key, :debit, :credit, 100);
        """;

    private final Path bin;
    private final Path directory;
    private final List<String> asUser;
    private Process server;

    private PostgresPeer(final Path bin, final Path directory, final List<String> asUser) {
        this.bin = bin;
        this.directory = directory;
        this.asUser = asUser;
    }

    /** @return the programs of the newest version installed; empty when there is none. */
    public static Optional<Path> installed() throws IOException {
        if (!Files.isDirectory(DISTRIBUTION)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DISTRIBUTION)) {
            return versions.map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("postgres")) && Files.isExecutable(bin.resolve("pgbench")))
                .max(Comparator.comparing(Path::toString));
        }
    }

    /**
     * Makes the cluster, fills it and starts it.
     *
     * @param bin       as {@link #installed} found it
     * @param directory of a short path (the socket lies in it), on the disk to be measured
     * @throws IOException saying what PostgreSQL said
     */
    public static PostgresPeer start(
        final Path bin, final Path directory, final long firstAccount, final long lastAccount)
        throws IOException, InterruptedException {
        Files.createDirectories(directory);
        final PostgresPeer peer = new PostgresPeer(bin, directory, asUser(directory));
        try {
            peer.run("initdb", "-D", peer.cluster(), "-U", USER, "-A", "trust", "--locale=C", "-E", "UTF8");
            Files.writeString(directory.resolve("settings.conf"), SETTINGS.formatted(directory));
            peer.server = peer.command(bin.resolve("postgres").toString(), "-D", peer.cluster(), "-c",
                "config_file=" + directory.resolve("settings.conf"), "-c",
                "hba_file=" + Path.of(peer.cluster(), "pg_hba.conf")).start();
            peer.awaitReady();
            peer.fill(firstAccount, lastAccount);
            return peer;
        } catch (final IOException | InterruptedException | RuntimeException e) {
            peer.close();
            throw e;
        }
    }

    private static List<String> asUser(final Path directory) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        Files.setOwner(directory, directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups");
    }

    private void awaitReady() throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_TIMEOUT_S);
        while (command(bin.resolve("pg_isready").toString(), "-q", "-h", directory.toString()).start().waitFor() != 0) {
            if (!server.isAlive() || System.nanoTime() - deadlineNs > 0) {
                throw new IOException("postgres does not come up: " + log());
            }
        }
    }

    private void fill(final long firstAccount, final long lastAccount) throws IOException, InterruptedException {
        final Path schema = directory.resolve("schema.sql");
        try (InputStream sql = PostgresPeer.class.getResourceAsStream("postgresql.sql")) {
            Files.write(schema, sql.readAllBytes());
        }
        Files.writeString(directory.resolve("request.sql"),
            REQUEST.formatted(firstAccount, lastAccount, firstAccount, lastAccount));
        run("psql", "-q", "-h", directory.toString(), "-U", USER, "-d", USER, "-v", "ON_ERROR_STOP=1",
            "-v", "first=" + firstAccount, "-v", "last=" + lastAccount, "-f", schema.toString());
        run("psql", "-q", "-h", directory.toString(), "-U", USER, "-d", USER, "-c", "CHECKPOINT");
    }

    /**
     * A closed loop of pgbench.
     *
     * @param clients connections, each with one request in flight
     * @return transactions a second
     */
    public double rate(final int clients, final int seconds) throws IOException, InterruptedException {
        final String said = run("pgbench", "-n", "-M", "prepared", "-c", "" + clients, "-j", "1", "-T", "" + seconds, "-f",
            directory.resolve("request.sql").toString(), "-h", directory.toString(), "-U", USER, USER);
        final Matcher rate = RATE.matcher(said);
        if (!rate.find()) {
            throw new IOException("pgbench told no rate: " + said);
        }
        return Double.parseDouble(rate.group(1));
    }

    private String cluster() {
        return directory.resolve("cluster").toString();
    }

    private String run(final String program, final String... options) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(bin.resolve(program).toString()));
        command.addAll(List.of(options));
        final Process process = command(command.toArray(String[]::new))
            .redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(program + " failed: " + said + log());
        }
        return said;
    }

    private ProcessBuilder command(final String... command) {
        final List<String> all = new ArrayList<>(asUser);
        all.addAll(List.of(command));
        final ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().put("PGHOST", directory.toString());
        builder.environment().put("LC_ALL", "C");
        return builder.directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("postgres.log").toFile()));
    }

    private String log() throws IOException {
        final Path log = directory.resolve("postgres.log");
        final List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    @Override
    public void close() {
        if (server == null) {
            return;
        }
        server.destroy();
        try {
            if (!server.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
