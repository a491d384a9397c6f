package io.ayni.perf.peer;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link PeerMain} as a child of this process: started, asked for its figures, ended. */
public final class PeerProcess implements AutoCloseable {
    private static final String LISTENING = "listening: ";
    private static final String ENDED = "(ended)";
    private static final long ANSWER_TIMEOUT_S = 10;
    private static final long END_TIMEOUT_S = 10;
    private static final int LINES_TOLD = 5;
    /** What the launcher gives every JVM. */
    public static final List<String> JVM_FLAGS = List.of(
        "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED");

    private final String name;
    private final Path log;
    private final Process process;
    private final PrintStream toChild;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Map<String, InetSocketAddress> addresses = new HashMap<>();

    private PeerProcess(final String name, final Path log, final Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.toChild = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("child-" + name).start(this::readLines);
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @param jvm     options of its JVM
     * @param timeoutS how long it may take to listen
     * @param log     for what it says on standard error
     * @throws IOException when it does not come to listen
     */
    public static PeerProcess start(
        final PeerKind kind, final List<String> jvm, final List<String> options, final Path log, final long timeoutS)
        throws IOException, InterruptedException {
        final PeerProcess peer = launch(kind, jvm, options, log);
        try {
            peer.awaitListening(timeoutS);
            return peer;
        } catch (final IOException | InterruptedException e) {
            peer.close();
            throw e;
        }
    }

    /** Starts a command of {@code ./ayni} that has no callers, and waits for nothing. */
    public static PeerProcess startSilent(final List<String> jvm, final List<String> options, final Path log)
        throws IOException {
        return launch(PeerKind.AYNI, jvm, options, log);
    }

    /** Runs a command of {@code ./ayni} that ends by itself. */
    public static void runToEnd(
        final List<String> jvm, final List<String> options, final Path log, final long timeoutS)
        throws IOException, InterruptedException {
        try (PeerProcess peer = launch(PeerKind.AYNI, jvm, options, log)) {
            if (!peer.process.waitFor(timeoutS, TimeUnit.SECONDS) || peer.process.exitValue() != 0) {
                throw peer.failure("ayni " + String.join(" ", options) + " failed");
            }
        }
    }

    private static PeerProcess launch(
        final PeerKind kind, final List<String> jvm, final List<String> options, final Path log) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PeerMain.class.getName(), kind.word()));
        command.addAll(options);
        final File errors = log.toFile();
        return new PeerProcess(kind.word(), log,
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors)).start());
    }

    private void readLines() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (final IOException e) {
            // As when it ends.
        }
        lines.add(ENDED);
    }

    private void awaitListening(final long timeoutS) throws IOException, InterruptedException {
        final String said = awaitLine(LISTENING, timeoutS);
        for (final String each : said.substring(LISTENING.length()).split(", ")) {
            final int space = each.indexOf(' ');
            final int colon = each.lastIndexOf(':');
            addresses.put(each.substring(0, space), new InetSocketAddress(
                each.substring(space + 1, colon), Integer.parseInt(each.substring(colon + 1))));
        }
    }

    private String awaitLine(final String start, final long timeoutS) throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutS);
        while (true) {
            final String line = lines.poll(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(ENDED)) {
                throw failure(line == null ? name + " said nothing for " + timeoutS + " s" : name + " ended");
            }
            if (line.startsWith(start)) {
                return line;
            }
        }
    }

    private IOException failure(final String what) throws IOException {
        final List<String> said = Files.exists(log) ? Files.readAllLines(log) : List.of();
        final List<String> told = said.stream().filter(line -> !line.startsWith("\tat ")).toList();
        return new IOException(what + told.stream().skip(Math.max(0, told.size() - LINES_TOLD))
            .reduce("", (all, line) -> all + "\n  " + line));
    }

    /** @return where its only listener listens. */
    public InetSocketAddress address() {
        return addresses.values().iterator().next();
    }

    public InetSocketAddress address(final String listener) {
        return addresses.get(listener);
    }

    public long pid() {
        return process.pid();
    }

    /** @return what it has taken since its start. */
    public ProcessStats stats() throws IOException, InterruptedException {
        toChild.println(ProcessStats.WORD);
        return ProcessStats.ofLine(awaitLine(ProcessStats.WORD, ANSWER_TIMEOUT_S));
    }

    /** Ends it: by the end of its input, and by force when that is not enough. */
    @Override
    public void close() {
        toChild.close();
        try {
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
