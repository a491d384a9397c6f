package io.ayni.connectors.launch;

import io.ayni.core.journal.JournalException;
import io.ayni.core.journal.JournalFile;
import io.ayni.core.journal.SnapshotStorage;
import io.ayni.core.recovery.SnapshotInfo;
import io.ayni.core.recovery.SnapshotReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The snapshots of a directory, each read to its end. */
final class SnapshotReport {
    private final List<SnapshotInfo> good = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();

    private SnapshotReport() {
    }

    static SnapshotReport read(final SnapshotStorage storage) throws IOException {
        final SnapshotReport report = new SnapshotReport();
        for (final long sequence : storage.snapshots()) {
            try (JournalFile file = storage.openSnapshot(sequence)) {
                final SnapshotInfo info = SnapshotReader.verify(file);
                if (info.sequence() == sequence) {
                    report.good.add(info);
                } else {
                    report.damaged.add(info.file() + ": it is the snapshot of sequence " + info.sequence());
                }
            } catch (final JournalException e) {
                report.damaged.add(e.getMessage());
            }
        }
        return report;
    }

    void print(final PrintWriter out) {
        out.printf("snapshots  %d%n", good.size() + damaged.size());
        good.forEach(each -> out.printf("snapshot   %s: sequence %d of %s, %,d records, %,d bytes, state hash %s%n",
                each.file(), each.sequence(), Instant.ofEpochMilli(each.timestampMs()), each.records(), each.bytes(),
                each.stateHash()));
        damaged.forEach(each -> out.println("DAMAGED    " + each));
    }

    /** @return the sequence of the newest good one, which a start goes on from; 0 for none. */
    long newestGood() {
        return good.isEmpty() ? 0 : good.getLast().sequence();
    }

    int damaged() {
        return damaged.size();
    }
}
