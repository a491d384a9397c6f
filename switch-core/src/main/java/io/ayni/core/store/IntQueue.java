package io.ayni.core.store;

/**
 * Ids in the order in which they came: a ring in one array, which doubles when it is full. What comes next stands side by
 * side, so that reading ahead waits for nothing. One thread.
 */
public final class IntQueue {
    private int[] ids;
    private int mask;
    private int head;
    private int size;

    /** @param expectedSize so many fit before it grows */
    public IntQueue(final int expectedSize) {
        final int capacity = Integer.highestOneBit(Math.max(16, Math.min(1 << 28, expectedSize)) - 1) << 1;
        ids = new int[capacity];
        mask = capacity - 1;
    }

    public void add(final int id) {
        if (size > mask) {
            grow();
        }
        ids[head + size++ & mask] = id;
    }

    /** @param index from 0, the first; below {@link #size()} */
    public int get(final int index) {
        return ids[head + index & mask];
    }

    /** Removes the first. */
    public int remove() {
        if (size == 0) {
            throw new IllegalStateException("the queue is empty");
        }
        final int first = ids[head];
        head = head + 1 & mask;
        size--;
        return first;
    }

    public int size() {
        return size;
    }

    private void grow() {
        final int[] longer = new int[ids.length * 2];
        System.arraycopy(ids, head, longer, 0, ids.length - head);
        System.arraycopy(ids, 0, longer, ids.length - head, head);
        ids = longer;
        mask = longer.length - 1;
        head = 0;
    }
}
