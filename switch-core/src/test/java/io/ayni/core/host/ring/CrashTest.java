package io.ayni.core.host.ring;

import io.ayni.core.host.Ingress.Result;
import io.ayni.core.journal.SimulatedDisk;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A life of many runs, each ended by a crash at any moment: what was answered is there afterwards, with the same
 * sequence and time, whatever of the rest the disk kept.
 */
class CrashTest {
    private enum Crash {
        /** The process is killed; the system keeps what was written. */
        KILL,
        /** The power goes, and everything not synced with it. */
        POWER_ALL_LOST,
        /** The power goes; of each sector not synced the old or the new stays. */
        POWER_SECTORS_LOST,
        /** fdatasync fails, the node stops, then the power goes. */
        SYNC_FAILS,
        /** A write fails, the node stops. */
        WRITE_FAILS
    }

    private final List<TestMachine.Applied> known = new ArrayList<>();
    private long nextId = 1;

    private void live(final long seed, final SimulatedDisk disk, final boolean isSynced, final Crash... crashes) {
        final Random random = new Random(seed);
        final TestClock clock = new TestClock();
        for (int run = 0; run < 6; run++) {
            final TestHost test = new TestHost(disk, clock);
            test.host.start();
            if (!isSynced) {
                disk.ignoreSyncs();
            }
            assertThat(test.machine.log.stream().limit(known.size()).toList())
                .as("what was answered before, seed %d run %d", seed, run).isEqualTo(known);
            work(test, random);
            crash(test, random, crashes[random.nextInt(crashes.length)]);
            remember(test);
        }
    }

    private void work(final TestHost test, final Random random) {
        final int rounds = random.nextInt(60);
        for (int round = 0; round < rounds; round++) {
            test.clock.advanceMs(random.nextInt(400));
            for (int i = random.nextInt(70); i > 0; i--) {
                if (test.offer(nextId) == Result.ACCEPTED) {
                    nextId++;
                }
            }
            test.host.doWork();
        }
    }

    private static void crash(final TestHost test, final Random random, final Crash crash) {
        switch (crash) {
            case SYNC_FAILS -> test.disk.failSyncs();
            case WRITE_FAILS -> test.disk.failWrites(true);
            default -> { }
        }
        if (crash == Crash.SYNC_FAILS || crash == Crash.WRITE_FAILS) {
            final int answered = test.answered.size();
            for (int i = 1 + random.nextInt(TestHost.RING_SIZE); i > 0; i--) {
                test.offer(-i);
            }
            test.host.doWork();
            assertThat(test.answered).hasSize(answered);
            assertThat(test.host.state()).isEqualTo(RingHost.State.CLOSED);
        }
        switch (crash) {
            case KILL, WRITE_FAILS -> test.disk.kill();
            case POWER_ALL_LOST -> test.disk.crashLosingAll();
            case POWER_SECTORS_LOST, SYNC_FAILS -> test.disk.crash(random);
        }
    }

    /** Everything up to the last answer must be there from now on. */
    private void remember(final TestHost test) {
        if (!test.answered.isEmpty()) {
            final long sequence = test.answered.getLast().sequence();
            test.machine.log.stream().filter(applied -> applied.sequence() > known.size()
                && applied.sequence() <= sequence).forEach(known::add);
        }
    }

    @Test
    void whatWasAnsweredIsThereAfterEveryCrash() {
        for (long seed = 0; seed < 80; seed++) {
            known.clear();
            live(seed, new SimulatedDisk(), true, Crash.values());
        }
    }

    @Test
    void withoutTheSyncThisTestFails() {
        assertThatThrownBy(() -> live(1, new SimulatedDisk(), false, Crash.POWER_ALL_LOST))
            .isInstanceOf(AssertionError.class).hasMessageContaining("what was answered before");
    }
}
