package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * A field table flattened into ints, four a field, so that reading a message follows one cache line a field and
 * switches on small numbers instead of calling through objects:
 * <pre>
 *   op   : prefix form (bits 0-3) | prefix bytes (4-7) | {@link ContentCheck} (8-11) | size (12-15) | packed (16);
 *          0 when there is no such field
 *   max  : longest value in units
 *   min  : shortest value in units
 *   width: bytes that the value always occupies, {@link #VARYING} when that depends on its length
 * </pre>
 * One a table, shared by all its readers and writers. Immutable but for the shapes that were compiled, which any thread
 * may ask for.
 */
final class Plan {
    static final int STRIDE_SHIFT = 2;
    static final int MAX = 1;
    static final int MIN = 2;
    static final int WIDTH = 3;
    static final int VARYING = -1;

    static final int PREFIX_FIXED = 1;
    static final int PREFIX_ASCII = 2;
    static final int PREFIX_EBCDIC = 3;
    static final int PREFIX_BCD = 4;
    static final int PREFIX_BINARY = 5;
    /** Counts something else than units, or is filled: the slow way over {@link FieldForm}. */
    static final int PREFIX_GENERAL = 6;

    static final int SIZE_SAME = 0;
    static final int SIZE_HALF = 1;
    static final int SIZE_DOUBLE = 2;
    static final int SIZE_GENERAL = 3;

    private static final int PACKED = 1 << 16;

    /** A peer that sends ever other bitmaps gets the general way after that many, and makes no garbage. */
    static final int MOST_SHAPES = 256;

    private static final Map<FieldTable, WeakReference<Plan>> PLANS = new WeakHashMap<>();

    private final FieldTable table;
    private final long tertiaryBit;
    private final int[] steps = new int[FieldSpec.HIGHEST + 1 << STRIDE_SHIFT];
    private final FieldForm[] forms = new FieldForm[FieldSpec.HIGHEST + 1];
    private final Map<Bitmap, Shape> shapes = new HashMap<>();

    private record Bitmap(long word0, long word1, long word2) {
    }

    private Plan(final FieldTable table) {
        this.table = table;
        final FieldSpec tertiary = table.field(FieldTable.TERTIARY_BITMAP);
        tertiaryBit = tertiary != null && tertiary.form().content() == Content.BITMAP
            ? FieldSet.bit(FieldTable.TERTIARY_BITMAP) : 0;
        for (final FieldSpec field : table.fields()) {
            final FieldForm form = field.form();
            final int at = field.number() << STRIDE_SHIFT;
            steps[at] = prefix(form) | form.prefix().bytes() << 4 | ContentCheck.of(form) << 8 | size(form) << 12
                | (form.encoding() == Encoding.BCD ? PACKED : 0);
            steps[at + MAX] = form.maxLength();
            steps[at + MIN] = form.minLength();
            steps[at + WIDTH] = form.filled() || form.prefix().isFixed() ? form.bytes(form.maxLength()) : VARYING;
            forms[field.number()] = form;
        }
    }

    /** @return the plan of a table, the same as long as anybody uses it. */
    static Plan of(final FieldTable table) {
        synchronized (PLANS) {
            final WeakReference<Plan> known = PLANS.get(table);
            final Plan plan = known == null ? null : known.get();
            if (plan != null) {
                return plan;
            }
            final Plan made = new Plan(table);
            PLANS.put(table, new WeakReference<>(made));
            return made;
        }
    }

    /**
     * Compiles a shape when it is asked for the first time, which takes about a millisecond.
     *
     * @return the shape of that bitmap, or null when it has none or there are enough
     */
    Shape shape(final long word0, final long word1, final long word2) {
        synchronized (shapes) {
            final Bitmap bitmap = new Bitmap(word0, word1, word2);
            if (!shapes.containsKey(bitmap) && shapes.size() < MOST_SHAPES) {
                shapes.put(bitmap, Shape.of(this, word0, word1, word2));
            }
            return shapes.get(bitmap);
        }
    }

    private static int prefix(final FieldForm form) {
        final LengthPrefix prefix = form.prefix();
        if (form.filled() || prefix.counts() != LengthPrefix.Counts.UNITS) {
            return PREFIX_GENERAL;
        }
        return switch (prefix.form()) {
            case FIXED -> PREFIX_FIXED;
            case ASCII -> PREFIX_ASCII;
            case EBCDIC -> PREFIX_EBCDIC;
            case BCD -> PREFIX_BCD;
            case BINARY -> PREFIX_BINARY;
        };
    }

    private static int size(final FieldForm form) {
        if (form.filled() || form.content() == Content.XN && form.encoding() == Encoding.BCD) {
            return SIZE_GENERAL;
        }
        return switch (form.encoding()) {
            case ASCII, EBCDIC, BINARY, EBCDIC_ZONED -> SIZE_SAME;
            case BCD -> SIZE_HALF;
            case HEX_ASCII, HEX_EBCDIC -> SIZE_DOUBLE;
        };
    }

    static int prefix(final int op) {
        return op & 0xF;
    }

    static int prefixBytes(final int op) {
        return op >> 4 & 0xF;
    }

    static int check(final int op) {
        return op >> 8 & 0xF;
    }

    static int size(final int op) {
        return op >> 12 & 0xF;
    }

    static boolean isPacked(final int op) {
        return (op & PACKED) != 0;
    }

    /** @return the bit of field 65 in its word where that is a bitmap, else 0. */
    long tertiaryBit() {
        return tertiaryBit;
    }

    FieldTable table() {
        return table;
    }

    int op(final int field) {
        return steps[field << STRIDE_SHIFT];
    }

    /** @return the bytes that a value of that many units occupies, with what it may be filled up with. */
    int bytes(final int field, final int units) {
        final int step = field << STRIDE_SHIFT;
        final int width = steps[step + WIDTH];
        return width != VARYING ? width : switch (size(steps[step])) {
            case SIZE_SAME -> units;
            case SIZE_HALF -> units + 1 >> 1;
            case SIZE_DOUBLE -> units << 1;
            default -> forms[field].bytes(units);
        };
    }

    int[] steps() {
        return steps;
    }

    /** @return the form of a field, or null when the table has none of that number. */
    FieldForm form(final int field) {
        return field >= 0 && field < forms.length ? forms[field] : null;
    }
}
