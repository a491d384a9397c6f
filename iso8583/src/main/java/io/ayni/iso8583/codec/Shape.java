package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.Scan;

import org.agrona.UnsafeApi;
import org.agrona.collections.IntArrayList;

import java.nio.ByteOrder;

/**
 * What all messages with the same bitmap have in common, worked out once: fields of fixed length that follow one another
 * become one run with one check of room, and neighbours of the same content are scanned as one. The networks of a switch
 * send a handful of shapes. A shape only ever says that a message is good; when in doubt it says so and
 * {@link FieldParser} reads the message field by field, which also finds the fault.
 * <pre>
 *   RUN, bytes, n, n × (field, offset in run), m, m × (check, offset in run, bytes or field)
 *   ASCII_LL, field, check, max, min      two ASCII digits of length, then as many bytes
 *   VARIABLE, field, op, max, min         any other length prefix
 * </pre>
 */
final class Shape {
    private static final int RUN = 1;
    private static final int ASCII_LL = 2;
    private static final int VARIABLE = 3;
    private static final int CHECK_INTS = 3;
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    final long word0;
    final long word1;
    final long word2;
    private final int[] program;

    private Shape(final long word0, final long word1, final long word2, final int[] program) {
        this.word0 = word0;
        this.word1 = word1;
        this.word2 = word2;
        this.program = program;
    }

    /** @return null when some field of it has to be read the general way, or is not in the dialect. */
    static Shape of(final Plan plan, final long word0, final long word1, final long word2) {
        final Compiler compiler = new Compiler(plan);
        final long[] words = {word0, word1, word2};
        for (int word = 0; word < words.length; word++) {
            for (long left = words[word]; left != 0; left &= ~Long.highestOneBit(left)) {
                if (!compiler.add((word << 6) + Long.numberOfLeadingZeros(left) + 1)) {
                    return null;
                }
            }
        }
        return new Shape(word0, word1, word2, compiler.finish());
    }

    /**
     * @param at where the first field starts
     * @return whether the whole message is good, with all its values found; false is no verdict
     */
    boolean parse(final FieldParser parser, final int at) {
        final int[] program = this.program;
        final int limit = parser.limit;
        final Object base = parser.view.byteArray();
        final long origin = parser.view.addressOffset();
        int position = at;
        int pc = 0;
        while (pc < program.length) {
            switch (program[pc]) {
                case RUN -> {
                    final int bytes = program[pc + 1];
                    if (bytes > limit - position) {
                        return false;
                    }
                    pc = placeRun(program, pc + 2, parser.offsets, position);
                    pc = checkRun(parser, pc, base, origin, position);
                    if (pc < 0) {
                        return false;
                    }
                    position += bytes;
                }
                case ASCII_LL -> {
                    if (limit - position < 2) {
                        return false;
                    }
                    final int units = decimals(UnsafeApi.getShort(base, origin + position));
                    position = place(parser, pc, position + 2, units, units);
                    if (position < 0 || !ContentCheck.passes(program[pc + 2], base, origin + position, units)) {
                        return false;
                    }
                    position += units;
                    pc += 5;
                }
                default -> {
                    position = variable(parser, pc, position);
                    if (position < 0) {
                        return false;
                    }
                    pc += 5;
                }
            }
        }
        return position == limit;
    }

    /** @return the number of two ASCII digits, the first in the low byte; negative when they are none. */
    private static int decimals(final short characters) {
        final int digits = characters ^ 0x3030;
        return ((digits | digits + 0x0606) & 0xF0F0) == 0 ? (digits & 0xF) * 10 + (digits >> 8) : -1;
    }

    private int place(final FieldParser parser, final int pc, final int start, final int units, final int bytes) {
        if (units < program[pc + 4] || units > program[pc + 3] || bytes > parser.limit - start) {
            return -1;
        }
        final int field = program[pc + 1];
        parser.offsets[field] = start;
        parser.units[field] = units;
        return start;
    }

    private static int placeRun(final int[] program, final int from, final int[] offsets, final int position) {
        int pc = from + 1;
        for (final int end = pc + 2 * program[from]; pc < end; pc += 2) {
            offsets[program[pc]] = position + program[pc + 1];
        }
        return pc;
    }

    private int checkRun(
        final FieldParser parser, final int from, final Object base, final long origin, final int position) {
        int pc = from + 1;
        for (final int end = pc + CHECK_INTS * program[from]; pc < end; pc += CHECK_INTS) {
            final int check = program[pc];
            final int start = position + program[pc + 1];
            if (check < ContentCheck.OF_FIELD) {
                if (!ContentCheck.passes(check, base, origin + start, program[pc + 2])) {
                    return -1;
                }
            } else {
                final FieldForm form = parser.plan.form(program[pc + 2]);
                if (ContentCheck.find(check, form, parser.view, start, form.maxLength()) != Scan.CLEAN) {
                    return -1;
                }
            }
        }
        return pc;
    }

    private int variable(final FieldParser parser, final int pc, final int at) {
        final int field = program[pc + 1];
        final int op = program[pc + 2];
        final int start = at + Plan.prefixBytes(op);
        if (start > parser.limit) {
            return -1;
        }
        final int units = switch (Plan.prefix(op)) {
            case Plan.PREFIX_ASCII -> parser.decimalPrefix(at, start, '0');
            case Plan.PREFIX_EBCDIC -> parser.decimalPrefix(at, start, 0xF0);
            case Plan.PREFIX_BCD -> parser.packedPrefix(at, start);
            default -> parser.binaryPrefix(at, start);
        };
        final int bytes = switch (Plan.size(op)) {
            case Plan.SIZE_SAME -> units;
            case Plan.SIZE_HALF -> units + 1 >> 1;
            default -> units << 1;
        };
        if (place(parser, pc, start, units, bytes) < 0) {
            return -1;
        }
        final int check = Plan.check(op);
        final boolean good = check < ContentCheck.OF_FIELD
            ? ContentCheck.passes(check, parser.view.byteArray(), parser.view.addressOffset() + start, bytes)
            : ContentCheck.find(check, parser.plan.form(field), parser.view, start, units) == Scan.CLEAN;
        return good ? start + bytes : -1;
    }

    /** Turns the fields of a bitmap, one after the other, into a program. */
    private static final class Compiler {
        private final Plan plan;
        private final IntArrayList program = new IntArrayList();
        private final IntArrayList placed = new IntArrayList();
        private final IntArrayList checks = new IntArrayList();
        private int runBytes;

        Compiler(final Plan plan) {
            this.plan = plan;
        }

        boolean add(final int field) {
            final FieldForm form = plan.form(field);
            if (form == null || form.content() == Content.BITMAP) {
                return false;
            }
            final int step = field << Plan.STRIDE_SHIFT;
            final int op = plan.steps()[step];
            if (Plan.prefix(op) == Plan.PREFIX_GENERAL || Plan.size(op) == Plan.SIZE_GENERAL && !form.prefix().isFixed()) {
                return false;
            }
            if (form.prefix().isFixed()) {
                addToRun(field, form, Plan.check(op));
            } else {
                closeRun();
                final boolean simple = LITTLE_ENDIAN && Plan.prefix(op) == Plan.PREFIX_ASCII
                    && Plan.prefixBytes(op) == 2 && Plan.size(op) == Plan.SIZE_SAME && Plan.check(op) < ContentCheck.OF_FIELD;
                addAll(program, simple ? ASCII_LL : VARIABLE, field, simple ? Plan.check(op) : op,
                    plan.steps()[step + Plan.MAX], plan.steps()[step + Plan.MIN]);
            }
            return true;
        }

        private void addToRun(final int field, final FieldForm form, final int check) {
            final int bytes = form.bytes(form.maxLength());
            addAll(placed, field, runBytes);
            final int last = checks.size() - CHECK_INTS;
            if (check >= ContentCheck.OF_FIELD) {
                addAll(checks, check, runBytes, field);
            } else if (last >= 0 && checks.getInt(last) == check
                && checks.getInt(last + 1) + checks.getInt(last + 2) == runBytes) {
                checks.setInt(last + 2, checks.getInt(last + 2) + bytes);
            } else if (check != ContentCheck.NONE) {
                addAll(checks, check, runBytes, bytes);
            }
            runBytes += bytes;
        }

        private void closeRun() {
            if (placed.size() > 0) {
                addAll(program, RUN, runBytes, placed.size() / 2);
                program.addAll(placed);
                addAll(program, checks.size() / CHECK_INTS);
                program.addAll(checks);
                placed.clear();
                checks.clear();
                runBytes = 0;
            }
        }

        private static void addAll(final IntArrayList list, final int... values) {
            for (final int value : values) {
                list.addInt(value);
            }
        }

        int[] finish() {
            closeRun();
            return program.toIntArray();
        }
    }
}
