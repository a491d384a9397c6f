package io.ayni.core.host;

import org.agrona.DirectBuffer;

/**
 * The one way into the engine, the same on one machine and on three. Any thread may offer; the command is copied before
 * the call returns. Nothing blocks: back pressure is a return value.
 */
public interface Ingress {
    enum Result {
        /** In the ring: its outcomes will come, once what they rest on is durable. */
        ACCEPTED,
        /** No room for this lane: the caller is told 96 / 503, and nothing was done. */
        BACK_PRESSURED,
        /** The host is not running (any more). */
        CLOSED
    }

    enum Lane {
        /** New work from callers: refused from 95 % of the ring on. */
        REQUEST,
        /** What finishes work that was begun (answers, reversals, completions, link states, ticks): refused only when full. */
        COMPLETION
    }

    Result offer(Lane lane, DirectBuffer command, int offset, int length);

    /**
     * As {@link #offer}, by a caller that has more to offer: the engine may begin with it only at the next
     * {@link #endBatch()}, which wakes it once for all of them.
     */
    default Result offerInBatch(final Lane lane, final DirectBuffer command, final int offset, final int length) {
        return offer(lane, command, offset, length);
    }

    /** After commands {@linkplain #offerInBatch offered in a batch}. */
    default void endBatch() {
        // none waits
    }

    /** @return whether the ring is at 80 % or more: time to stop reading sockets. */
    boolean isPressed();
}
