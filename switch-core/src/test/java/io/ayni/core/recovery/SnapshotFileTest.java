package io.ayni.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.core.journal.JournalFile;
import io.ayni.core.journal.JournalLockedException;
import io.ayni.core.journal.JournalStorage;
import io.ayni.core.journal.MemoryFile;
import io.ayni.core.journal.SnapshotStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot file is what was written, or it is refused. */
class SnapshotFileTest {
    @TempDir
    private Path directory;
    private TestJournal journal;

    @BeforeEach
    void place() {
        journal = new TestJournal(directory);
    }

    private SnapshotInfo verify(final long sequence) throws IOException {
        try (JournalFile file = journal.snapshots.openSnapshot(sequence)) {
            return SnapshotReader.verify(file);
        }
    }

    @Test
    void givesBackEveryRecordAndSaysWhatItIs() throws IOException {
        final SnapshotInfo written = journal.snapshotOf(70);
        final List<byte[]> saved = new ArrayList<>();
        final List<byte[]> read = new ArrayList<>();
        ChainMachine.after(70).save((buffer, offset, length) -> {
            saved.add(new byte[length]);
            buffer.getBytes(offset, saved.getLast());
        });
        try (JournalFile file = journal.snapshots.openSnapshot(70)) {
            assertThat(SnapshotReader.read(file, (buffer, offset, length) -> {
                read.add(new byte[length]);
                buffer.getBytes(offset, read.getLast());
            })).isEqualTo(written);
        }
        assertThat(read.toArray(byte[][]::new)).isDeepEqualTo(saved.toArray(byte[][]::new));
        assertThat(written.sequence()).isEqualTo(70);
        assertThat(written.timestampMs()).isEqualTo(TestJournal.timestampMs(70));
        assertThat(written.records()).isEqualTo(41);
        assertThat(written.bytes()).isEqualTo(Files.size(journal.snapshotFile(70)));
    }

    @Test
    void oneOfManyMegabytesIsReadThroughItsWindow() throws IOException {
        final ChainMachine machine = ChainMachine.after(3);
        machine.parts = 30_000;
        final SnapshotInfo written = SnapshotWriter.write(journal.snapshots, machine, 3, () -> { });
        assertThat(written.bytes()).isGreaterThan(4 << 20);
        assertThat(verify(3)).isEqualTo(written);
    }

    private byte[] smallSnapshot() throws IOException {
        final ChainMachine machine = ChainMachine.after(70);
        machine.parts = 12;
        SnapshotWriter.write(journal.snapshots, machine, 70, () -> { });
        return Files.readAllBytes(journal.snapshotFile(70));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x80, 0xFF})
    void everyByteFlippedItIsRefused(final int flip) throws IOException {
        final byte[] whole = smallSnapshot();
        for (int at = 0; at < whole.length; at++) {
            final byte[] damaged = whole.clone();
            damaged[at] ^= (byte) flip;
            assertThatThrownBy(() -> SnapshotReader.verify(new MemoryFile("snapshot", damaged))).as("flip at %d", at)
                .isInstanceOf(SnapshotDamagedException.class).hasMessageContaining("snapshot at offset ");
        }
    }

    @Test
    void cutAtEveryByteItIsRefused() throws IOException {
        final byte[] whole = smallSnapshot();
        for (int cut = 0; cut < whole.length; cut++) {
            final MemoryFile start = new MemoryFile("snapshot", Arrays.copyOf(whole, cut));
            assertThatThrownBy(() -> SnapshotReader.verify(start)).as("cut at %d", cut)
                .isInstanceOf(SnapshotDamagedException.class);
        }
        final MemoryFile longer = new MemoryFile("snapshot", Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> SnapshotReader.verify(longer))
            .hasMessageContaining("expected the end of the file, found 1 bytes more");
    }

    @Test
    void recordsExchangedLeftOutOrRepeatedAreSeenByTheHash() throws IOException {
        final ChainMachine machine = ChainMachine.after(1);
        machine.parts = 2;
        SnapshotWriter.write(journal.snapshots, machine, 1, () -> { });
        final byte[] whole = Files.readAllBytes(journal.snapshotFile(1));
        final int endOfRecords = whole.length - SnapshotLayout.END_LENGTH;
        final int second = endOfRecords - SnapshotLayout.RECORD_HEADER_LENGTH - 8;
        final int first = second - SnapshotLayout.RECORD_HEADER_LENGTH - 1;
        final ByteBuffer exchanged = ByteBuffer.allocate(whole.length);
        exchanged.put(whole, 0, first).put(whole, second, endOfRecords - second).put(whole, first, second - first)
            .put(whole, endOfRecords, SnapshotLayout.END_LENGTH);
        Files.write(journal.snapshotFile(1), exchanged.array());
        assertThatThrownBy(() -> verify(1)).hasMessageContaining("expected state hash ");

        final ByteBuffer leftOut = ByteBuffer.allocate(whole.length - (second - first));
        leftOut.put(whole, 0, first).put(whole, second, whole.length - second);
        Files.write(journal.snapshotFile(1), leftOut.array());
        assertThatThrownBy(() -> verify(1)).hasMessageContaining("expected 3 records, found 2");
    }

    @Test
    void oneThatIsNotFinishedIsNotThere() throws IOException {
        try (JournalFile file = journal.snapshots.createSnapshot(5)) {
            file.write(ByteBuffer.wrap(new byte[100]), 0);
        }
        assertThat(journal.snapshots.snapshots()).isEmpty();
        try (JournalStorage.Lock _ = journal.snapshots.lockSnapshots()) {
            assertThat(directory.toFile().list()).containsExactly("snapshot.lock");
        }
    }

    @Test
    void whatIsGivenUpHalfWayLeavesNothingBehind() {
        final ChainMachine machine = ChainMachine.after(9);
        machine.parts = 30_000;
        final int[] checks = {0};
        assertThatThrownBy(() -> SnapshotWriter.write(journal.snapshots, machine, 9, () -> {
            if (++checks[0] == 3) {
                throw new IOException("enough of " + directory.toFile().list().length + " file");
            }
        })).isInstanceOf(IOException.class).hasMessage("enough of 1 file");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void oneWriterAtATime() throws IOException {
        try (JournalStorage.Lock _ = journal.snapshots.lockSnapshots()) {
            assertThatThrownBy(journal.snapshots::lockSnapshots).isInstanceOf(JournalLockedException.class)
                .hasMessage("the snapshots of " + directory + " is in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void whereThereIsNoPlaceForSnapshotsThereAreNone() throws IOException {
        assertThat(SnapshotStorage.NONE.snapshots()).isEmpty();
        assertThat(new SnapshotStart(SnapshotStorage.NONE, journal).load(new ChainMachine()).sequence()).isZero();
    }
}
