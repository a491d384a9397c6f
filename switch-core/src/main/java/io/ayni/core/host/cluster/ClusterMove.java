package io.ayni.core.host.cluster;

import io.aeron.cluster.RecordingLog;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NodeStartedEncoder;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.host.StateMachineFactory;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.Journal;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalException;
import io.ayni.core.journal.JournalStorage;
import io.ayni.core.journal.Recovery;
import io.ayni.core.journal.SnapshotDirectory;
import io.ayni.core.recovery.SnapshotInfo;
import io.ayni.core.recovery.SnapshotListener;
import io.ayni.core.recovery.SnapshotStart;
import io.ayni.core.recovery.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/** From one machine to three, and back: the state, and with it every key that was seen, goes along. Nothing runs. */
public final class ClusterMove {
    private static final int SERVICE = 0;
    private static final long PATIENCE_MS = 60_000;
    private static final long POLL_NS = 20_000_000;

    private ClusterMove() {
    }

    /** What was carried over. @param sequence of the last command in it */
    public record Moved(long sequence, String stateHash) {
    }

    /**
     * Makes the directory of a node out of a journal: its state becomes the first snapshot of a cluster. A cluster of
     * one member runs for that moment. Every node starts from a copy of the directory.
     *
     * @param journal of a switch that does not run; it is read as a start would, and stays as it is
     * @param context of a cluster of one, whose directory is not there yet; its seed and listener are set here
     */
    public static Moved toCluster(final Path journal, final ClusterNodeContext context) throws IOException {
        if (Files.exists(context.directory())) {
            throw new JournalException(context.directory() + " is there already");
        }
        final Seeding listener = new Seeding();
        context.listener(listener).seed(machine -> fill(journal, machine));
        try (ClusterNode node = new ClusterNode(context)) {
            node.start();
            listener.await(() -> listener.role == NodeListener.Role.LEADER);
            listener.await(node::takeSnapshot);
            listener.await(() -> listener.moved != null && isRecorded(context.directory()));
        }
        return listener.moved;
    }

    private static EngineSeed.Filled fill(final Path directory, final StateMachine machine) {
        final SnapshotStart.Loaded snapshot =
            new SnapshotStart(new SnapshotDirectory(directory), new SnapshotListener() { }).load(machine);
        try (Journal journal = Journal.open(new JournalContext().storage(new DirectoryStorage(directory)))) {
            final Recovery recovery =
                journal.recover(snapshot.sequence(), machine::onCommand, (records, bytes) -> { });
            return new EngineSeed.Filled(Math.max(snapshot.sequence(), recovery.lastSequence()),
                Math.max(snapshot.timestampMs(), recovery.lastTimestampMs()));
        }
    }

    private static boolean isRecorded(final Path directory) {
        try (RecordingLog log = new RecordingLog(ClusterNode.clusterDirectory(directory).toFile(), false)) {
            return log.getLatestSnapshot(SERVICE) != null;
        }
    }

    private static final class Seeding implements NodeListener {
        private final CountDownLatch stopped = new CountDownLatch(1);
        private volatile Role role;
        private volatile Moved moved;
        private volatile Throwable failure;

        @Override
        public void onRoleChange(final Role now) {
            role = now;
        }

        @Override
        public void onSnapshotTaken(final long sequence, final String stateHash, final long durationMs) {
            moved = new Moved(sequence, stateHash);
        }

        @Override
        public void onError(final Throwable cause) {
            failure = cause;
        }

        @Override
        public void onStopped(final Throwable cause) {
            failure = cause;
            stopped.countDown();
        }

        private void await(final BooleanSupplier condition) {
            final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
            while (!condition.getAsBoolean()) {
                if (stopped.getCount() == 0 || System.nanoTime() - deadlineNs > 0) {
                    throw new JournalException("the state was not carried over: "
                        + (failure == null ? "no answer" : failure.getMessage()), failure);
                }
                LockSupport.parkNanos(POLL_NS);
            }
        }
    }

    /** @return whether a node has written its log into this directory. */
    public static boolean isNode(final Path directory) {
        return Files.isRegularFile(ClusterNode.clusterDirectory(directory).resolve(RecordingLog.RECORDING_LOG_FILE_NAME));
    }

    /**
     * Makes a journal directory out of a node's: a snapshot with all that its log holds, and a journal that goes on
     * from it.
     *
     * @param node    directory of a node that does not run; the one whose log is the longest
     * @param journal directory that is not there yet
     */
    public static Moved toJournal(final Path node, final Path journal, final StateMachineFactory factory)
        throws IOException {
        if (Files.exists(journal)) {
            throw new JournalException(journal + " is there already");
        }
        final StateMachine[] machine = {null};
        final RecordedLog log = new RecordedLog(node, outcomes -> machine[0] = factory.create(outcomes));
        final long sequence;
        try (JournalStorage.Lock _ = new DirectoryStorage(node).lock()) {
            sequence = log.replayAll();
        }
        Files.createDirectories(journal);
        final SnapshotDirectory snapshots = new SnapshotDirectory(journal);
        final SnapshotInfo written;
        try (JournalStorage.Lock _ = snapshots.lockSnapshots()) {
            written = SnapshotWriter.write(snapshots, machine[0], sequence, () -> { });
        }
        try (Journal begun = Journal.open(new JournalContext().storage(new DirectoryStorage(journal)))) {
            begun.beginAfter(sequence);
            final UnsafeBuffer nodeStarted =
                new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + NodeStartedEncoder.BLOCK_LENGTH]);
            new NodeStartedEncoder().wrapAndApplyHeader(nodeStarted, 0, new MessageHeaderEncoder());
            begun.writer().append(sequence + 1, log.timestampMs(), nodeStarted, 0, nodeStarted.capacity());
            begun.writer().sync();
        }
        return new Moved(sequence, written.stateHash());
    }
}
