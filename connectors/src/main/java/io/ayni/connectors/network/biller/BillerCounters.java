package io.ayni.connectors.network.biller;

import java.util.concurrent.atomic.LongAdder;

/** What happened on one link to billers since the start. Any thread. */
public final class BillerCounters {
    final LongAdder sent = new LongAdder();
    final LongAdder notSent = new LongAdder();
    final LongAdder answers = new LongAdder();
    final LongAdder unclear = new LongAdder();
    final LongAdder refusedCommands = new LongAdder();

    /** @return payments and status inquiries that went out. */
    public long sent() {
        return sent.sum();
    }

    /** @return payments and status inquiries of which no byte left. */
    public long notSent() {
        return notSent.sum();
    }

    /** @return answers that were understood. */
    public long answers() {
        return answers.sum();
    }

    /** @return requests without an answer, or with one that says nothing. */
    public long unclear() {
        return unclear.sum();
    }

    /** @return answers for which the ring had no room: the engine asks again. */
    public long refusedCommands() {
        return refusedCommands.sum();
    }
}
