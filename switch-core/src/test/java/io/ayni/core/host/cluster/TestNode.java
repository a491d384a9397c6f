package io.ayni.core.host.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node's process, and what it said. */
final class TestNode {
    final int id;
    final Path directory;
    private final List<String> command;
    private final List<String> lines = new ArrayList<>();
    private Process process;

    TestNode(final int id, final List<String> prefix, final Path directory, final int basePort, final String hosts,
        final String... properties) {
        this.id = id;
        this.directory = directory;
        command = new ArrayList<>(prefix);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens", "java.base/java.util.zip=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-Xshare:auto",
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeMain.class.getName(),
            Integer.toString(id), Integer.toString(basePort), directory.toString(), hosts));
    }

    void start() throws IOException {
        synchronized (lines) {
            lines.clear();
        }
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final BufferedReader output = process.inputReader();
        Thread.ofVirtual().start(() -> {
            try {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    synchronized (lines) {
                        lines.add(line);
                        lines.notifyAll();
                    }
                }
            } catch (final IOException pipeBroken) {
                // it was killed
            }
        });
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The same node with another build: what it is given on its command line wins over what was there. */
    void start(final String property) throws IOException {
        command.add(command.indexOf("-cp"), property);
        start();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    void signal(final String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** Ends as it would on SIGTERM. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(java.time.Duration.ofSeconds(10))) {
            kill();
        }
    }

    List<String> said() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    Optional<String> last(final String word) {
        return said().stream().filter(line -> line.startsWith(word + ' ') || line.equals(word))
            .reduce((first, second) -> second);
    }

    void await(final String line) throws InterruptedException {
        final long deadline = System.nanoTime() + 30_000_000_000L;
        synchronized (lines) {
            while (lines.stream().noneMatch(each -> each.startsWith(line))) {
                if (!isAlive() || System.nanoTime() > deadline) {
                    throw new AssertionError("node " + id + " did not say '" + line + "' but " + lines);
                }
                lines.wait(200);
            }
        }
    }
}
