package io.ayni.connectors.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node of the demo as a process of its own; it ends when this one does, however. */
final class NodeProcess {
    private static final long END_PATIENCE_S = 5;

    private final int member;
    private final Path config;
    private final Path directory;
    private final File output;
    private Process process;

    /** @param directory of the node's log */
    NodeProcess(final int member, final Path config, final Path directory) {
        this.member = member;
        this.config = config;
        this.directory = directory;
        this.output = directory.resolveSibling("node" + member + ".out").toFile();
    }

    void start() throws IOException {
        final List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens", "java.base/java.util.zip=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError",
                "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "node", "--config", config.toString(), "--while-stdin");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output)).start();
    }

    int member() {
        return member;
    }

    Path config() {
        return config;
    }

    File output() {
        return output;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    Map<String, String> status() {
        return NodeStatus.read(directory);
    }

    /** SIGKILL: it can do nothing any more, not even say goodbye. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Asks it to end, and sees to it that it has. */
    void close() {
        if (!isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(END_PATIENCE_S, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
