package io.ayni.iso8583.codec;

import java.util.List;

/** A message of one shape is a sequence of these. */
sealed interface ShapePart {
    /**
     * Fields of fixed length that follow one another.
     *
     * @param anchor the first of them
     * @param checks what they hold, neighbours of the same content as one
     */
    record Run(int anchor, int bytes, List<Check> checks) implements ShapePart {
    }

    /**
     * A field behind a length prefix.
     *
     * @param op as in {@link Plan}
     */
    record Variable(int field, int op) implements ShapePart {
    }

    /**
     * A part of a run that is checked at once.
     *
     * @param kind   one of {@link ContentCheck}
     * @param field  the first field
     * @param offset from the start of the run
     */
    record Check(int kind, int field, int offset, int bytes) {
        boolean goesOnWith(final Check next) {
            return kind == next.kind && kind < ContentCheck.OF_FIELD && offset + bytes == next.offset;
        }

        Check with(final Check next) {
            return new Check(kind, field, offset, bytes + next.bytes);
        }
    }
}
