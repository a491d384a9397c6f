package io.ayni.iso8583.codec;

import io.ayni.iso8583.spec.FieldSpec;

/**
 * An immutable set of field numbers 1 to 192.
 */
public final class FieldSet {
    public static final FieldSet NONE = new FieldSet(0, 0, 0);
    public static final FieldSet ALL = new FieldSet(-1, -1, -1);

    private final long word0;
    private final long word1;
    private final long word2;

    private FieldSet(final long word0, final long word1, final long word2) {
        this.word0 = word0;
        this.word1 = word1;
        this.word2 = word2;
    }

    /** @throws IllegalArgumentException for a number outside 1 to 192. */
    public static FieldSet of(final int... fields) {
        final long[] words = new long[3];
        for (final int field : fields) {
            if (field < 1 || field > FieldSpec.HIGHEST) {
                throw new IllegalArgumentException("field " + field + " is not within 1.." + FieldSpec.HIGHEST);
            }
            words[field - 1 >> 6] |= bit(field);
        }
        return new FieldSet(words[0], words[1], words[2]);
    }

    /** @return the bit of a field in its word: field 1, 65 and 129 are the most significant. */
    static long bit(final int field) {
        return Long.MIN_VALUE >>> (field - 1 & 63);
    }

    public FieldSet with(final int... fields) {
        final FieldSet other = of(fields);
        return new FieldSet(word0 | other.word0, word1 | other.word1, word2 | other.word2);
    }

    public FieldSet without(final int... fields) {
        final FieldSet other = of(fields);
        return new FieldSet(word0 & ~other.word0, word1 & ~other.word1, word2 & ~other.word2);
    }

    public boolean has(final int field) {
        return field >= 1 && field <= FieldSpec.HIGHEST && (word(field - 1 >> 6) & bit(field)) != 0;
    }

    /** @param index 0 for fields 1 to 64, 1 for 65 to 128, 2 for 129 to 192 */
    long word(final int index) {
        return index == 0 ? word0 : index == 1 ? word1 : word2;
    }
}
