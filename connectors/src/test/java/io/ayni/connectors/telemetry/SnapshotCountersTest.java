package io.ayni.connectors.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.recovery.SnapshotInfo;
import io.ayni.core.recovery.SnapshotListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time, size, age and failures of snapshots, as Prometheus reads them. */
class SnapshotCountersTest {
    private static final SnapshotInfo SNAPSHOT =
        new SnapshotInfo("7.snapshot", 700, 40_000, 2, 12, 34_567, "00");

    private final AtomicLong nowMs = new AtomicLong(100_000);
    private final List<String> handedOn = new ArrayList<>();
    private final SnapshotCounters counters = new SnapshotCounters(new SnapshotListener() {
        @Override
        public void onWritten(final SnapshotInfo snapshot, final long durationMs) {
            handedOn.add("written");
        }

        @Override
        public void onLoaded(final SnapshotInfo snapshot, final long durationMs) {
            handedOn.add("loaded");
        }

        @Override
        public void onBadSnapshot(final String file, final String why) {
            handedOn.add("bad");
        }

        @Override
        public void onRemoved(final String file) {
            handedOn.add("removed");
        }

        @Override
        public void onFailed(final Throwable cause) {
            handedOn.add("failed");
        }
    }, nowMs::get);
    private final SwitchMetrics metrics = new SwitchMetrics().snapshots(counters);

    @AfterEach
    void close() {
        metrics.close();
    }

    private List<String> snapshotLines() {
        return metrics.scrape().lines().filter(line -> line.startsWith("ayni_snapshot")).sorted().toList();
    }

    @Test
    void beforeTheFirstThereIsNoAge() {
        assertThat(snapshotLines()).containsExactly("ayni_snapshot_age_seconds NaN", "ayni_snapshot_bytes 0.0",
            "ayni_snapshot_damaged_total 0.0", "ayni_snapshot_failures_total 0.0", "ayni_snapshot_sequence 0.0",
            "ayni_snapshot_write_seconds 0.0", "ayni_snapshot_written_total 0.0");
    }

    @Test
    void oneThatIsWrittenTellsItsTimeItsSizeAndItsAge() {
        counters.onWritten(SNAPSHOT, 250);
        nowMs.set(130_000);
        assertThat(snapshotLines()).contains("ayni_snapshot_age_seconds 90.0", "ayni_snapshot_bytes 34567.0",
            "ayni_snapshot_sequence 700.0", "ayni_snapshot_write_seconds 0.25", "ayni_snapshot_written_total 1.0");
    }

    @Test
    void oneThatWasStartedFromHasAnAgeToo() {
        counters.onLoaded(SNAPSHOT, 3);
        assertThat(snapshotLines()).contains("ayni_snapshot_age_seconds 60.0", "ayni_snapshot_written_total 0.0");
    }

    @Test
    void failuresAndDamageAreCounted() {
        counters.onFailed(new IOException("no room"));
        counters.onFailed(new IOException("no room"));
        counters.onBadSnapshot("7.snapshot", "a bit");
        assertThat(snapshotLines()).contains("ayni_snapshot_damaged_total 1.0", "ayni_snapshot_failures_total 2.0");
    }

    @Test
    void allIsHandedOn() {
        counters.onWritten(SNAPSHOT, 1);
        counters.onLoaded(SNAPSHOT, 1);
        counters.onBadSnapshot("7.snapshot", "a bit");
        counters.onRemoved("6.snapshot");
        counters.onFailed(new IOException("no room"));
        assertThat(handedOn).containsExactly("written", "loaded", "bad", "removed", "failed");
    }
}
