package io.ayni.core.store;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Fixed-size records of {@code long} words in pages outside the heap that never move: no object per record, nothing for
 * the collector to trace. Ids are small, dense and reused, last freed first, so the same commands always give the same
 * ids. The first page holds what is expected, each further one as many records as all before it; memory is taken as it
 * is used.
 *
 * <p>A record that was never allocated is refused; a word beyond the record is not. One thread. While a method of this
 * class runs, or one that was given a record of it, somebody must hold on to the slab.
 */
public final class Slab {
    /** No record. */
    public static final int NONE = -1;

    private static final int LEAST_FIRST_PAGE = 64;

    private final int words;
    private final int firstPageShift;
    private final NativeMemory[] pages;
    /** By page: the address of its first record less what the records before it would take. */
    private final long[] origins;
    private long firstOrigin;
    /** Records in use of the first page, freed ones included: most reads need to look no further. */
    private int firstLimit;
    private int highWater;
    private int[] freeIds = new int[64];
    private int freeCount;

    /** @param words of one record. */
    public Slab(final int words) {
        this(words, LEAST_FIRST_PAGE);
    }

    /**
     * @param words           of one record
     * @param expectedRecords these are kept side by side
     */
    public Slab(final int words, final int expectedRecords) {
        this.words = words;
        firstPageShift = Integer.SIZE
            - Integer.numberOfLeadingZeros(Math.max(LEAST_FIRST_PAGE, Math.min(1 << 28, expectedRecords)) - 1);
        pages = new NativeMemory[Integer.SIZE - firstPageShift];
        origins = new long[pages.length];
    }

    /** @return the id of a record whose words are all zero. */
    public int allocate() {
        if (freeCount > 0) {
            return freeIds[--freeCount];
        }
        if (pages[page(highWater)] == null) {
            addPage();
        }
        final int id = highWater++;
        firstLimit = Math.min(highWater, 1 << firstPageShift);
        return id;
    }

    public void free(final int id) {
        final long from = address(id);
        for (int word = 0; word < words; word++) {
            UnsafeApi.putLong(from + ((long) word << 3), 0L);
        }
        if (freeCount == freeIds.length) {
            freeIds = Arrays.copyOf(freeIds, freeCount * 2);
        }
        freeIds[freeCount++] = id;
    }

    public long get(final int id, final int word) {
        return UnsafeApi.getLong(address(id) + ((long) word << 3));
    }

    public void set(final int id, final int word, final long value) {
        UnsafeApi.putLong(address(id) + ((long) word << 3), value);
    }

    private long address(final int id) {
        final long origin = Integer.compareUnsigned(id, firstLimit) < 0 ? firstOrigin : laterOrigin(id);
        return origin + (long) id * words * Long.BYTES;
    }

    private long laterOrigin(final int id) {
        if (Integer.compareUnsigned(id, highWater) >= 0) {
            throw new IndexOutOfBoundsException("record " + id + " of " + highWater);
        }
        return origins[page(id)];
    }

    private int page(final int id) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(id >>> firstPageShift);
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

    /** @return bytes of one record. */
    public int recordBytes() {
        return words * Long.BYTES;
    }

    private void addPage() {
        final int page = page(highWater);
        final long records = page == 0 ? 1L << firstPageShift : highWater;
        pages[page] = NativeMemory.allocate(records * words * Long.BYTES);
        origins[page] = pages[page].address() - (long) highWater * words * Long.BYTES;
        firstOrigin = origins[0];
    }
}
