package io.ayni.core.payment;

import io.ayni.core.store.Slab;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The outbound links as the engine knows them: state, the counter that references are made of, and the queue of
 * reversals that wait for the link to come up, in the order in which they were decided. One thread.
 */
public final class Links {
    public static final int MAX_LINK_ID = 255;

    private static final long REFERENCES = 1_000_000_000_000L;
    private static final int STANS = 1_000_000;

    private final NetworkLegs legs;
    private final boolean[] up = new boolean[MAX_LINK_ID + 1];
    private final LinkState[] states = new LinkState[MAX_LINK_ID + 1];
    private final long[] counters = new long[MAX_LINK_ID + 1];
    private final int[] firstWaiting = new int[MAX_LINK_ID + 1];
    private final int[] lastWaiting = new int[MAX_LINK_ID + 1];
    private final int[] waiting = new int[MAX_LINK_ID + 1];

    public Links(final NetworkLegs legs) {
        this.legs = legs;
        Arrays.fill(states, LinkState.DOWN);
        Arrays.fill(firstWaiting, Slab.NONE);
        Arrays.fill(lastWaiting, Slab.NONE);
    }

    public boolean isUp(final int linkId) {
        return up[linkId];
    }

    public LinkState state(final int linkId) {
        return states[linkId];
    }

    public void state(final int linkId, final LinkState state) {
        states[linkId] = state;
        up[linkId] = state == LinkState.UP;
    }

    /** All links are down until they report: a run that begins knows nothing of its sockets. */
    public void allDown() {
        Arrays.fill(states, LinkState.DOWN);
        Arrays.fill(up, false);
    }

    /** @return the next reference of a link, 1 to 999,999,999,999; DE37 of a request. */
    public long nextReference(final int linkId) {
        long next = counters[linkId] % (REFERENCES - 1) + 1;
        if (next % STANS == 0) {
            // DE11 is the last six digits of the reference, and 000000 is no trace number.
            next++;
        }
        counters[linkId] = next;
        return next;
    }

    /** @return DE11 for a reference: its last six digits, never 0. */
    public static int stanOf(final long reference) {
        return (int) (reference % STANS);
    }

    public long counter(final int linkId) {
        return counters[linkId];
    }

    /** Puts the reversal of a payment at the end of the queue of its link, unless it stands there. */
    public void park(final int linkId, final int leg) {
        if (legs.isWaiting(leg)) {
            return;
        }
        legs.waiting(leg, true);
        legs.nextWaiting(leg, Slab.NONE);
        if (lastWaiting[linkId] == Slab.NONE) {
            firstWaiting[linkId] = leg;
        } else {
            legs.nextWaiting(lastWaiting[linkId], leg);
        }
        lastWaiting[linkId] = leg;
        waiting[linkId]++;
    }

    /** @return the first of the queue, taken out, or {@link Slab#NONE}. */
    public int unpark(final int linkId) {
        final int leg = firstWaiting[linkId];
        if (leg == Slab.NONE) {
            return Slab.NONE;
        }
        firstWaiting[linkId] = legs.nextWaiting(leg);
        if (firstWaiting[linkId] == Slab.NONE) {
            lastWaiting[linkId] = Slab.NONE;
        }
        legs.nextWaiting(leg, Slab.NONE);
        legs.waiting(leg, false);
        waiting[linkId]--;
        return leg;
    }

    public void restore(final int linkId, final LinkState state, final long counter) {
        state(linkId, state);
        counters[linkId] = counter;
    }

    /** Shows the payments whose reversals wait for a link, first to last. */
    public void forEachWaiting(final int linkId, final IntConsumer payments) {
        for (int leg = firstWaiting[linkId]; leg != Slab.NONE; leg = legs.nextWaiting(leg)) {
            if (legs.payment(leg) != Slab.NONE) {
                payments.accept(legs.payment(leg));
            }
        }
    }

    public int waiting(final int linkId) {
        return waiting[linkId];
    }
}
