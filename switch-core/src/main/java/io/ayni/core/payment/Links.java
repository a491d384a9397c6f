package io.ayni.core.payment;

import io.ayni.core.command.LinkRecordDecoder;
import io.ayni.core.command.LinkRecordEncoder;
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
    private final int[] settlementDays = new int[MAX_LINK_ID + 1];
    private final int[] suspensions = new int[MAX_LINK_ID + 1];
    private final int[] firstWaiting = new int[MAX_LINK_ID + 1];
    private final int[] lastWaiting = new int[MAX_LINK_ID + 1];
    private final boolean[] storeAlarmed = new boolean[MAX_LINK_ID + 1];
    private final ReversalPace pace = new ReversalPace();
    private final LinkTimeouts timeouts = new LinkTimeouts();

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

    /** What the network did before the change says nothing of it after. */
    public void state(final int linkId, final LinkState state) {
        states[linkId] = state;
        up[linkId] = state == LinkState.UP;
        timeouts.forget(linkId);
        if (!up[linkId]) {
            legs.emptyWindow(linkId);
        }
    }

    /** All links are down until they report: a run that begins knows nothing of its sockets. */
    public void allDown() {
        for (int linkId = 0; linkId <= MAX_LINK_ID; linkId++) {
            state(linkId, LinkState.DOWN);
            suspensions[linkId] = 0;
        }
    }

    /** @return the day on which the network settles now, epoch day; 0 when it never said. */
    public int settlementDay(final int linkId) {
        return settlementDays[linkId];
    }

    public void settlementDay(final int linkId, final int epochDay) {
        settlementDays[linkId] = epochDay;
    }

    /** @return how often the link was taken down in this run because it missed answers. */
    public int suspensions(final int linkId) {
        return suspensions[linkId];
    }

    public void suspensions(final int linkId, final int count) {
        suspensions[linkId] = count;
    }

    /** @return whether there is something to keep of the link. */
    public boolean isKnown(final int linkId) {
        return counters[linkId] > 0 || states[linkId] != LinkState.DOWN || settlementDays[linkId] != 0
            || suspensions[linkId] != 0;
    }

    /**
     * A request went without an answer.
     *
     * @param most     that a link may have within the time; 0 any number
     * @return whether it is one too many
     */
    public boolean timedOut(final int linkId, final long nowMs, final int most, final long withinMs) {
        return most > 0 && up[linkId] && timeouts.add(linkId, nowMs, Math.min(most, LinkTimeouts.MOST), withinMs);
    }

    /** @return requests that went without an answer since the link changed, as many as its rule counts. */
    public int timeouts(final int linkId) {
        return timeouts.count(linkId);
    }

    /** @return whether a reversal may leave now by the rate of the link. */
    public boolean mayLeave(final int linkId, final int perSecond, final long nowMs) {
        return pace.mayLeave(linkId, perSecond, nowMs);
    }

    /** A reversal left. */
    public void reversalLeft(final int leg) {
        pace.left(legs.linkId(leg));
        legs.reversalLeft(leg);
    }

    /** @return when the first of the queue may leave by the rate of the link. */
    public long nextLeaveMs(final int linkId, final int perSecond) {
        return pace.nextMs(linkId, perSecond);
    }

    /** @return whether it was told that the store of reversals fills up. */
    public boolean storeAlarmed(final int linkId) {
        return storeAlarmed[linkId];
    }

    public void storeAlarmed(final int linkId, final boolean told) {
        storeAlarmed[linkId] = told;
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
    }

    /** @return the first of the queue, taken out, or {@link Slab#NONE}. */
    public int unpark(final int linkId) {
        while (firstWaiting[linkId] != Slab.NONE) {
            final int leg = firstWaiting[linkId];
            firstWaiting[linkId] = legs.nextWaiting(leg);
            if (firstWaiting[linkId] == Slab.NONE) {
                lastWaiting[linkId] = Slab.NONE;
            }
            if (legs.payment(leg) != Slab.NONE) {
                legs.nextWaiting(leg, Slab.NONE);
                legs.waiting(leg, false);
                return leg;
            }
            legs.free(leg);
        }
        return Slab.NONE;
    }

    /** Writes a link as a snapshot record; its queue is saved on its own. */
    public void save(final int linkId, final LinkRecordEncoder record) {
        record.linkId(linkId).status((short) states[linkId].code()).references(counters[linkId])
            .settlementDay(settlementDays[linkId]).suspensions(suspensions[linkId])
            .epoch(legs.epoch(linkId)).allowance(pace.allowance(linkId)).allowanceMs(pace.reckonedMs(linkId))
            .storeAlarmed((short) (storeAlarmed[linkId] ? 1 : 0));
        final LinkRecordEncoder.TimeoutsEncoder each = record.timeoutsCount(timeouts.count(linkId));
        for (int i = 0; i < timeouts.count(linkId); i++) {
            each.next().atMs(timeouts.timeMs(linkId, i));
        }
    }

    public void restore(final LinkRecordDecoder record) {
        final int linkId = record.linkId();
        state(linkId, LinkState.ofCode(record.status()));
        counters[linkId] = record.references();
        if (record.settlementDay() != LinkRecordDecoder.settlementDayNullValue()) {
            settlementDays[linkId] = record.settlementDay();
            suspensions[linkId] = record.suspensions();
            legs.epoch(linkId, record.epoch());
            pace.restore(linkId, record.allowance(), record.allowanceMs());
            storeAlarmed[linkId] = record.storeAlarmed() == 1;
        }
        for (final LinkRecordDecoder.TimeoutsDecoder each : record.timeouts()) {
            timeouts.restore(linkId, each.atMs());
        }
    }

    /** Shows the payments whose reversals wait for a link, first to last. */
    public void forEachWaiting(final int linkId, final IntConsumer payments) {
        for (int leg = firstWaiting[linkId]; leg != Slab.NONE; leg = legs.nextWaiting(leg)) {
            if (legs.payment(leg) != Slab.NONE) {
                payments.accept(legs.payment(leg));
            }
        }
    }

    /** @return payments whose reversal waits for the link. */
    public int waiting(final int linkId) {
        return legs.queued(linkId);
    }
}
