package io.ayni.core.store;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * The records that belong to an owner, such as the accounts of a member: a linked list for each owner, in ascending
 * order of a key of the record, so that a list says the same however it came about. What is added in ascending order is
 * appended at once. A link costs 4 bytes a record, an owner about 40. One thread.
 */
public final class SlabLists {
    private static final int WORDS = 2;
    private static final int OWNER = 0;
    /** Low half the first record + 1, high half the last + 1. */
    private static final int ENDS = 1;

    private final Slab owners;
    private final SlabIndex index;
    private final IntToLongFunction key;
    /** By record: the next one of its owner + 1. */
    private int[] next = new int[64];

    /** @param key of a record, unique among those of one owner. */
    public SlabLists(final IntToLongFunction key, final int expectedOwners) {
        this.key = key;
        owners = new Slab(WORDS, expectedOwners);
        index = new SlabIndex(owners, OWNER, 1, expectedOwners);
    }

    public void add(final long owner, final int id) {
        if (id >= next.length) {
            next = Arrays.copyOf(next, Math.max(id + 1, next.length * 2));
        }
        final int list = findOrMake(owner);
        final int last = owners.getInt(list, ENDS, 32) - 1;
        if (last == Slab.NONE) {
            setEnds(list, id, id);
            next[id] = 0;
        } else if (key.applyAsLong(last) < key.applyAsLong(id)) {
            next[last] = id + 1;
            next[id] = 0;
            owners.setInt(list, ENDS, 32, id + 1);
        } else {
            insert(list, id);
        }
    }

    public void remove(final long owner, final int id) {
        final int list = index.find(owner);
        final int first = owners.getInt(list, ENDS, 0) - 1;
        final int last = owners.getInt(list, ENDS, 32) - 1;
        int before = Slab.NONE;
        int at = first;
        while (at != id) {
            before = at;
            at = next[at] - 1;
        }
        if (before == Slab.NONE) {
            setEnds(list, next[id] - 1, last == id ? Slab.NONE : last);
        } else {
            next[before] = next[id];
            setEnds(list, first, last == id ? before : last);
        }
        next[id] = 0;
    }

    /** @return the first record of the owner, or {@link Slab#NONE}. */
    public int first(final long owner) {
        final int list = index.find(owner);
        return list == Slab.NONE ? Slab.NONE : owners.getInt(list, ENDS, 0) - 1;
    }

    /** @return the one after it, or {@link Slab#NONE}. */
    public int next(final int id) {
        return next[id] - 1;
    }

    private void insert(final int list, final int id) {
        final long at = key.applyAsLong(id);
        int before = Slab.NONE;
        int after = owners.getInt(list, ENDS, 0) - 1;
        while (key.applyAsLong(after) < at) {
            before = after;
            after = next[after] - 1;
        }
        next[id] = after + 1;
        if (before == Slab.NONE) {
            owners.setInt(list, ENDS, 0, id + 1);
        } else {
            next[before] = id + 1;
        }
    }

    private void setEnds(final int list, final int first, final int last) {
        owners.setInt(list, ENDS, 0, first + 1);
        owners.setInt(list, ENDS, 32, last + 1);
    }

    private int findOrMake(final long owner) {
        final int known = index.find(owner);
        if (known != Slab.NONE) {
            return known;
        }
        final int list = owners.allocate();
        owners.set(list, OWNER, owner);
        index.add(list);
        return list;
    }
}
