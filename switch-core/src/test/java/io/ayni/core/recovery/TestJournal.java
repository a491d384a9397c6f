package io.ayni.core.recovery;

import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.Journal;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.SnapshotDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal on real files with commands that are known by their sequence. */
final class TestJournal implements AutoCloseable, SnapshotListener {
    final Path directory;
    final DirectoryStorage storage;
    final SnapshotDirectory snapshots;
    final List<String> reports = new ArrayList<>();
    private Journal journal;

    TestJournal(final Path directory) {
        this.directory = directory;
        this.storage = new DirectoryStorage(directory);
        this.snapshots = new SnapshotDirectory(directory);
    }

    static UnsafeBuffer message(final long sequence) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[100 + (int) (sequence * 37 % 200)]);
        message.setMemory(0, message.capacity(), (byte) (sequence * 31 + 1));
        return message;
    }

    static long timestampMs(final long sequence) {
        return 1_000 + sequence;
    }

    TestJournal open() {
        journal = Journal.open(new JournalContext().storage(storage).segmentLength(JournalContext.MIN_SEGMENT_LENGTH));
        journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, (records, bytes) -> { });
        return this;
    }

    /** Appends up to a sequence, and syncs. */
    TestJournal upTo(final long last) {
        append(last);
        journal.writer().sync();
        return this;
    }

    void append(final long last) {
        for (long each = journal.writer().nextSequence(); each <= last; each++) {
            final UnsafeBuffer message = message(each);
            journal.writer().append(each, timestampMs(each), message, 0, message.capacity());
        }
    }

    long durableSequence() {
        return journal.writer().durableSequence();
    }

    SnapshotInfo snapshotOf(final long sequence) throws IOException {
        return SnapshotWriter.write(snapshots, ChainMachine.after(sequence), sequence, () -> { });
    }

    /** Starts as a host does. @return the machine as it is at the end of the log. */
    ChainMachine start() {
        final ChainMachine machine = new ChainMachine();
        final long from = new SnapshotStart(snapshots, this).load(machine).sequence();
        try (Journal started = Journal.open(
            new JournalContext().storage(storage).segmentLength(JournalContext.MIN_SEGMENT_LENGTH))) {
            started.recover(from, machine::onCommand, (records, bytes) -> { });
        }
        return machine;
    }

    void damage(final Path file, final int at) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x10;
        Files.write(file, bytes);
    }

    Path snapshotFile(final long sequence) {
        return Path.of(snapshots.snapshotName(sequence));
    }

    Path segmentFile(final long index) {
        return Path.of(storage.nameOf(index));
    }

    @Override
    public void onBadSnapshot(final String file, final String why) {
        reports.add("bad " + name(file));
    }

    @Override
    public void onLoaded(final SnapshotInfo snapshot, final long durationMs) {
        reports.add("loaded " + snapshot.sequence());
    }

    @Override
    public void onWritten(final SnapshotInfo snapshot, final long durationMs) {
        reports.add("written " + snapshot.sequence());
    }

    @Override
    public void onRemoved(final String file) {
        reports.add("removed " + name(file));
    }

    @Override
    public void onFailed(final Throwable cause) {
        reports.add("failed " + cause.getMessage());
    }

    private static String name(final String file) {
        return Path.of(file).getFileName().toString();
    }

    @Override
    public void close() {
        if (journal != null) {
            journal.close();
            journal = null;
        }
    }
}
