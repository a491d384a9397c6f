package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.FieldForm;

import java.util.ArrayList;
import java.util.List;

/**
 * What all messages with the same bitmap have in common, worked out once: fields of fixed length that follow one
 * another become one run with one check of room, and neighbours of the same content are checked as one. The networks of
 * a switch send a handful of shapes. A shape only ever says that a message is good; when in doubt it says so and {@link
 * FieldParser} reads the message field by field, which also finds the fault. Immutable.
 */
final class Shape {
    /** A method of more than 8,000 bytes is never compiled by the JIT compiler; a field takes at most 80. */
    private static final int MOST_PARTS = 80;

    final long word0;
    final long word1;
    final long word2;
    private final ShapeProgram program;

    private Shape(final long word0, final long word1, final long word2, final ShapeProgram program) {
        this.word0 = word0;
        this.word1 = word1;
        this.word2 = word2;
        this.program = program;
    }

    /** @return null when some field of it has to be read the general way, or is not in the dialect. */
    static Shape of(final Plan plan, final long word0, final long word1, final long word2) {
        final Parts parts = new Parts(plan);
        final long[] words = {word0, word1, word2};
        for (int word = 0; word < words.length; word++) {
            for (long left = words[word]; left != 0; left &= ~Long.highestOneBit(left)) {
                if (!parts.add((word << 6) + Long.numberOfLeadingZeros(left) + 1)) {
                    return null;
                }
            }
        }
        parts.closeRun();
        return parts.list.size() > MOST_PARTS ? null
            : new Shape(word0, word1, word2, ShapeCompiler.compile(plan, parts.list));
    }

    boolean is(final long ofWord0, final long ofWord1, final long ofWord2) {
        return word0 == ofWord0 && word1 == ofWord1 && word2 == ofWord2;
    }

    /**
     * @param at where the first field starts
     * @return whether the whole message is good, with all its values found; false is no verdict
     */
    boolean parse(final FieldParser parser, final int at) {
        return program.parse(parser, at);
    }

    /** Puts the fields of a bitmap, one after the other, into parts. */
    private static final class Parts {
        final List<ShapePart> list = new ArrayList<>();
        private final Plan plan;
        private final List<ShapePart.Fixed> run = new ArrayList<>();
        private int runBytes;

        Parts(final Plan plan) {
            this.plan = plan;
        }

        boolean add(final int field) {
            final FieldForm form = plan.form(field);
            if (form == null || form.content() == Content.BITMAP) {
                return false;
            }
            final int op = plan.op(field);
            if (form.prefix().isFixed()) {
                addToRun(field, form, Plan.check(op));
                return true;
            }
            if (Plan.prefix(op) == Plan.PREFIX_GENERAL || Plan.size(op) == Plan.SIZE_GENERAL) {
                return false;
            }
            closeRun();
            list.add(new ShapePart.Variable(field, op));
            return true;
        }

        private void addToRun(final int field, final FieldForm form, final int kind) {
            run.add(new ShapePart.Fixed(field, kind, runBytes));
            runBytes += form.bytes(form.maxLength());
        }

        void closeRun() {
            if (!run.isEmpty()) {
                list.add(new ShapePart.Run(List.copyOf(run), runBytes));
                run.clear();
                runBytes = 0;
            }
        }
    }
}
