package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Chars;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.field.Padding;
import io.ayni.iso8583.field.Scan;
import io.ayni.iso8583.field.Values;
import io.ayni.iso8583.spec.BitmapForm;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * Lays fields one after the other, keeps the bitmap, and copies those of a request that its answer repeats: runs of
 * them that stand together are copied as one block. The bitmap grows when the first field beyond it comes: what was
 * written moves up.
 */
final class FieldAssembler {
    private static final int FAILED = FieldsWriter.FAILED;
    private static final int TERTIARY_FIELD = FieldTable.TERTIARY_BITMAP;

    final Plan plan;
    final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    long result;
    private final boolean bitmapInField65;
    private int position;
    private int lastField;
    private int bitmapOffset;
    private int bitmapWords;
    private int word1Start;
    private final long[] words = new long[BitmapForm.MAX_WORDS];
    private final long[] pending = new long[BitmapForm.MAX_WORDS];
    private FieldParser source;

    FieldAssembler(final Plan plan) {
        this.plan = plan;
        bitmapInField65 = plan.tertiaryBit() != 0;
    }

    void wrap(final MutableDirectBuffer buffer, final int offset, final int capacity) {
        view.wrap(buffer, offset, capacity);
        result = Result.OK;
        position = 0;
        lastField = -1;
        bitmapWords = 0;
        word1Start = 0;
        source = null;
        for (int i = 0; i < words.length; i++) {
            words[i] = 0;
            pending[i] = 0;
        }
    }

    /** Leaves room for the bytes before the bitmap and for one word of it. */
    void beginBody(final int start) {
        bitmapOffset = start;
        position = start;
        final BitmapForm bitmap = plan.table().bitmap();
        if (bitmap != null) {
            growBitmap(1);
        }
    }

    /** Has the chosen fields of {@code from} copied as their turn comes. */
    void echo(final FieldParser from, final FieldSet fields) {
        source = from;
        for (int i = 0; i < pending.length; i++) {
            pending[i] = from.word(i) & fields.word(i);
        }
        final BitmapForm bitmap = plan.table().bitmap();
        growBitmap(pending[2] != 0 && bitmap.maxWords() > 2 ? 3 : (pending[1] | pending[2]) != 0 ? 2 : 1);
    }

    /**
     * Opens a field: fields of the request that come before it, its place in the bitmap, its length prefix.
     *
     * @return where its value goes, or {@link FieldsWriter#FAILED}
     */
    int open(final int field, final int units) {
        if (result != Result.OK) {
            return FAILED;
        }
        if (source != null) {
            copyPending(field);
            pending[field - 1 >> 6] &= ~FieldSet.bit(field);
            if (result != Result.OK) {
                return FAILED;
            }
        }
        final FieldForm form = plan.form(field);
        if (field <= lastField || skipsSubfield(field)) {
            return fail(Fault.FIELD_ORDER, field);
        }
        if (units > form.maxLength() || units < form.minLength()) {
            return fail(units < form.minLength() ? Fault.LENGTH_BELOW_MIN : Fault.LENGTH_ABOVE_MAX, field);
        }
        mark(field);
        final LengthPrefix prefix = form.prefix();
        final int start = position + prefix.bytes();
        final int wireUnits = form.filled() ? form.maxLength() : units;
        final int end = start + form.bytes(wireUnits);
        if (result != Result.OK || end > view.capacity()) {
            return fail(Fault.NO_ROOM, field);
        }
        if (!prefix.isFixed()) {
            final int written = form.written(units);
            if (written > prefix.max()) {
                return fail(Fault.LENGTH_ABOVE_MAX, field);
            }
            putPrefix(prefix, written);
        }
        Values.prepare(form, view, start, wireUnits);
        if (form.filled()) {
            fill(form, start, units);
        }
        position = end;
        return start;
    }

    /** Where no bitmap tells which ones are there, none can be left out but the last ones. */
    private boolean skipsSubfield(final int field) {
        if (plan.table().bitmap() != null) {
            return false;
        }
        for (int between = lastField + 1; between < field; between++) {
            if (plan.form(between) != null) {
                return true;
            }
        }
        return false;
    }

    /** Checks what was put between {@link #open} and here. */
    void close(final int field, final int start, final int units) {
        final int wrong = ContentCheck.find(Plan.check(plan.steps()[field << Plan.STRIDE_SHIFT]), plan.form(field), view, start,
            units);
        if (wrong != Scan.CLEAN) {
            failAt(Fault.CONTENT, field, wrong);
        }
    }

    private void fill(final FieldForm form, final int start, final int units) {
        final byte filler = form.encoding().isBinary() ? 0
            : form.padding() == Padding.NONE ? (byte)' ' : form.padding().filler();
        for (int i = units; i < form.maxLength(); i++) {
            Values.putUnit(form, view, start, form.maxLength(), i, filler);
        }
    }

    private void putPrefix(final LengthPrefix prefix, final int written) {
        int rest = written;
        for (int at = position + prefix.bytes() - 1; at >= position; at--) {
            switch (prefix.form()) {
                case BINARY -> {
                    view.putByte(at, (byte)rest);
                    rest >>= Byte.SIZE;
                }
                case BCD -> {
                    view.putByte(at, (byte)(rest / 10 % 10 << 4 | rest % 10));
                    rest /= 100;
                }
                default -> {
                    view.putByte(at, (byte)((prefix.form() == LengthPrefix.Form.ASCII ? '0' : 0xF0) + rest % 10));
                    rest /= 10;
                }
            }
        }
    }

    private void mark(final int field) {
        lastField = field;
        final BitmapForm bitmap = plan.table().bitmap();
        if (bitmap == null) {
            return;
        }
        final int word = field - 1 >> 6;
        if (word >= 1 && word1Start == 0) {
            growBitmap(2);
            word1Start = position;
        }
        if (word == 2) {
            if (bitmap.maxWords() > 2) {
                growBitmap(3);
            } else if (bitmapInField65 && (words[1] & FieldSet.bit(TERTIARY_FIELD)) == 0) {
                insert(word1Start, plan.form(TERTIARY_FIELD).bytes(Long.BYTES));
                words[1] |= FieldSet.bit(TERTIARY_FIELD);
            }
        }
        words[word] |= FieldSet.bit(field);
    }

    private void growBitmap(final int wanted) {
        if (wanted > bitmapWords && result == Result.OK) {
            final int wordBytes = plan.table().bitmap().wordBytes();
            insert(bitmapOffset + bitmapWords * wordBytes, (wanted - bitmapWords) * wordBytes);
            bitmapWords = wanted;
        }
    }

    private void insert(final int at, final int bytes) {
        if (position + bytes > view.capacity()) {
            fail(Fault.NO_ROOM, Math.max(lastField, 0));
            return;
        }
        if (position > at) {
            view.putBytes(at + bytes, view, at, position - at);
        }
        position += bytes;
        if (word1Start > 0 && at < word1Start) {
            word1Start += bytes;
        }
    }

    private void copyPending(final int before) {
        for (int word = 0; word < pending.length && word << 6 < before - 1; word++) {
            final int bits = before - 1 - (word << 6);
            final long take = bits >= Long.SIZE ? pending[word] : pending[word] & ~(-1L >>> bits);
            if (take != 0) {
                copyWord(word, take);
                pending[word] &= ~take;
            }
        }
    }

    private void copyWord(final int word, final long fields) {
        if (lastField >= (word << 6) + Long.numberOfLeadingZeros(fields) + 1) {
            fail(Fault.FIELD_ORDER, (word << 6) + Long.numberOfLeadingZeros(fields) + 1);
            return;
        }
        long left = fields;
        int runStart = 0;
        int runEnd = 0;
        while (left != 0 && result == Result.OK) {
            final int bit = Long.numberOfLeadingZeros(left);
            left &= ~(Long.MIN_VALUE >>> bit);
            final int field = (word << 6) + bit + 1;
            final int start = source.wireOffset(field);
            if (start != runEnd) {
                copyRun(runStart, runEnd);
                runStart = start;
            }
            mark(field);
            runEnd = source.wireEnd(field);
        }
        copyRun(runStart, runEnd);
    }

    private void copyRun(final int start, final int end) {
        final int length = end - start;
        if (length > 0 && result == Result.OK) {
            if (position + length > view.capacity()) {
                fail(Fault.NO_ROOM, lastField);
                return;
            }
            view.putBytes(position, source.view, start, length);
            position += length;
        }
    }

    int finish() {
        if (source != null && result == Result.OK) {
            copyPending(FieldSpec.HIGHEST + 1);
        }
        if (result != Result.OK) {
            return FAILED;
        }
        final BitmapForm bitmap = plan.table().bitmap();
        if (bitmap != null) {
            putBitmap(bitmap);
        }
        return position;
    }

    private void putBitmap(final BitmapForm bitmap) {
        for (int word = 0; word < bitmapWords; word++) {
            final long more = word + 1 < bitmapWords ? Long.MIN_VALUE : 0;
            putWord(bitmap.encoding(), bitmapOffset + word * bitmap.wordBytes(), words[word] | more);
        }
        if (bitmapInField65 && (words[1] & FieldSet.bit(TERTIARY_FIELD)) != 0) {
            putWord(plan.form(TERTIARY_FIELD).encoding(), word1Start, words[2]);
        }
    }

    private void putWord(final Encoding encoding, final int at, final long bits) {
        if (encoding == Encoding.BINARY) {
            view.putLong(at, bits, ByteOrder.BIG_ENDIAN);
            return;
        }
        for (int i = 0; i < 2 * Long.BYTES; i++) {
            final byte digit = Chars.hexDigit((int)(bits >>> Long.SIZE - 4 * (i + 1)) & 0xF);
            view.putByte(at + i, encoding == Encoding.HEX_ASCII ? digit : Chars.toEbcdic(digit));
        }
    }

    int fail(final Fault fault, final int field) {
        return failAt(fault, field, position);
    }

    int failAt(final Fault fault, final int field, final int offset) {
        if (result == Result.OK) {
            result = Result.of(fault, field, offset);
        }
        return FAILED;
    }
}
