package io.ayni.core.deadline;

import java.util.Arrays;

/**
 * The next deadline of each payment, at most one each: an indexed binary heap in primitive arrays. Deadlines that fall
 * together come out in the order numbers they were given, so the order never depends on how the heap grew and a heap
 * rebuilt from a snapshot behaves as the one that was saved. One thread.
 */
public final class DeadlineHeap {
    private long[] timesMs;
    private long[] orders;
    private int[] ids;
    private int[] positionById;
    private int size;

    public DeadlineHeap(final int expectedSize) {
        final int capacity = Math.max(16, expectedSize);
        timesMs = new long[capacity];
        orders = new long[capacity];
        ids = new int[capacity];
        positionById = new int[capacity];
        Arrays.fill(positionById, -1);
    }

    /** Sets the deadline of an id, in place of the one it may have. @param order unique per id. */
    public void schedule(final int id, final long timeMs, final long order) {
        ensureId(id);
        int position = positionById[id];
        if (position < 0) {
            ensureCapacity();
            position = size++;
        }
        put(position, timeMs, order, id);
        siftDown(siftUp(position));
    }

    public void cancel(final int id) {
        if (id >= positionById.length || positionById[id] < 0) {
            return;
        }
        final int position = positionById[id];
        positionById[id] = -1;
        size--;
        if (position != size) {
            put(position, timesMs[size], orders[size], ids[size]);
            siftDown(siftUp(position));
        }
    }

    /** @return ms of the epoch, or {@link Long#MAX_VALUE} when nothing is due ever. */
    public long nextMs() {
        return size == 0 ? Long.MAX_VALUE : timesMs[0];
    }

    /** Removes and returns the id whose deadline is first. */
    public int poll() {
        final int id = ids[0];
        cancel(id);
        return id;
    }

    public int size() {
        return size;
    }

    private int siftUp(final int start) {
        int position = start;
        while (position > 0) {
            final int parent = position - 1 >>> 1;
            if (!before(position, parent)) {
                break;
            }
            swap(position, parent);
            position = parent;
        }
        return position;
    }

    private void siftDown(final int start) {
        int position = start;
        while (true) {
            int child = 2 * position + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && before(child + 1, child)) {
                child++;
            }
            if (!before(child, position)) {
                return;
            }
            swap(position, child);
            position = child;
        }
    }

    private boolean before(final int a, final int b) {
        return timesMs[a] < timesMs[b] || timesMs[a] == timesMs[b] && orders[a] < orders[b];
    }

    private void swap(final int a, final int b) {
        final long timeMs = timesMs[a];
        final long order = orders[a];
        final int id = ids[a];
        put(a, timesMs[b], orders[b], ids[b]);
        put(b, timeMs, order, id);
    }

    private void put(final int position, final long timeMs, final long order, final int id) {
        timesMs[position] = timeMs;
        orders[position] = order;
        ids[position] = id;
        positionById[id] = position;
    }

    private void ensureId(final int id) {
        if (id >= positionById.length) {
            final int before = positionById.length;
            positionById = Arrays.copyOf(positionById, Math.max(id + 1, before * 2));
            Arrays.fill(positionById, before, positionById.length, -1);
        }
    }

    private void ensureCapacity() {
        if (size == ids.length) {
            timesMs = Arrays.copyOf(timesMs, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
            ids = Arrays.copyOf(ids, size * 2);
        }
    }
}
