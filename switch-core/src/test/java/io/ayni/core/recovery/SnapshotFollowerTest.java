package io.ayni.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.core.journal.JournalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second machine behind the journal's durable position, and the snapshots it takes. */
class SnapshotFollowerTest {
    private static final long EVERY = 500;

    @TempDir
    private Path directory;
    private TestJournal journal;
    private long nowNs;

    @BeforeEach
    void open() {
        journal = new TestJournal(directory).open();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private SnapshotContext context() {
        return new SnapshotContext().storage(journal.storage, journal.snapshots).stateMachine(ChainMachine::new)
            .listener(journal).nanoClock(() -> nowNs).every(EVERY);
    }

    private SnapshotFollower follower(final SnapshotContext context) {
        return new SnapshotFollower(context, journal::durableSequence);
    }

    private static void workUntilIdle(final SnapshotFollower follower) {
        while (follower.doWork() > 0) {
            // goes on until there is nothing to do
        }
    }

    @Test
    void takesOneEachSoManyCommandsWhetherTheyComeOneByOneOrAtOnce() {
        final SnapshotFollower follower = follower(context().kept(10));
        for (long last = 1; last <= 1_100; last += 7) {
            journal.upTo(last);
            workUntilIdle(follower);
        }
        journal.upTo(2_600);
        workUntilIdle(follower);
        assertThat(journal.reports).containsExactly(
            "written 500", "written 1000", "written 1500", "written 2000", "written 2500");
        assertThat(follower.sequence()).isEqualTo(2_600);
    }

    @Test
    void itsSnapshotsAreWhatTheJournalComesTo() {
        journal.upTo(2_600);
        workUntilIdle(follower(context()));
        journal.upTo(2_700).close();
        final ChainMachine started = journal.start();
        assertThat(journal.reports).contains("loaded 2500");
        assertThat(started.chain).isEqualTo(ChainMachine.after(2_700).chain);
    }

    @Test
    void readsNothingThatIsNotOnStableStorage() {
        final SnapshotFollower follower = follower(context());
        journal.upTo(400);
        journal.append(1_400);
        workUntilIdle(follower);
        assertThat(follower.sequence()).isEqualTo(400);
        assertThat(journal.reports).isEmpty();
        journal.upTo(1_400);
        workUntilIdle(follower);
        assertThat(follower.sequence()).isEqualTo(1_400);
    }

    @Test
    void takesOneWhenItsTimeHasComeAndThereIsSomethingNew() {
        final SnapshotFollower follower = follower(context().intervalMs(60_000));
        journal.upTo(3);
        workUntilIdle(follower);
        nowNs += TimeUnit.SECONDS.toNanos(61);
        workUntilIdle(follower);
        nowNs += TimeUnit.SECONDS.toNanos(61);
        workUntilIdle(follower);
        assertThat(journal.reports).containsExactly("written 3");
    }

    @Test
    void keepsSoManyGoodOnesAndRemovesWhatTheOldestCovers() throws IOException {
        final SnapshotFollower follower = follower(context().kept(2).removesSegments(true));
        for (long last = 300; last <= 3_000; last += 300) {
            journal.upTo(last);
            workUntilIdle(follower);
        }
        assertThat(journal.snapshots.snapshots()).containsExactly(2_500, 3_000);
        assertThat(journal.reports).contains("removed 0000000001.segment", "removed 0000000000000000500.snapshot");
        journal.damage(journal.snapshotFile(3_000), 100);
        journal.close();
        assertThat(journal.start().chain).isEqualTo(ChainMachine.after(3_000).chain);
    }

    @Test
    void aDamagedOneDoesNotCountAsKept() throws IOException {
        final SnapshotFollower follower = follower(context().kept(2).removesSegments(true));
        journal.upTo(1_000);
        workUntilIdle(follower);
        journal.damage(journal.snapshotFile(1_000), 100);
        journal.upTo(1_500);
        workUntilIdle(follower);
        assertThat(journal.snapshots.snapshots()).containsExactly(500, 1_000, 1_500);
        journal.upTo(2_000);
        workUntilIdle(follower);
        assertThat(journal.snapshots.snapshots()).containsExactly(1_500, 2_000);
    }

    @Test
    void segmentsStayUnlessTheyAreToBeRemoved() {
        journal.upTo(3_000);
        workUntilIdle(follower(context()));
        assertThat(journal.segmentFile(1)).exists();
    }

    @Test
    void whileAnotherWritesSnapshotsItWaitsAndTriesAgain() throws IOException {
        final SnapshotFollower follower = follower(context());
        journal.upTo(700);
        try (JournalStorage.Lock _ = journal.snapshots.lockSnapshots()) {
            workUntilIdle(follower);
            assertThat(journal.reports).singleElement().asString().startsWith("failed the snapshots of ");
            nowNs += TimeUnit.SECONDS.toNanos(59);
            workUntilIdle(follower);
            assertThat(journal.reports).hasSize(1);
        }
        nowNs += TimeUnit.SECONDS.toNanos(2);
        workUntilIdle(follower);
        assertThat(journal.reports).endsWith("written 500");
    }

    @Test
    void doesNotTakeTheRoomThatIsLeftToTheJournal() throws IOException {
        journal.upTo(700);
        workUntilIdle(follower(context().reserveBytes(Long.MAX_VALUE)));
        assertThat(journal.reports).singleElement().asString()
            .matches("failed no room for a snapshot: [0-9]+ bytes are free, 9223372036854775807 are left to the "
                + "journal");
        assertThat(journal.snapshots.snapshots()).isEmpty();
    }

    @Test
    void whereThereIsNoJournalNoneIsMade(@TempDir final Path elsewhere) {
        final TestJournal none = new TestJournal(elsewhere);
        assertThatThrownBy(() -> SnapshotTaker.take(context().storage(none.storage, none.snapshots),
            (records, bytes) -> { })).hasMessageContaining("there is no journal: no ");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void damageBehindTheWriterIsToldAndTheNodeIsNotTouched() throws IOException {
        journal.upTo(300);
        journal.damage(journal.segmentFile(1), 5_000);
        final SnapshotFollower follower = follower(context());
        workUntilIdle(follower);
        assertThat(journal.reports).singleElement().asString()
            .matches("failed .*0000000001.segment at offset [0-9]+: expected the record of sequence [0-9]+, "
                + "found none that is valid");
        journal.upTo(310);
    }

    @Test
    void beginsFromTheNewestWhenASegmentWentAwayUnderIt() throws IOException {
        final SnapshotFollower slow = follower(context().kept(2));
        journal.upTo(10);
        workUntilIdle(slow);
        journal.upTo(2_600);
        workUntilIdle(follower(context().kept(2).removesSegments(true)));
        Files.deleteIfExists(journal.segmentFile(2));
        journal.reports.clear();
        workUntilIdle(slow);
        nowNs += TimeUnit.SECONDS.toNanos(61);
        workUntilIdle(slow);
        assertThat(journal.reports).contains("loaded 2500");
        assertThat(slow.sequence()).isEqualTo(2_600);
    }

    @Test
    void anotherProcessTakesOneOfARunningJournalUpToWhereItIsProven() throws IOException {
        journal.upTo(600).upTo(900);
        journal.append(1_000);
        final Optional<SnapshotInfo> taken = SnapshotTaker.take(context(), (records, bytes) -> { });
        // The batch from 601 on began when 600 was on disk; that it is on disk itself, only a later one would prove.
        assertThat(taken).map(SnapshotInfo::sequence).contains(600L);
        assertThat(SnapshotTaker.take(context(), (records, bytes) -> { })).isEmpty();
    }

    @Test
    void ofAStoppedJournalItTakesAllThereIs() throws IOException {
        journal.upTo(600).upTo(900).close();
        assertThat(SnapshotTaker.take(context(), (records, bytes) -> { })).map(SnapshotInfo::sequence).contains(900L);
        assertThat(SnapshotTaker.take(context(), (records, bytes) -> { })).isEmpty();
        assertThat(journal.start().chain).isEqualTo(ChainMachine.after(900).chain);
    }
}
