package io.ayni.connectors.config;

import io.ayni.core.recovery.SnapshotContext;
import java.util.concurrent.TimeUnit;

/**
 * When a second engine, which follows the journal, writes its state down.
 *
 * @param every           commands; 0: there is no second engine, and no snapshot but by {@code ayni snapshot}
 * @param intervalMs      at the latest, if there was a command
 * @param maxBehind       commands that the second engine may be behind while the node has much to do
 * @param kept            good ones that are kept
 * @param removesSegments whether segments that the oldest kept one covers are removed
 */
public record SnapshotConfig(long every, long intervalMs, long maxBehind, int kept, boolean removesSegments) {
    static final SnapshotConfig DEFAULT = new SnapshotConfig(
            SnapshotContext.DEFAULT_EVERY, TimeUnit.HOURS.toMillis(12),
            SnapshotContext.DEFAULT_MAX_BEHIND, SnapshotContext.DEFAULT_KEPT, false);
    private static final long MAX_EVERY = 1_000_000_000_000L;
    private static final int MAX_KEPT = 1_000;

    static SnapshotConfig read(final YamlMap map) {
        map.keys("every", "interval", "maxBehind", "kept", "removeSegments");
        return new SnapshotConfig(
                map.optional("every", DEFAULT.every, Values.longNumber(0, MAX_EVERY)),
                map.optional("interval", DEFAULT.intervalMs, Values.duration(TimeUnit.SECONDS.toMillis(1))),
                map.optional("maxBehind", DEFAULT.maxBehind, Values.longNumber(0, MAX_EVERY)),
                map.optional("kept", DEFAULT.kept, Values.integer(1, MAX_KEPT)),
                map.optional("removeSegments", DEFAULT.removesSegments,
                        Values.oneOf(new Boolean[] {true, false}, each -> Boolean.toString(each))));
    }

    public boolean isOn() {
        return every > 0;
    }

    /** @return how often, how many, and what goes; where and of what is left to the caller. */
    public SnapshotContext context() {
        return new SnapshotContext().every(Math.max(1, every)).intervalMs(intervalMs).maxBehind(maxBehind).kept(kept)
                .removesSegments(removesSegments);
    }
}
