package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Chars;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.field.Scan;
import io.ayni.iso8583.spec.BitmapForm;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * One pass over bitmap and fields: finds where each value lies and checks it. The view spans exactly the bytes that
 * were wrapped, so a read outside them cannot happen unnoticed.
 */
final class FieldParser {
    private static final int FAILED = -1;
    private static final int MAX_FIELDS = BitmapForm.MAX_WORDS * Long.SIZE;
    private static final int HEX = Chars.DIGIT | Chars.HEX_LETTER;

    final Plan plan;
    final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    final int[] offsets = new int[FieldSpec.HIGHEST + 1];
    final int[] units = new int[FieldSpec.HIGHEST + 1];
    /** Fields that are there; the bits that only announce another bitmap are not among them. */
    long word0;
    long word1;
    long word2;

    int limit;
    /** Where the fields start; negative when the bitmap could not be read. */
    int bodyStart;

    /** The field of the first bit: 1, or 0 where no bitmap counts. */
    private final int firstField;
    private final int[] steps;
    private final Encoding bitmapEncoding;
    private final int maxWords;
    private final int wordBytes;
    private final ShapeCache shapes;
    private long announced2;
    private long result;

    FieldParser(final Plan plan) {
        this.plan = plan;
        this.steps = plan.steps();
        final BitmapForm bitmap = plan.table().bitmap();
        this.firstField = bitmap == null ? 0 : 1;
        this.bitmapEncoding = bitmap == null ? null : bitmap.encoding();
        this.maxWords = bitmap == null ? 0 : bitmap.maxWords();
        this.wordBytes = bitmap == null ? 0 : bitmap.wordBytes();
        this.shapes = new ShapeCache(plan);
    }

    void wrap(final DirectBuffer buffer, final int offset, final int length) {
        view.wrap(buffer, offset, length);
        limit = length;
        word0 = 0;
        word1 = 0;
        word2 = 0;
        result = Result.OK;
        bodyStart = FAILED;
    }

    boolean has(final int field) {
        final int index = field - firstField;
        return index >= 0 && index < MAX_FIELDS && (word(index >> 6) & Long.MIN_VALUE >>> (index & 63)) != 0;
    }

    long word(final int index) {
        return index == 0 ? word0 : index == 1 ? word1 : index == 2 ? word2 : 0;
    }

    int next(final int field) {
        final int from = Math.max(field + 1 - firstField, 0);
        for (int word = from >> 6; word < BitmapForm.MAX_WORDS; word++) {
            final int skip = Math.max(from - (word << 6), 0);
            final long bits = word(word) & -1L >>> skip;
            if (bits != 0) {
                return (word << 6) + Long.numberOfLeadingZeros(bits) + firstField;
            }
        }
        return FieldsReader.ABSENT;
    }

    /** Of a field that is there. A run of a {@link Shape} leaves the units of fixed fields as they are. */
    int units(final int field) {
        final int step = field << Plan.STRIDE_SHIFT;
        return Plan.prefix(steps[step]) == Plan.PREFIX_FIXED ? steps[step + Plan.MAX] : units[field];
    }

    int wireOffset(final int field) {
        return offsets[field] - Plan.prefixBytes(steps[field << Plan.STRIDE_SHIFT]);
    }

    int wireEnd(final int field) {
        final int width = steps[(field << Plan.STRIDE_SHIFT) + Plan.WIDTH];
        return offsets[field] + (width == Plan.VARYING ? plan.bytes(field, units[field]) : width);
    }

    /** Reads bitmap and fields from {@code at} to the end of the view. */
    long parseWithBitmap(final int at) {
        bodyStart = readBitmap(at);
        if (bodyStart == FAILED) {
            word0 = 0;
            word1 = 0;
            word2 = 0;
            return result;
        }
        final Shape shape = shapes.find(word0, word1, word2);
        if (shape != null && shape.parse(this, bodyStart)) {
            return Result.OK;
        }
        return parseWords();
    }

    private long parseWords() {
        final long announced1 = word1;
        announced2 = word2;
        word1 = 0;
        word2 = 0;
        int position = parseWord(0, word0, bodyStart);
        if (position != FAILED) {
            position = parseWord(1, announced1, position);
        }
        if (position != FAILED) {
            word1 &= ~plan.tertiaryBit();
            position = parseWord(2, announced2, position);
        }
        return position == FAILED || position == limit ? result : Result.of(Fault.TRAILING_BYTES, 0, position);
    }

    /** Reads the fields of the table one after the other until the view ends; the last ones may be missing. */
    long parseInOrder() {
        int position = 0;
        for (final FieldSpec field : plan.table().fields()) {
            if (position == limit) {
                return Result.OK;
            }
            position = parseField(field.number(), position);
            if (position == FAILED) {
                return result;
            }
            final int word = field.number() >> 6;
            setWord(word, word(word) | Long.MIN_VALUE >>> (field.number() & 63));
        }
        return position == limit ? Result.OK : Result.of(Fault.TRAILING_BYTES, 0, position);
    }

    private int readBitmap(final int at) {
        int position = at;
        boolean more = true;
        for (int word = 0; more; word++) {
            if (limit - position < wordBytes) {
                return fail(Fault.TRUNCATED, 1, limit);
            }
            if (bitmapEncoding != Encoding.BINARY && !isHex(bitmapEncoding, position, wordBytes)) {
                return FAILED;
            }
            final long bits = readWord(bitmapEncoding, position);
            final boolean last = word + 1 == maxWords;
            more = bits < 0 && !last;
            setWord(word, last ? bits : bits & Long.MAX_VALUE);
            position += wordBytes;
        }
        return position;
    }

    private boolean isHex(final Encoding encoding, final int at, final int length) {
        final int wrong = encoding == Encoding.HEX_ASCII
            ? Scan.ascii(view, at, length, HEX) : Scan.ebcdic(view, at, length, HEX);
        if (wrong != Scan.CLEAN) {
            fail(Fault.BITMAP_NOT_HEX, 1, wrong);
        }
        return wrong == Scan.CLEAN;
    }

    private long readWord(final Encoding encoding, final int at) {
        if (encoding == Encoding.BINARY) {
            return view.getLong(at, ByteOrder.BIG_ENDIAN);
        }
        long bits = 0;
        for (int i = at, end = at + 2 * Long.BYTES; i < end; i++) {
            final byte digit = view.getByte(i);
            bits = bits << 4 | Chars.hexValue(encoding == Encoding.HEX_ASCII ? digit : Chars.fromEbcdic(digit));
        }
        return bits;
    }

    private void setWord(final int index, final long bits) {
        switch (index) {
            case 0 -> word0 = bits;
            case 1 -> word1 = bits;
            default -> word2 = bits;
        }
    }

    private int parseWord(final int index, final long announced, final int start) {
        long left = announced;
        int position = start;
        while (left != 0) {
            final int bit = Long.numberOfLeadingZeros(left);
            position = parseField((index << 6) + bit + 1, position);
            if (position == FAILED) {
                setWord(index, announced & ~left);
                return FAILED;
            }
            left &= ~(Long.MIN_VALUE >>> bit);
        }
        setWord(index, announced);
        return position;
    }

    private int parseField(final int field, final int at) {
        final int step = field << Plan.STRIDE_SHIFT;
        final int op = steps[step];
        final int max = steps[step + Plan.MAX];
        final int start = at + Plan.prefixBytes(op);
        if (start > limit) {
            return fail(Fault.TRUNCATED, field, limit);
        }
        final int count;
        switch (Plan.prefix(op)) {
            case Plan.PREFIX_FIXED -> count = max;
            case Plan.PREFIX_ASCII -> count = decimalPrefix(at, start, '0');
            case Plan.PREFIX_EBCDIC -> count = decimalPrefix(at, start, 0xF0);
            case Plan.PREFIX_BCD -> count = packedPrefix(at, start);
            case Plan.PREFIX_BINARY -> count = binaryPrefix(at, start);
            case Plan.PREFIX_GENERAL -> count = generalPrefix(plan.form(field), at, start);
            default -> {
                return fail(Fault.FIELD_UNKNOWN, field, at);
            }
        }
        if (count < 0) {
            return fail(Fault.LENGTH_NOT_DIGITS, field, at);
        }
        if (count > max) {
            return fail(Fault.LENGTH_ABOVE_MAX, field, at);
        }
        if (count < steps[step + Plan.MIN]) {
            return fail(Fault.LENGTH_BELOW_MIN, field, at);
        }
        final int end = start + switch (Plan.size(op)) {
            case Plan.SIZE_SAME -> count;
            case Plan.SIZE_HALF -> count + 1 >> 1;
            case Plan.SIZE_DOUBLE -> count << 1;
            default -> plan.form(field).bytes(plan.form(field).filled() ? max : count);
        };
        if (end > limit) {
            return fail(Fault.TRUNCATED, field, limit);
        }
        final int wrong = ContentCheck.find(Plan.check(op), plan.form(field), view, start, count);
        if (wrong != Scan.CLEAN) {
            return fail(Fault.CONTENT, field, wrong);
        }
        if (field == FieldTable.TERTIARY_BITMAP && plan.tertiaryBit() != 0) {
            announced2 = readWord(plan.form(field).encoding(), start);
        }
        offsets[field] = start;
        units[field] = count;
        return end;
    }

    int decimalPrefix(final int at, final int end, final int zero) {
        int count = 0;
        for (int i = at; i < end; i++) {
            final int digit = (view.getByte(i) & 0xFF) - zero;
            if (digit < 0 || digit > 9) {
                return FAILED;
            }
            count = count * 10 + digit;
        }
        return count;
    }

    int packedPrefix(final int at, final int end) {
        int count = 0;
        for (int i = at; i < end; i++) {
            final int high = view.getByte(i) >> 4 & 0xF;
            final int low = view.getByte(i) & 0xF;
            if (high > 9 || low > 9) {
                return FAILED;
            }
            count = count * 100 + high * 10 + low;
        }
        return count;
    }

    int binaryPrefix(final int at, final int end) {
        int count = 0;
        for (int i = at; i < end; i++) {
            count = count << Byte.SIZE | view.getByte(i) & 0xFF;
        }
        return count;
    }

    private int generalPrefix(final FieldForm form, final int at, final int start) {
        final LengthPrefix prefix = form.prefix();
        final int written = switch (prefix.form()) {
            case FIXED -> form.maxLength();
            case ASCII -> decimalPrefix(at, start, '0');
            case EBCDIC -> decimalPrefix(at, start, 0xF0);
            case BCD -> packedPrefix(at, start);
            case BINARY -> binaryPrefix(at, start);
        };
        final int count = written < 0 ? FAILED : form.units(written);
        return count > 0 && form.hidesOddDigit() && form.bytes(count) <= limit - start
            ? count - gapAt(form, start, form.bytes(count)) : count;
    }

    /** @return 1 when the nibble that an odd digit would leave unused is filled, so that there is one digit less. */
    private int gapAt(final FieldForm form, final int start, final int bytes) {
        final boolean leading = form.nibbleFill().isLeading();
        final int pair = view.getByte(leading ? start : start + bytes - 1);
        return (leading ? pair >> 4 & 0xF : pair & 0xF) == form.nibbleFill().nibble() ? 1 : 0;
    }

    private int fail(final Fault fault, final int field, final int offset) {
        result = Result.of(fault, field, offset);
        return FAILED;
    }
}
