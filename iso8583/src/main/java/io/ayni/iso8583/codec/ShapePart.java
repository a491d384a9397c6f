package io.ayni.iso8583.codec;

import java.util.List;

/** A message of one shape is a sequence of these. */
sealed interface ShapePart {
    /** Fields of fixed length that follow one another. */
    record Run(List<Fixed> fields, int bytes) implements ShapePart {
    }

    /**
     * A field behind a length prefix.
     *
     * @param op as in {@link Plan}
     */
    record Variable(int field, int op) implements ShapePart {
    }

    /**
     * A field of a run.
     *
     * @param check  one of {@link ContentCheck}
     * @param offset from the start of the run
     */
    record Fixed(int field, int check, int offset) {
    }
}
