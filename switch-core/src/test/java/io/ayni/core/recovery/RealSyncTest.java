package io.ayni.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real files a sync is an fdatasync: no simulated disk would notice one that is missing there. The JVM tells. */
class RealSyncTest {
    @TempDir
    private Path directory;
    private TestJournal journal;

    @BeforeEach
    void openAgain() {
        journal = new TestJournal(directory).open();
        journal.close();
        // The JVM tells the name a file had when it was opened, and the first run made its segment under another.
        journal.open();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    /** What is done while it is recorded. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    /** @return name of the file and whether metadata was asked for too, of each fdatasync or fsync, in order. */
    private List<String> syncsOf(final Action action) throws IOException {
        final Path file = directory.resolve("syncs.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream().filter(each -> path(each).startsWith(directory))
            .map(each -> path(each).getFileName() + (each.getBoolean("metaData") ? " fsync" : " fdatasync")).toList();
    }

    private static Path path(final RecordedEvent event) {
        return Path.of(event.getString("path"));
    }

    @Test
    void eachBatchIsOneFdatasyncOfItsSegment() throws IOException {
        assertThat(syncsOf(() -> journal.upTo(10).upTo(20).upTo(30))).containsExactly(
            "0000000001.segment fdatasync", "0000000001.segment fdatasync", "0000000001.segment fdatasync");
    }

    @Test
    void aSnapshotIsOnDiskBeforeItHasItsNameAndTheNameAfterwards() throws IOException {
        assertThat(syncsOf(() -> journal.snapshotOf(7))).containsExactly(
            "0000000000000000007.snapshot.new fsync", directory.getFileName() + " fsync");
    }
}
