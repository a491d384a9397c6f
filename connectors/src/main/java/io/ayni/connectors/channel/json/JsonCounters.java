package io.ayni.connectors.channel.json;

import java.util.concurrent.atomic.LongAdder;

/** What happened at the JSON listener since the start. Any thread. */
public final class JsonCounters {
    final LongAdder requests = new LongAdder();
    final LongAdder refusedConnections = new LongAdder();
    final LongAdder unauthenticated = new LongAdder();
    final LongAdder backPressured = new LongAdder();
    final LongAdder timeouts = new LongAdder();
    final LongAdder slowReaders = new LongAdder();
    final LongAdder clientErrors = new LongAdder();
    final LongAdder serverErrors = new LongAdder();

    public long requests() {
        return requests.sum();
    }

    /** @return connections above a bound, closed at once. */
    public long refusedConnections() {
        return refusedConnections.sum();
    }

    public long unauthenticated() {
        return unauthenticated.sum();
    }

    /** @return requests answered 503 because the ring had no room. */
    public long backPressured() {
        return backPressured.sum();
    }

    /** @return requests whose headers or body came too slowly. */
    public long timeouts() {
        return timeouts.sum();
    }

    /** @return connections closed because the peer did not read. */
    public long slowReaders() {
        return slowReaders.sum();
    }

    /** @return answers with a status from 400 to 499. */
    public long clientErrors() {
        return clientErrors.sum();
    }

    /** @return answers with a status from 500 on. */
    public long serverErrors() {
        return serverErrors.sum();
    }
}
