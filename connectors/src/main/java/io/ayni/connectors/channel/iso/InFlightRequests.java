package io.ayni.connectors.channel.iso;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

/**
 * The requests of one connection that wait for their answers: of each the beginning of the answer (the fields that go
 * back unchanged) and the one-time password made for it. A slab that grows by chunks up to its bound and is then
 * reused; an image is wiped when its slot is released. Event loop only.
 * <pre>
 * correlation id:  63 … 32 how often the slot was used | 31 … 0 slot
 * </pre>
 * A slot whose answer was lost on the way (a full mailbox) is taken back once it is older than any answer can be.
 */
final class InFlightRequests {
    static final int NONE = -1;
    static final int NO_CODE = -1;
    /** Upper bound of an answer's unchanged fields. */
    static final int IMAGE_CAPACITY = 512;

    private static final int CHUNK_SLOTS = 64;
    private static final long SWEEP_INTERVAL_MS = 1_000;
    private static final int FREE = 0;

    private final int maxSlots;
    private final long maxAgeMs;
    private final UnsafeBuffer[] chunks;
    private int[] uses = new int[0];
    private int[] lengths = new int[0];
    private int[] codes = new int[0];
    private long[] claimedMs = new long[0];
    private int[] nextFree = new int[0];
    private int firstFree = NONE;
    private int claimed;
    private long sweptMs = Long.MIN_VALUE / 2;

    /**
     * @param maxRequests bound, rounded up to whole chunks
     * @param maxAgeMs    from when on a request without answer may be forgotten
     */
    InFlightRequests(final int maxRequests, final long maxAgeMs) {
        final int chunkCount = Math.max(1, (maxRequests + CHUNK_SLOTS - 1) / CHUNK_SLOTS);
        this.maxSlots = chunkCount * CHUNK_SLOTS;
        this.maxAgeMs = maxAgeMs;
        this.chunks = new UnsafeBuffer[chunkCount];
    }

    /** @return a slot with an empty image, or {@link #NONE} when as many requests as allowed wait for their answers. */
    int claim(final long nowMs) {
        if (firstFree == NONE && !grow() && !sweep(nowMs)) {
            return NONE;
        }
        final int slot = firstFree;
        firstFree = nextFree[slot];
        uses[slot]++;
        lengths[slot] = 0;
        codes[slot] = NO_CODE;
        claimedMs[slot] = nowMs;
        nextFree[slot] = slot;
        claimed++;
        return slot;
    }

    /** @return what the engine gives back with the answer; never 0. */
    long correlationId(final int slot) {
        return (long) uses[slot] << Integer.SIZE | slot;
    }

    /** @return the slot of a request that still waits, or {@link #NONE}. */
    int find(final long correlationId) {
        final int slot = (int) correlationId;
        final boolean waits = slot >= 0 && slot < uses.length && isClaimed(slot)
            && uses[slot] == (int) (correlationId >>> Integer.SIZE);
        return waits ? slot : NONE;
    }

    MutableDirectBuffer buffer(final int slot) {
        return chunks[slot / CHUNK_SLOTS];
    }

    int imageOffset(final int slot) {
        return slot % CHUNK_SLOTS * IMAGE_CAPACITY;
    }

    int imageLength(final int slot) {
        return lengths[slot];
    }

    void imageLength(final int slot, final int length) {
        lengths[slot] = length;
    }

    /** @return the password made for this request, or {@link #NO_CODE}. */
    int code(final int slot) {
        return codes[slot];
    }

    void code(final int slot, final int code) {
        codes[slot] = code;
    }

    void release(final int slot) {
        buffer(slot).setMemory(imageOffset(slot), lengths[slot], (byte) 0);
        codes[slot] = NO_CODE;
        nextFree[slot] = firstFree;
        firstFree = slot;
        claimed--;
    }

    /** @return how many requests wait. */
    int size() {
        return claimed;
    }

    private boolean isClaimed(final int slot) {
        return nextFree[slot] == slot;
    }

    private boolean grow() {
        final int from = uses.length;
        if (from == maxSlots) {
            return false;
        }
        final int to = from + CHUNK_SLOTS;
        chunks[from / CHUNK_SLOTS] = new UnsafeBuffer(new byte[CHUNK_SLOTS * IMAGE_CAPACITY]);
        uses = Arrays.copyOf(uses, to);
        lengths = Arrays.copyOf(lengths, to);
        codes = Arrays.copyOf(codes, to);
        claimedMs = Arrays.copyOf(claimedMs, to);
        nextFree = Arrays.copyOf(nextFree, to);
        for (int slot = to - 1; slot >= from; slot--) {
            uses[slot] = FREE;
            nextFree[slot] = firstFree;
            firstFree = slot;
        }
        return true;
    }

    /** Takes back the slots of requests whose answer was lost; at most once a second. @return whether one is free. */
    boolean sweep(final long nowMs) {
        if (nowMs - sweptMs < SWEEP_INTERVAL_MS) {
            return false;
        }
        sweptMs = nowMs;
        for (int slot = 0; slot < uses.length; slot++) {
            if (isClaimed(slot) && nowMs - claimedMs[slot] >= maxAgeMs) {
                release(slot);
            }
        }
        return firstFree != NONE;
    }
}
