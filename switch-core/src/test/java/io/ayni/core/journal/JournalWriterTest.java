package io.ayni.core.journal;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.ayni.core.journal.JournalFixture.NO_LISTENER;
import static io.ayni.core.journal.JournalFixture.append;
import static io.ayni.core.journal.JournalFixture.context;
import static io.ayni.core.journal.JournalFixture.entries;
import static io.ayni.core.journal.JournalFixture.recover;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JournalWriterTest {
    private final SimulatedDisk disk = new SimulatedDisk();
    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(context(disk));
        journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void manyAppendsAreOneWriteAndOneSync() {
        final int before = disk.events().size();
        append(journal.writer(), 1, 200);
        assertThat(disk.events()).hasSize(before);

        journal.writer().sync();
        assertThat(disk.events().subList(before, disk.events().size())).containsExactly("write", "sync");
    }

    @Test
    void aSyncWithNothingAppendedTouchesNothing() {
        final int before = disk.events().size();
        assertThat(journal.writer().sync()).isZero();
        assertThat(disk.events()).hasSize(before);
    }

    @Test
    void whatWasSyncedSurvivesThePowerAndWhatWasNotDoesNot() {
        append(journal.writer(), 1, 10);
        journal.writer().sync();
        append(journal.writer(), 11, 20);
        disk.crashLosingAll();

        assertThat(recover(disk)).isEqualTo(entries(1, 10));
    }

    @Test
    void aFailedSyncIsNeverTriedAgain() {
        append(journal.writer(), 1, 5);
        disk.failSyncs();
        assertThatThrownBy(() -> journal.writer().sync())
            .isInstanceOf(JournalException.class).hasMessageContaining("segment-1").hasMessageContaining("fdatasync");
        final int events = disk.events().size();

        assertThatThrownBy(() -> journal.writer().sync()).hasMessageContaining("failed before");
        assertThatThrownBy(() -> append(journal.writer(), 6, 6)).hasMessageContaining("failed before");
        assertThat(disk.events()).hasSize(events);
    }

    @Test
    void aFailedWriteIsNeverTriedAgain() {
        append(journal.writer(), 1, 5);
        disk.failWrites(true);
        assertThatThrownBy(() -> journal.writer().sync()).isInstanceOf(JournalException.class);
        disk.failWrites(false);

        assertThatThrownBy(() -> journal.writer().sync()).hasMessageContaining("failed before");
        assertThat(recover(killed())).isEmpty();
    }

    private SimulatedDisk killed() {
        disk.kill();
        return disk;
    }

    @Test
    void refusesASequenceOrATimeOutOfOrder() {
        append(journal.writer(), 1, 5);
        final UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
        assertThatThrownBy(() -> journal.writer().append(7, 9_000, message, 0, 8))
            .isInstanceOf(JournalException.class).hasMessageContaining("sequence 7 after 5");
    }

    @Test
    void refusesTimeGoingBack() {
        append(journal.writer(), 1, 5);
        final UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
        assertThatThrownBy(() -> journal.writer().append(6, 1_004, message, 0, 8))
            .isInstanceOf(JournalException.class).hasMessageContaining("time 1004 after 1005");
    }

    @Test
    void allOfASegmentIsSyncedBeforeTheNextOneBegins() {
        append(journal.writer(), 1, 1_000);
        assertThat(disk.segments()).contains(2);
        disk.crashLosingAll();

        final int survivors = recover(disk).size();
        assertThat(survivors).isGreaterThan(500);
        assertThat(recover(disk)).isEqualTo(entries(1, survivors));
    }
}
