package io.ayni.core.store;

import java.util.Arrays;

/**
 * Finds the record of a slab by a key of one or two of its own words: an open-addressed table of ids, linear probing,
 * deletion by backward shift, so no tombstones gather. The keys stay in the slab; a slot costs 4 bytes. One thread.
 */
public final class SlabIndex {
    private static final int EMPTY = 0;

    private final Slab slab;
    private final int firstWord;
    private final boolean twoWords;
    private int[] table;
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
        final int capacity = Integer.highestOneBit(Math.max(16, (int) Math.min(1 << 29, expectedSize * 2L)) - 1) << 1;
        table = new int[capacity];
        mask = capacity - 1;
    }

    /** @param low ignored when the key has one word. @return the id, or {@link Slab#NONE}. */
    public int find(final long high, final long low) {
        int slot = slotOf(high, low);
        int entry;
        while ((entry = table[slot]) != EMPTY) {
            final int id = entry - 1;
            if (slab.get(id, firstWord) == high && (!twoWords || slab.get(id, firstWord + 1) == low)) {
                return id;
            }
            slot = slot + 1 & mask;
        }
        return Slab.NONE;
    }

    public int find(final long key) {
        return find(key, 0);
    }

    /** The record's key words are set already, and no other record has the same. */
    public void add(final int id) {
        if (size >= table.length - (table.length >>> 2)) {
            grow();
        }
        place(id);
        size++;
    }

    /** The record's key words are still those it was added with. */
    public void remove(final int id) {
        int slot = slotOfRecord(id);
        while (table[slot] != id + 1) {
            if (table[slot] == EMPTY) {
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
            final int entry = table[slot];
            if (entry == EMPTY) {
                table[gap] = EMPTY;
                return;
            }
            final int home = slotOfRecord(entry - 1);
            // The entry may move into the gap only when its home does not lie cyclically within (gap, slot].
            if ((slot - home & mask) >= (slot - gap & mask)) {
                table[gap] = entry;
                gap = slot;
            }
        }
    }

    private void grow() {
        final int[] old = table;
        table = new int[old.length * 2];
        mask = table.length - 1;
        Arrays.stream(old).filter(entry -> entry != EMPTY).forEach(entry -> place(entry - 1));
    }

    private void place(final int id) {
        int slot = slotOfRecord(id);
        while (table[slot] != EMPTY) {
            slot = slot + 1 & mask;
        }
        table[slot] = id + 1;
    }

    private int slotOfRecord(final int id) {
        return slotOf(slab.get(id, firstWord), twoWords ? slab.get(id, firstWord + 1) : 0);
    }

    private int slotOf(final long high, final long low) {
        // Keys such as account numbers run in sequence: the finalizer of MurmurHash3 spreads them.
        long h = high ^ (twoWords ? low * 0x9E37_79B9_7F4A_7C15L : 0);
        h = (h ^ h >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        h = (h ^ h >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return (int) (h ^ h >>> 33) & mask;
    }
}
