package io.ayni.connectors.config;

import io.ayni.core.host.ring.RingHostContext;
import io.ayni.core.host.ring.WaitPreset;
import java.nio.file.Path;

/**
 * The machine's side of a switch.
 *
 * @param dataDirectory       of the journal
 * @param keyFile             the edge's secret, outside the journal
 * @param waitPreset          how the threads of the ring wait
 * @param ringThreads         1 or 2; see {@link RingHostContext#threads}
 * @param ringSize            slots, a power of two
 * @param journalSegmentBytes size of a preallocated journal file
 * @param eventLoops          threads for sockets
 * @param expectedAccounts    size to start with; grows
 * @param expectedPayments    open or within their retention, size to start with; grows
 * @param maxPayments         bound of the same: above it new requests get 96 / 503
 * @param snapshots           when the state is written down
 */
public record NodeConfig(
        Path dataDirectory,
        Path keyFile,
        WaitPreset waitPreset,
        int ringThreads,
        int ringSize,
        int journalSegmentBytes,
        int eventLoops,
        int expectedAccounts,
        int expectedPayments,
        int maxPayments,
        SnapshotConfig snapshots) {
    private static final int DEFAULT_SEGMENT = 64 << 20;
    private static final int DEFAULT_EXPECTED = 1 << 14;
    private static final int DEFAULT_EVENT_LOOPS = 2;
    /** One loop at its fastest brings fewer commands than another can apply; several together may bring more. */
    private static final int MOST_LOOPS_OF_ONE_RING_THREAD = 2;

    /** A gateway has a key file and event loops; its journal and its engine are the nodes'. */
    static NodeConfig readOfGateway(final YamlMap map) {
        map.keys("keyFile", "eventLoops", "maxPayments");
        return new NodeConfig(
                Path.of("none-on-a-gateway"),
                map.required("keyFile", Values::path),
                WaitPreset.BALANCED, RingHostContext.MAX_THREADS, RingHostContext.DEFAULT_RING_SIZE,
                DEFAULT_SEGMENT,
                map.optional("eventLoops", DEFAULT_EVENT_LOOPS, Values.integer(1, 64)),
                DEFAULT_EXPECTED, DEFAULT_EXPECTED,
                map.optional("maxPayments", 10_000_000, Values.integer(1, 100_000_000)),
                SnapshotConfig.DEFAULT);
    }

    static NodeConfig read(final YamlMap map) {
        map.keys("dataDirectory", "keyFile", "waitStrategy", "ringThreads", "ringSize", "journalSegment", "eventLoops",
                "expectedAccounts", "expectedPayments", "maxPayments", "snapshots");
        final int eventLoops = map.optional("eventLoops", DEFAULT_EVENT_LOOPS, Values.integer(1, 64));
        return new NodeConfig(
                map.required("dataDirectory", Values::path),
                map.required("keyFile", Values::path),
                map.optional("waitStrategy", WaitPreset.BALANCED,
                        Values.oneOf(WaitPreset.values(), WaitPreset::configName)),
                map.optional("ringThreads",
                        eventLoops <= MOST_LOOPS_OF_ONE_RING_THREAD ? 1 : RingHostContext.MAX_THREADS,
                        Values.integer(1, RingHostContext.MAX_THREADS)),
                map.optional("ringSize", RingHostContext.DEFAULT_RING_SIZE,
                        Values.powerOfTwo(RingHostContext.MIN_RING_SIZE, RingHostContext.MAX_RING_SIZE)),
                map.optional("journalSegment", DEFAULT_SEGMENT, Values.size(1 << 20, 1 << 30)),
                eventLoops,
                map.optional("expectedAccounts", DEFAULT_EXPECTED, Values.integer(1, 100_000_000)),
                map.optional("expectedPayments", DEFAULT_EXPECTED, Values.integer(1, 100_000_000)),
                map.optional("maxPayments", 10_000_000, Values.integer(1, 100_000_000)),
                map.optionalSection("snapshots", SnapshotConfig::read).orElse(SnapshotConfig.DEFAULT));
    }
}
