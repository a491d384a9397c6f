package io.ayni.connectors.channel.iso;

import java.util.concurrent.atomic.LongAdder;

/** What happened on one listener or link since the start. Any thread. */
public final class IsoCounters {
    final LongAdder requests = new LongAdder();
    final LongAdder answers = new LongAdder();
    final LongAdder formatErrors = new LongAdder();
    final LongAdder dropped = new LongAdder();
    private final LongAdder badFrames = new LongAdder();
    final LongAdder refusedConnections = new LongAdder();
    final LongAdder backPressured = new LongAdder();
    final LongAdder unawaitedAnswers = new LongAdder();
    private final LongAdder stalledPeers = new LongAdder();

    /** A connection was closed for a frame header that cannot be. */
    public void onBadFrame() {
        badFrames.increment();
    }

    /** A connection was closed because the peer did not read. */
    public void onStalledPeer() {
        stalledPeers.increment();
    }

    /** @return messages read, good and bad. */
    public long requests() {
        return requests.sum();
    }

    /** @return messages answered. */
    public long answers() {
        return answers.sum();
    }

    /** @return requests answered 30. */
    public long formatErrors() {
        return formatErrors.sum();
    }

    /** @return messages too broken to be answered. */
    public long dropped() {
        return dropped.sum();
    }

    /** @return connections closed for a frame header that cannot be. */
    public long badFrames() {
        return badFrames.sum();
    }

    /** @return connections closed on arrival: not on the allow-list, or too many. */
    public long refusedConnections() {
        return refusedConnections.sum();
    }

    /** @return requests answered 96 because there was no room for them. */
    public long backPressured() {
        return backPressured.sum();
    }

    /** @return answers of the engine to a request that is not waited for any more. */
    public long unawaitedAnswers() {
        return unawaitedAnswers.sum();
    }

    /** @return connections closed because the peer did not read. */
    public long stalledPeers() {
        return stalledPeers.sum();
    }
}
