package io.ayni.perf.load;

import java.util.function.LongConsumer;

import org.agrona.BitUtil;

/** The requests that wait for an answer, by id: a ring of the most recent ones, so that memory has a bound. */
final class InFlight {
    /** No request has it: ids start at 1. */
    private static final long FREE = 0;

    private final long[] ids;
    private final int mask;
    private int size;

    InFlight(final int capacity) {
        ids = new long[BitUtil.findNextPositivePowerOfTwo(capacity)];
        mask = ids.length - 1;
    }

    /** @return whether the place of this id is taken by an older request: as many as there are places are in flight. */
    boolean isFull(final long id) {
        return ids[(int) id & mask] != FREE;
    }

    void add(final long id) {
        ids[(int) id & mask] = id;
        size++;
    }

    /** @return false when the id does not wait: answered before, or never sent. */
    boolean remove(final long id) {
        final int slot = (int) id & mask;
        if (ids[slot] != id) {
            return false;
        }
        ids[slot] = FREE;
        size--;
        return true;
    }

    int size() {
        return size;
    }

    /** Gives each id that still waits, in no particular order, and forgets it. */
    void drain(final LongConsumer consumer) {
        for (int slot = 0; slot < ids.length && size > 0; slot++) {
            if (ids[slot] != FREE) {
                consumer.accept(ids[slot]);
                ids[slot] = FREE;
                size--;
            }
        }
    }
}
