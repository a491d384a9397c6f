package io.ayni.connectors.config;

import io.ayni.core.host.cluster.ClusterNodeContext;
import io.ayni.core.host.cluster.NodeIdle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A node of a cluster, as one YAML file says it: {@code node} is its own part, {@code cluster} that of all.
 *
 * @param member           which of the members it is
 * @param directory        of log and snapshots
 * @param fileSyncLevel    when the node counts a part of the log as its own: 0 in the page cache, 1 synced, 2 with
 *                         metadata
 * @param idle             how its threads wait
 * @param logTermBytes     a term of the log; three of them are in shared memory
 * @param segmentBytes     a file of the archive
 * @param expectedAccounts size to start with; grows
 * @param expectedPayments size to start with; grows
 */
public record ClusterNodeConfig(
        int member,
        Path directory,
        int fileSyncLevel,
        NodeIdle idle,
        int logTermBytes,
        int segmentBytes,
        int expectedAccounts,
        int expectedPayments,
        ClusterConfig cluster) {
    private static final int MAX_TERM = 1 << 30;
    private static final int MAX_SYNC_LEVEL = 2;

    /** @throws ConfigException with file, line, column, key, what is wrong and what was expected */
    public static ClusterNodeConfig load(final Path file) {
        final String text;
        try {
            text = Files.readString(file);
        } catch (final IOException e) {
            throw new ConfigException(file + ": there is no such file, or it cannot be read as UTF-8 text");
        }
        return parse(file.toString(), text);
    }

    /** @param name of the file, for messages */
    public static ClusterNodeConfig parse(final String name, final String text) {
        final YamlMap map = new YamlMap(name, "", SwitchConfig.compose(name, text));
        map.keys("node", "cluster");
        final ClusterConfig cluster = map.section("cluster", ClusterConfig::read);
        final ClusterNodeConfig config = map.section("node", node -> read(node, cluster));
        map.end();
        return config;
    }

    private static ClusterNodeConfig read(final YamlMap map, final ClusterConfig cluster) {
        map.keys("member", "directory", "fileSyncLevel", "waitStrategy", "logTerm", "segment", "expectedAccounts",
                "expectedPayments");
        return new ClusterNodeConfig(
                map.required("member", Values.integer(0, cluster.members().size() - 1)),
                map.required("directory", Values::path),
                map.optional("fileSyncLevel", ClusterNodeContext.SYNC_DATA, Values.integer(0, MAX_SYNC_LEVEL)),
                map.optional("waitStrategy", NodeIdle.BALANCED, Values.oneOf(NodeIdle.values(), NodeIdle::configName)),
                map.optional("logTerm", ClusterNodeContext.DEFAULT_LOG_TERM_LENGTH,
                        Values.size(ClusterNodeContext.MIN_LOG_TERM_LENGTH, MAX_TERM)),
                map.optional("segment", ClusterNodeContext.DEFAULT_SEGMENT_LENGTH,
                        Values.size(ClusterNodeContext.MIN_LOG_TERM_LENGTH, MAX_TERM)),
                map.optional("expectedAccounts", 1 << 14, Values.integer(1, 100_000_000)),
                map.optional("expectedPayments", 1 << 14, Values.integer(1, 100_000_000)),
                cluster);
    }
}
