package io.ayni.core.journal;

import io.ayni.core.journal.JournalFixture.Entry;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static io.ayni.core.journal.JournalFixture.diskWith;
import static io.ayni.core.journal.JournalFixture.entries;
import static org.assertj.core.api.Assertions.assertThat;

class JournalVerifierTest {
    private static final RecordVisitor NOBODY = (sequence, timestampMs, buffer, offset, length) -> { };

    @Test
    void tellsWhatAGoodJournalHolds() {
        final SimulatedDisk disk = diskWith(3_000);
        final List<Entry> read = new ArrayList<>();
        final JournalReport report = JournalVerifier.verify(disk, JournalFixture.into(read));

        assertThat(report.isGood()).isTrue();
        assertThat(report.records()).isEqualTo(3_000);
        assertThat(report.firstSequence()).isEqualTo(1);
        assertThat(report.lastSequence()).isEqualTo(3_000);
        assertThat(report.firstTimestampMs()).isEqualTo(1_001);
        assertThat(report.lastTimestampMs()).isEqualTo(4_000);
        assertThat(report.segments()).isEqualTo(disk.segments().length);
        assertThat(report.tornBytes()).isZero();
        assertThat(read).isEqualTo(entries(1, 3_000));
    }

    @Test
    void anEmptyJournalIsGood() {
        final JournalReport report = JournalVerifier.verify(new SimulatedDisk(), NOBODY);
        assertThat(report.isGood()).isTrue();
        assertThat(report.records()).isZero();
        assertThat(report.lastSequence()).isZero();
    }

    @Test
    void aTornTailIsToldAndLeftAlone() {
        final SimulatedDisk disk = diskWith(5);
        final byte[] bytes = disk.bytesOf(1);
        int last = bytes.length - 1;
        while (bytes[last] == 0) {
            last--;
        }
        Arrays.fill(bytes, last - 40, last + 1, (byte) 0);
        disk.replace(1, bytes);
        final JournalReport report = JournalVerifier.verify(disk, NOBODY);

        assertThat(report.isGood()).isTrue();
        assertThat(report.lastSequence()).isEqualTo(4);
        assertThat(report.tornBytes()).isPositive();
        assertThat(disk.bytesOf(1)).isEqualTo(bytes);
    }

    @Test
    void damageIsAProblemWithFileAndOffset() {
        final SimulatedDisk disk = diskWith(3_000);
        final byte[] bytes = disk.bytesOf(2);
        bytes[100_000] ^= 1;
        disk.replace(2, bytes);
        final JournalReport report = JournalVerifier.verify(disk, NOBODY);

        assertThat(report.isGood()).isFalse();
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("segment-2");
            assertThat(problem.offset()).isBetween(99_500L, 100_000L);
            assertThat(problem.what()).contains("valid record follows");
        });
        assertThat(disk.bytesOf(2)).isEqualTo(bytes);
    }

    @Test
    void canBeRunWhileTheJournalIsInUse() {
        final SimulatedDisk disk = diskWith(50);
        try (Journal journal = Journal.open(JournalFixture.context(disk))) {
            journal.recover(0, NOBODY, JournalFixture.NO_LISTENER);
            assertThat(JournalVerifier.verify(disk, NOBODY).lastSequence()).isEqualTo(50);
        }
    }
}
