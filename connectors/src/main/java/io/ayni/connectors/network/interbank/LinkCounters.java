package io.ayni.connectors.network.interbank;

import java.util.concurrent.atomic.LongAdder;

/** What happened on one link since the start. Any thread. */
public final class LinkCounters {
    final LongAdder sent = new LongAdder();
    final LongAdder notSent = new LongAdder();
    final LongAdder answers = new LongAdder();
    final LongAdder unusableAnswers = new LongAdder();
    final LongAdder refusedCommands = new LongAdder();
    final LongAdder connects = new LongAdder();
    final LongAdder lost = new LongAdder();

    /** @return payments and reversals written to the network. */
    public long sent() {
        return sent.sum();
    }

    /** @return payments and reversals that could not be written: the engine was told, or will time out. */
    public long notSent() {
        return notSent.sum();
    }

    /** @return answers passed on to the engine. */
    public long answers() {
        return answers.sum();
    }

    /** @return answers without what the engine needs to know them. */
    public long unusableAnswers() {
        return unusableAnswers.sum();
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
}
