package io.ayni.iso8583.codec;

/**
 * The shapes a reader has met lately, one a slot. A bitmap that comes {@link #HOT} times in a row that its slot was
 * asked in vain is looked up among the shapes of the {@link Plan}, where all readers of a dialect share what was
 * compiled.
 */
final class ShapeCache {
    static final int HOT = 64;

    private static final int SLOTS = 32;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Plan plan;
    private final Shape[] slots = new Shape[SLOTS];
    private final long[] missed0 = new long[SLOTS];
    private final long[] missed1 = new long[SLOTS];
    private final long[] missed2 = new long[SLOTS];
    private final int[] misses = new int[SLOTS];

    ShapeCache(final Plan plan) {
        this.plan = plan;
    }

    /** @return the shape of that bitmap, null when it has none. */
    Shape find(final long word0, final long word1, final long word2) {
        final int slot = (int)((word0 + word1 * 31 + word2 * 127) * MIX >>> Long.SIZE - 5);
        final Shape shape = slots[slot];
        return shape != null && shape.is(word0, word1, word2) ? shape : miss(slot, word0, word1, word2);
    }

    private Shape miss(final int slot, final long word0, final long word1, final long word2) {
        if (missed0[slot] != word0 || missed1[slot] != word1 || missed2[slot] != word2) {
            missed0[slot] = word0;
            missed1[slot] = word1;
            missed2[slot] = word2;
            misses[slot] = 0;
        }
        // Counts on beyond HOT: what has no shape is asked for once, not each time.
        misses[slot] = Math.min(misses[slot] + 1, HOT + 1);
        if (misses[slot] != HOT) {
            return null;
        }
        final Shape shape = plan.shape(word0, word1, word2);
        if (shape != null) {
            slots[slot] = shape;
        }
        return shape;
    }
}
