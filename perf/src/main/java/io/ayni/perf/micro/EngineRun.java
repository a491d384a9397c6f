package io.ayni.perf.micro;

import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.engine.StateMachine;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An engine in the cooperative of the benchmarks, and transfers for it in batches, as a ring under load has them. */
final class EngineRun {
    static final int BATCH = StateMachine.MAX_ANNOUNCED;
    private static final int SLOT_LENGTH = 1_024;
    private static final long START_MS = 1_800_000_000_000L;
    private static final int PAYMENTS_PER_MS = 1_000;

    private final MutableDirectBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(BATCH * SLOT_LENGTH));
    private final Replies replies = new Replies();
    private final AuthorizationEngine engine;
    private final TransferCommand command;
    private final int accounts;
    private final long retentionMs;
    private long sequence;
    private long untilNextMs = PAYMENTS_PER_MS;
    private long nowMs = START_MS;

    /** @param retentionMs a thousand payments stay in memory for each */
    EngineRun(final int accounts, final int expectedPayments, final long retentionMs) {
        this.accounts = accounts;
        this.retentionMs = retentionMs;
        engine = new AuthorizationEngine(new EngineContext(accounts, expectedPayments), replies);
        command = new TransferCommand(accounts);
    }

    void openAccounts() {
        new Cooperative().open(accounts, retentionMs,
            (buffer, offset, length) -> engine.onCommand(++sequence, nowMs, buffer, offset, length));
    }

    /** One transfer out of each account: its member's limit counters come to be. */
    void payOnceFromEach() {
        for (int i = 0; i < accounts; i++) {
            command.nextFrom(i);
            slots.putBytes(0, command.buffer(), 0, command.length());
            apply(0);
        }
    }

    /** Writes the next batch into its slots. */
    void prepare() {
        for (int i = 0; i < BATCH; i++) {
            command.next();
            slots.putBytes(i * SLOT_LENGTH, command.buffer(), 0, command.length());
        }
    }

    void fetch() {
        for (int i = 0; i < BATCH; i++) {
            engine.announce(slots, i * SLOT_LENGTH, command.length());
        }
        engine.fetchAnnounced();
    }

    /** Applies one of the batch. */
    void apply(final int slot) {
        if (--untilNextMs == 0) {
            untilNextMs = PAYMENTS_PER_MS;
            nowMs++;
        }
        engine.onCommand(++sequence, nowMs, slots, slot * SLOT_LENGTH, command.length());
    }

    void checkAllPosted() {
        replies.checkAllPosted();
    }
}
