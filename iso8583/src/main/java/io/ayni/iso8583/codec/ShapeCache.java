package io.ayni.iso8583.codec;

/**
 * The shapes a reader has met lately, one a slot. A bitmap gets a shape when it comes for the second time in a row that
 * its slot was asked in vain, at most {@link #MOST_COMPILED} in the life of a reader, so that a peer who sends ever other
 * bitmaps gets the general way and makes no garbage.
 */
final class ShapeCache {
    static final int MOST_COMPILED = 1024;

    private static final int SLOTS = 32;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Plan plan;
    private final Shape[] slots = new Shape[SLOTS];
    private final long[] missed0 = new long[SLOTS];
    private final long[] missed1 = new long[SLOTS];
    private final long[] missed2 = new long[SLOTS];
    private int compiled;

    ShapeCache(final Plan plan) {
        this.plan = plan;
    }

    /** @return the shape of that bitmap, null when it has none. */
    Shape find(final long word0, final long word1, final long word2) {
        final int slot = (int)((word0 + word1 * 31 + word2 * 127) * MIX >>> Long.SIZE - 5);
        final Shape shape = slots[slot];
        if (shape != null && shape.word0 == word0 && shape.word1 == word1 && shape.word2 == word2) {
            return shape;
        }
        return miss(slot, word0, word1, word2);
    }

    private Shape miss(final int slot, final long word0, final long word1, final long word2) {
        if (compiled == MOST_COMPILED) {
            return null;
        }
        if (missed0[slot] == word0 && missed1[slot] == word1 && missed2[slot] == word2) {
            compiled++;
            missed0[slot] = 0;
            missed1[slot] = 0;
            missed2[slot] = 0;
            slots[slot] = Shape.of(plan, word0, word1, word2);
            return slots[slot];
        }
        missed0[slot] = word0;
        missed1[slot] = word1;
        missed2[slot] = word2;
        return null;
    }
}
