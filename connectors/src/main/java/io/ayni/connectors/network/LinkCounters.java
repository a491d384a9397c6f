package io.ayni.connectors.network;

import java.util.concurrent.atomic.LongAdder;

/** What happened on one outbound link since the start, whatever it speaks. Any thread. */
public final class LinkCounters {
    private final LongAdder sent = new LongAdder();
    private final LongAdder notSent = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final LongAdder unclear = new LongAdder();
    private final LongAdder refusedCommands = new LongAdder();
    private final LongAdder connects = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder suspended = new LongAdder();

    public void onSent() {
        sent.increment();
    }

    public void onNotSent() {
        notSent.increment();
    }

    public void onAnswer() {
        answers.increment();
    }

    public void onUnclear() {
        unclear.increment();
    }

    public void onRefusedCommand() {
        refusedCommands.increment();
    }

    public void onConnected() {
        connects.increment();
    }

    public void onLost() {
        lost.increment();
    }

    public void onSuspended() {
        suspended.increment();
    }

    /** @return payments, reversals and inquiries written to the network. */
    public long sent() {
        return sent.sum();
    }

    /** @return those of which no byte left: the engine was told, or will time out. */
    public long notSent() {
        return notSent.sum();
    }

    /** @return answers passed on to the engine. */
    public long answers() {
        return answers.sum();
    }

    /** @return answers without what the engine needs to know them, and requests that failed without one. */
    public long unclear() {
        return unclear.sum();
    }

    /** @return answers and failures for which the ring had no room: the engine's timeout covers them. */
    public long refusedCommands() {
        return refusedCommands.sum();
    }

    /** @return connections made. */
    public long connects() {
        return connects.sum();
    }

    /** @return connections that ended. */
    public long lost() {
        return lost.sum();
    }

    /** @return how often the engine took the link down because it did not answer. */
    public long suspended() {
        return suspended.sum();
    }
}
