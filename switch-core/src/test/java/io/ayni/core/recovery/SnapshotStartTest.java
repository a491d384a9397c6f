package io.ayni.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.core.journal.JournalCorruptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start is the newest good snapshot and the commands after it; what that needs and is missing refuses it. */
class SnapshotStartTest {
    private static final long LAST = 2_000;

    @TempDir
    private Path directory;
    private TestJournal journal;

    @BeforeEach
    void journalWithSnapshots() throws IOException {
        journal = new TestJournal(directory);
        journal.open().upTo(LAST).close();
        journal.snapshotOf(700);
        journal.snapshotOf(1_500);
    }

    private void assertStartsAsEver() {
        final ChainMachine machine = journal.start();
        assertThat(machine.sequence).isEqualTo(LAST);
        assertThat(machine.chain).isEqualTo(ChainMachine.after(LAST).chain);
    }

    @Test
    void fromTheNewest() {
        assertStartsAsEver();
        assertThat(journal.reports).containsExactly("loaded 1500");
    }

    @Test
    void aDamagedOneIsPassedOverForTheOneBefore() throws IOException {
        journal.damage(journal.snapshotFile(1_500), 300);
        assertStartsAsEver();
        assertThat(journal.reports).containsExactly("bad 0000000000000001500.snapshot", "loaded 700");
    }

    @Test
    void oneUnderAnothersNameIsPassedOver() throws IOException {
        Files.move(journal.snapshotFile(1_500), journal.snapshotFile(1_600));
        assertStartsAsEver();
        assertThat(journal.reports).containsExactly("bad 0000000000000001600.snapshot", "loaded 700");
    }

    @Test
    void withoutAGoodOneTheWholeJournalIsReplayed() throws IOException {
        journal.damage(journal.snapshotFile(700), 0);
        Files.write(journal.snapshotFile(1_500), new byte[0]);
        assertStartsAsEver();
        assertThat(journal.reports).containsExactly(
            "bad 0000000000000001500.snapshot", "bad 0000000000000000700.snapshot");
    }

    @Test
    void segmentsBeforeTheSnapshotAreNotNeeded() throws IOException {
        Files.delete(journal.segmentFile(1));
        Files.delete(journal.segmentFile(2));
        assertStartsAsEver();
    }

    @Test
    void damageInASegmentThatIsNotNeededIsNotLookedFor() throws IOException {
        journal.damage(journal.segmentFile(1), 5_000);
        assertStartsAsEver();
    }

    @Test
    void segmentsThatAFallbackNeedsAreMissing() throws IOException {
        Files.delete(journal.segmentFile(1));
        Files.delete(journal.segmentFile(2));
        journal.damage(journal.snapshotFile(1_500), 300);
        assertThatThrownBy(journal::start).isInstanceOf(JournalCorruptException.class)
            .hasMessageMatching(".*0000000003.segment at offset 0: expected a segment that begins at or before sequence "
                + "701, found one that begins at [0-9]+: earlier segments are missing, .*0000000001.segment to "
                + ".*0000000002.segment, or a good snapshot of sequence [0-9]+ or later");
    }

    @Test
    void aSegmentInTheMiddleIsMissing() throws IOException {
        Files.delete(journal.segmentFile(2));
        assertThatThrownBy(journal::start).isInstanceOf(JournalCorruptException.class)
            .hasMessageContaining("0000000002.segment at offset 0: expected a segment, found none");
    }

    @Test
    void aSnapshotAheadOfTheJournal() throws IOException {
        journal.snapshotOf(LAST + 1);
        assertThatThrownBy(journal::start).isInstanceOf(JournalCorruptException.class)
            .hasMessageContaining("expected the log to reach the snapshot of sequence 2001, it ends at 2000");
    }
}
