package io.ayni.core.store;

import java.util.Arrays;

/**
 * Fixed-size records of {@code long} words in pages: no object per record, nothing for the collector to trace. The first
 * page begins small and doubles, so that a table of a few records costs little; once it is full no record moves any
 * more. Ids are small, dense and reused, last freed first, so the same commands always give the same ids.
 * One thread.
 */
public final class Slab {
    /** No record. */
    public static final int NONE = -1;

    private static final int PAGE_SHIFT = 14;
    private static final int PAGE_RECORDS = 1 << PAGE_SHIFT;
    private static final int PAGE_MASK = PAGE_RECORDS - 1;
    private static final int FIRST_RECORDS = 64;

    private final int words;
    private long[][] pages = new long[16][];
    private int pageCount;
    /** Records that the pages have room for. */
    private int capacity;
    private int highWater;
    private int[] freeIds = new int[64];
    private int freeCount;

    /** @param words of one record. */
    public Slab(final int words) {
        this.words = words;
    }

    /** @return the id of a record whose words are all zero. */
    public int allocate() {
        if (freeCount > 0) {
            return freeIds[--freeCount];
        }
        if (highWater == capacity) {
            grow();
        }
        return highWater++;
    }

    public void free(final int id) {
        final long[] page = pages[id >>> PAGE_SHIFT];
        final int from = (id & PAGE_MASK) * words;
        Arrays.fill(page, from, from + words, 0L);
        if (freeCount == freeIds.length) {
            freeIds = Arrays.copyOf(freeIds, freeCount * 2);
        }
        freeIds[freeCount++] = id;
    }

    public long get(final int id, final int word) {
        return pages[id >>> PAGE_SHIFT][(id & PAGE_MASK) * words + word];
    }

    public void set(final int id, final int word, final long value) {
        pages[id >>> PAGE_SHIFT][(id & PAGE_MASK) * words + word] = value;
    }

    /** @return the 32 bits of a word from bit {@code shift} (0 or 32) on. */
    public int getInt(final int id, final int word, final int shift) {
        return (int) (get(id, word) >>> shift);
    }

    public void setInt(final int id, final int word, final int shift, final int value) {
        final long keep = get(id, word) & ~(0xFFFF_FFFFL << shift);
        set(id, word, keep | (value & 0xFFFF_FFFFL) << shift);
    }

    /** @return the unsigned {@code bits} of a word from bit {@code shift} on. */
    public int getBits(final int id, final int word, final int shift, final int bits) {
        return (int) (get(id, word) >>> shift & (1L << bits) - 1);
    }

    public void setBits(final int id, final int word, final int shift, final int bits, final int value) {
        final long mask = (1L << bits) - 1;
        set(id, word, get(id, word) & ~(mask << shift) | (value & mask) << shift);
    }

    /** @return one above the highest id ever given: the bound for walks over all records. */
    public int highWater() {
        return highWater;
    }

    /** @return records in use. */
    public int size() {
        return highWater - freeCount;
    }

    /** @return bytes taken by pages. */
    public long bytes() {
        return (long) capacity * words * Long.BYTES;
    }

    private void grow() {
        if (pageCount == 1 && capacity < PAGE_RECORDS) {
            capacity *= 2;
            pages[0] = Arrays.copyOf(pages[0], capacity * words);
            return;
        }
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
        }
        final int records = pageCount == 0 ? FIRST_RECORDS : PAGE_RECORDS;
        pages[pageCount++] = new long[records * words];
        capacity += records;
    }
}
