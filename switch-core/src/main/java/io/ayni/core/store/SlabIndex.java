package io.ayni.core.store;

import org.agrona.UnsafeApi;

/**
 * Finds the record of a slab by a key of one or two of its own words: an open-addressed table, linear probing, deletion
 * by backward shift, so no tombstones gather. A slot holds the hash beside the id: neighbours of a slot are told apart,
 * and moved, without a look at their records, each of which would be a cache miss. The keys stay in the slab; a slot
 * costs 8 bytes. One thread.
 */
public final class SlabIndex {
    private static final long EMPTY = 0;
    private static final long FIRST_WORD = 0x9E37_79B9_7F4A_7C15L;
    private static final long SECOND_WORD = 0xC4CE_B9FE_1A85_EC53L;

    private final Slab slab;
    private final int firstWord;
    private final boolean twoWords;
    /** Slots of 8 bytes: high half the hash, low half the id + 1. */
    private NativeMemory table;
    private long tableAddress;
    private int mask;
    private int size;

    /**
     * @param firstWord     of the key within the record
     * @param keyWords      1 or 2
     * @param expectedSize  sizes the table so that it need not grow before
     */
    public SlabIndex(final Slab slab, final int firstWord, final int keyWords, final int expectedSize) {
        this.slab = slab;
        this.firstWord = firstWord;
        this.twoWords = keyWords == 2;
        final int capacity = Integer.highestOneBit(Math.max(16, (int) Math.min(1 << 28, expectedSize * 2L)) - 1) << 1;
        allocate(capacity);
    }

    /** @param low ignored when the key has one word. @return the id, or {@link Slab#NONE}. */
    public int find(final long high, final long low) {
        final int hash = hash(high, low);
        int slot = hash & mask;
        long entry;
        while ((entry = entry(slot)) != EMPTY) {
            if ((int) (entry >>> 32) == hash) {
                final int id = idOf(entry);
                if (slab.get(id, firstWord) == high && (!twoWords || slab.get(id, firstWord + 1) == low)) {
                    return id;
                }
            }
            slot = slot + 1 & mask;
        }
        return Slab.NONE;
    }

    public int find(final long key) {
        return find(key, 0);
    }

    /** @return what the other reads ahead want instead of the key; {@code low} as in {@link #find(long, long)}. */
    public int hash(final long high, final long low) {
        return twoWords ? hashOf(high ^ low * SECOND_WORD) : hashOf(high);
    }

    /** Reads where the search for a hash begins, for the caches. @return something to keep the read from being left out. */
    public long touch(final int hash) {
        return entry(hash & mask);
    }

    /** @return the record that this hash leads to if it leads to one at all, unchecked; or {@link Slab#NONE}. */
    public int guess(final int hash) {
        int slot = hash & mask;
        long entry;
        while ((entry = entry(slot)) != EMPTY) {
            if ((int) (entry >>> 32) == hash) {
                return idOf(entry);
            }
            slot = slot + 1 & mask;
        }
        return Slab.NONE;
    }

    /** The record's key words are set already, and no other record has the same. */
    public void add(final int id) {
        if (size > mask - (mask >>> 2)) {
            grow();
        }
        place((long) hashOfRecord(id) << 32 | id + 1);
        size++;
    }

    /** The record's key words are still those it was added with. */
    public void remove(final int id) {
        int slot = hashOfRecord(id) & mask;
        while (idOf(entry(slot)) != id) {
            if (entry(slot) == EMPTY) {
                throw new IllegalStateException("record " + id + " is not in the index");
            }
            slot = slot + 1 & mask;
        }
        closeGap(slot);
        size--;
    }

    public int size() {
        return size;
    }

    private void closeGap(final int removed) {
        int gap = removed;
        int slot = gap;
        while (true) {
            slot = slot + 1 & mask;
            final long entry = entry(slot);
            if (entry == EMPTY) {
                entry(gap, EMPTY);
                return;
            }
            final int home = (int) (entry >>> 32) & mask;
            // The entry may move into the gap only when its home does not lie cyclically within (gap, slot].
            if ((slot - home & mask) >= (slot - gap & mask)) {
                entry(gap, entry);
                gap = slot;
            }
        }
    }

    private void grow() {
        final NativeMemory old = table;
        final int oldCapacity = mask + 1;
        allocate(oldCapacity * 2);
        for (int slot = 0; slot < oldCapacity; slot++) {
            final long entry = UnsafeApi.getLong(old.address() + ((long) slot << 3));
            if (entry != EMPTY) {
                place(entry);
            }
        }
        old.free();
    }

    private void allocate(final int capacity) {
        table = NativeMemory.allocate((long) capacity * Long.BYTES);
        tableAddress = table.address();
        mask = capacity - 1;
    }

    private long entry(final int slot) {
        return UnsafeApi.getLong(tableAddress + ((long) slot << 3));
    }

    private void entry(final int slot, final long entry) {
        UnsafeApi.putLong(tableAddress + ((long) slot << 3), entry);
    }

    private void place(final long entry) {
        int slot = (int) (entry >>> 32) & mask;
        while (entry(slot) != EMPTY) {
            slot = slot + 1 & mask;
        }
        entry(slot, entry);
    }

    private static int idOf(final long entry) {
        return (int) entry - 1;
    }

    private int hashOfRecord(final int id) {
        return hash(slab.get(id, firstWord), twoWords ? slab.get(id, firstWord + 1) : 0);
    }

    private static int hashOf(final long key) {
        // Keys such as account numbers run in sequence. Both halves of one product, folded, spread them as well as three
        // multiplications in a row would, and the search waits for one.
        return (int) (Math.unsignedMultiplyHigh(key, FIRST_WORD) ^ key * FIRST_WORD);
    }
}
