package io.ayni.connectors.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a node says of itself in a file beside its log, line by line {@code key value}, for who looks from outside:
 * member, pid, role, leader, term, sequence, snapshot (its sequence), hash (of the state in it).
 */
final class NodeStatus {
    static final String FILE = "status";

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();

    NodeStatus(final Path directory) {
        file = directory.resolve(FILE);
    }

    synchronized NodeStatus put(final String key, final Object value) {
        values.put(key, String.valueOf(value));
        return this;
    }

    /** Whole or not at all for who reads it. */
    synchronized void write() {
        final StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
        final Path unfinished = file.resolveSibling(FILE + ".new");
        try {
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException diskFull) {
            // the log's own errors say so
        }
    }

    /** @return empty when there is none. */
    static Map<String, String> read(final Path directory) {
        final Map<String, String> values = new LinkedHashMap<>();
        try {
            for (final String line : Files.readAllLines(directory.resolve(FILE))) {
                final int space = line.indexOf(' ');
                values.put(line.substring(0, space), line.substring(space + 1));
            }
        } catch (final IOException none) {
            values.clear();
        }
        return values;
    }

    /** @return whether the process that wrote it runs. */
    static boolean isRunning(final Map<String, String> status) {
        return status.containsKey("pid")
                && ProcessHandle.of(Long.parseLong(status.get("pid"))).map(ProcessHandle::isAlive).orElse(false);
    }
}
