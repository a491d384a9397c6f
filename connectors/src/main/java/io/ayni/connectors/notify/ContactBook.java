package io.ayni.connectors.notify;

/** Knows how members are reached. */
@FunctionalInterface
public interface ContactBook {
    /**
     * Blocks for a bounded time.
     *
     * @return null when the member is not known or the answer does not come
     */
    Contact find(long memberId) throws InterruptedException;
}
