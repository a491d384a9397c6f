package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.FieldForm;

import java.util.ArrayList;
import java.util.List;

/**
 * What all messages with the same bitmap have in common, worked out once: fields of fixed length that follow one another
 * become one run with one check of room and one place, and neighbours of the same content are checked as one. The
 * networks of a switch send a handful of shapes. A shape only ever says that a message is good; when in doubt it says so
 * and {@link FieldParser} reads the message field by field, which also finds the fault. Immutable.
 */
final class Shape {
    /** A method of more than 8,000 bytes is never compiled by the JIT compiler; a field takes at most 80. */
    private static final int MOST_PARTS = 80;

    final long word0;
    final long word1;
    final long word2;
    private final Layout layout;
    private final ShapeProgram program;

    private Shape(final long word0, final long word1, final long word2, final Layout layout, final ShapeProgram program) {
        this.word0 = word0;
        this.word1 = word1;
        this.word2 = word2;
        this.layout = layout;
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
            : new Shape(word0, word1, word2, parts.layout, ShapeCompiler.compile(plan, parts.list));
    }

    boolean is(final long ofWord0, final long ofWord1, final long ofWord2) {
        return word0 == ofWord0 && word1 == ofWord1 && word2 == ofWord2;
    }

    /**
     * @param at where the first field starts
     * @return whether the whole message is good, with all its values found; false is no verdict
     */
    boolean parse(final FieldParser parser, final int at) {
        if (!program.parse(parser, at)) {
            return false;
        }
        parser.layout = layout;
        return true;
    }

    /** Puts the fields of a bitmap, one after the other, into parts. */
    private static final class Parts {
        final List<ShapePart> list = new ArrayList<>();
        final Layout layout = new Layout();
        private final Plan plan;
        private List<ShapePart.Check> checks = new ArrayList<>();
        private int anchor;
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
            if (anchor == 0) {
                anchor = field;
            }
            layout.follow(field, anchor, runBytes);
            final int bytes = form.bytes(form.maxLength());
            if (kind != ContentCheck.NONE && bytes > 0) {
                addCheck(new ShapePart.Check(kind, field, runBytes, bytes));
            }
            runBytes += bytes;
        }

        private void addCheck(final ShapePart.Check check) {
            if (!checks.isEmpty() && checks.getLast().goesOnWith(check)) {
                checks.add(checks.removeLast().with(check));
            } else {
                checks.add(check);
            }
        }

        void closeRun() {
            if (anchor != 0) {
                list.add(new ShapePart.Run(anchor, runBytes, List.copyOf(checks)));
                checks = new ArrayList<>();
                anchor = 0;
                runBytes = 0;
            }
        }
    }
}
