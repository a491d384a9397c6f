package io.ayni.connectors.launch;

import io.ayni.core.host.HostListener;
import io.ayni.core.recovery.SnapshotInfo;
import io.ayni.core.recovery.SnapshotListener;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the host and its snapshots report, as log lines. */
final class HostLog implements HostListener, SnapshotListener {
    private static final Logger LOG = LoggerFactory.getLogger("Host");

    private final Consumer<Throwable> onFatal;

    HostLog(final Consumer<Throwable> onFatal) {
        this.onFatal = onFatal;
    }

    @Override
    public void onRecovered(final long records, final long lastSequence, final long durationMs) {
        LOG.info("journal replayed: {} commands in {} ms, the last is {}", records, durationMs, lastSequence);
    }

    /** Works as well; a sync takes longer. */
    void onJournalThroughCache(final Path directory) {
        LOG.info("no direct I/O on the file system of {}: the journal is written through the page cache", directory);
    }

    @Override
    public void onTornTailCut(final String file, final long offset, final int bytes) {
        LOG.warn("a crash left {} bytes unfinished in {} at offset {}: cut, nothing of it was acknowledged", bytes,
                file, offset);
    }

    @Override
    public void onClockJump(final long jumpMs) {
        LOG.warn("the clock jumped by {} ms: check its synchronization", jumpMs);
    }

    @Override
    public void onReserveChange(final boolean isBelowReserve) {
        if (isBelowReserve) {
            LOG.error("the disk has no room for the next segment of the journal:"
                    + " new requests get 96 / 503 until it has");
        } else {
            LOG.info("the disk has room again");
        }
    }

    @Override
    public void onSinkError(final Throwable error) {
        LOG.error("an outcome was lost on its way out", error);
    }

    @Override
    public void onFatal(final Throwable cause) {
        LOG.error("the switch stops: {}", cause.toString());
        onFatal.accept(cause);
    }

    @Override
    public void onBadSnapshot(final String file, final String why) {
        LOG.error("{} is bad and is passed over for the one before it: {}", file, why);
    }

    @Override
    public void onLoaded(final SnapshotInfo snapshot, final long durationMs) {
        LOG.info("state filled from {}: {} records in {} ms, state hash {}", snapshot.file(), snapshot.records(),
                durationMs, snapshot.stateHash());
    }

    @Override
    public void onWritten(final SnapshotInfo snapshot, final long durationMs) {
        LOG.info("snapshot {}: {} records, {} bytes in {} ms, state hash {}", snapshot.file(), snapshot.records(),
                snapshot.bytes(), durationMs, snapshot.stateHash());
    }

    @Override
    public void onRemoved(final String file) {
        LOG.info("{} is no longer needed and was removed", file);
    }

    @Override
    public void onFailed(final Throwable cause) {
        LOG.error("no snapshot can be taken now, the next attempt is in a minute: {}", cause.toString());
    }
}
