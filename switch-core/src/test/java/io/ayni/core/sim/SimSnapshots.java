package io.ayni.core.sim;

import io.ayni.core.engine.StateMachine;
import io.ayni.core.recovery.SnapshotContext;
import io.ayni.core.recovery.SnapshotFollower;
import io.ayni.core.recovery.SnapshotInfo;
import io.ayni.core.recovery.SnapshotListener;
import io.ayni.core.recovery.SnapshotStart;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Snapshots of the simulated node, by the real follower on the simulated disk: the power goes while one is written,
 * segments go once two good ones cover them, and bits flip in the newest one.
 */
final class SimSnapshots implements SnapshotListener {
    private static final int KEPT = 2;
    private static final int MIN_EVERY = 500;
    private static final int MAX_EVERY = 8_000;
    private static final int OFTEN_MIN = 20;
    private static final int OFTEN_MAX = 400;

    private final SimDisk disk;
    private final Supplier<StateMachine> machines;
    private final Set<Long> damaged = new HashSet<>();
    private SnapshotFollower follower;
    private long loadedSequence;
    /** At the least: each that is damaged is one fewer until the next is written. */
    private int expectedGood;

    SimSnapshots(final SimDisk disk, final Supplier<StateMachine> machines) {
        this.disk = disk;
        this.machines = machines;
    }

    /** Starts a machine as a host does. */
    SnapshotStart.Loaded load(final StateMachine machine) {
        loadedSequence = 0;
        final SnapshotStart.Loaded loaded = new SnapshotStart(disk, this).load(machine);
        final long[] good = Arrays.stream(disk.snapshots()).filter(each -> !damaged.contains(each)).toArray();
        final long newest = good.length == 0 ? 0 : good[good.length - 1];
        if (loaded.sequence() != newest || loadedSequence != newest) {
            throw new SimViolation("started from snapshot " + loaded.sequence() + ", the newest good one is " + newest);
        }
        if (good.length < expectedGood) {
            throw new SimViolation(good.length + " good snapshots are left, expected " + expectedGood);
        }
        return loaded;
    }

    /**
     * A new run begins: in every third one a second engine follows its journal, which costs as much as the first.
     *
     * @param isRough the run is short: snapshots come often, or none would
     */
    void follow(final LongSupplier durableSequence, final boolean isRough, final SplittableRandom random) {
        final int every = isRough || random.nextInt(16) == 0 ? random.nextInt(OFTEN_MIN, OFTEN_MAX)
            : random.nextInt(MIN_EVERY, MAX_EVERY);
        final boolean isFollowed = isRough ? random.nextInt(5) < 3 : random.nextInt(3) == 0;
        follower = isFollowed ? new SnapshotFollower(context(every), durableSequence) : null;
    }

    private SnapshotContext context(final int every) {
        return new SnapshotContext().storage(disk, disk).stateMachine(machines).listener(this).nanoClock(() -> 0)
            .every(every).kept(KEPT).removesSegments(true);
    }

    /** Lets the second engine come to the end of what is durable. @return whether the power went meanwhile. */
    boolean work(final SplittableRandom random) {
        if (follower == null) {
            return false;
        }
        if (random.nextInt(50) == 0) {
            disk.losePowerAfter(random.nextInt(8));
        }
        int done = 1;
        while (done > 0) {
            done = follower.doWork();
        }
        if (disk.isPowerGone()) {
            return true;
        }
        disk.keepPower();
        return false;
    }

    /** Flips a bit of the newest good snapshot, when there is one before it to go on from. */
    void damageNewest(final SplittableRandom random) {
        final long[] good = Arrays.stream(disk.snapshots()).filter(each -> !damaged.contains(each)).toArray();
        if (good.length > 1) {
            disk.damageSnapshot(good[good.length - 1], random);
            damaged.add(good[good.length - 1]);
            expectedGood = Math.min(expectedGood, good.length - 1);
        }
    }

    @Override
    public void onBadSnapshot(final String file, final String why) {
        if (damaged.stream().noneMatch(each -> disk.snapshotName(each).equals(file))) {
            throw new SimViolation("a snapshot that nobody damaged is bad: " + why);
        }
    }

    @Override
    public void onLoaded(final SnapshotInfo snapshot, final long durationMs) {
        loadedSequence = snapshot.sequence();
    }

    @Override
    public void onWritten(final SnapshotInfo snapshot, final long durationMs) {
        expectedGood = Math.min(KEPT, expectedGood + 1);
        damaged.remove(snapshot.sequence());
    }

    @Override
    public void onFailed(final Throwable cause) {
        if (!disk.isPowerGone() && !disk.isFull()) {
            throw new SimViolation("no snapshot can be taken: " + cause);
        }
    }
}
