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
    private final int[] steps;
    private final boolean hasBitmap;
    private final Encoding bitmapEncoding;
    private final int maxWords;
    private final int wordBytes;
    private final boolean bitmapInField65;
    private int position;
    private int lastField;
    private int bitmapOffset;
    private int bitmapWords;
    private int word1Start;
    private final long[] words = new long[BitmapForm.MAX_WORDS];
    private final long[] pending = new long[BitmapForm.MAX_WORDS];
    private FieldParser source;
    private boolean echoes;

    FieldAssembler(final Plan plan) {
        this.plan = plan;
        steps = plan.steps();
        final BitmapForm bitmap = plan.table().bitmap();
        hasBitmap = bitmap != null;
        bitmapEncoding = hasBitmap ? bitmap.encoding() : null;
        maxWords = hasBitmap ? bitmap.maxWords() : 0;
        wordBytes = hasBitmap ? bitmap.wordBytes() : 0;
        bitmapInField65 = plan.tertiaryBit() != 0;
    }

    void wrap(final MutableDirectBuffer buffer, final int offset, final int capacity) {
        view.wrap(buffer, offset, capacity);
        result = Result.OK;
        position = 0;
        lastField = -1;
        bitmapWords = 0;
        word1Start = 0;
        echoes = false;
        for (int i = 0; i < words.length; i++) {
            words[i] = 0;
            pending[i] = 0;
        }
    }

    /** Leaves room for the bytes before the bitmap and for one word of it. */
    void beginBody(final int start) {
        bitmapOffset = start;
        position = start;
        if (hasBitmap) {
            growBitmap(1);
        }
    }

    /** Has the chosen fields of {@code from} copied as their turn comes. */
    void echo(final FieldParser from, final FieldSet fields) {
        // Storing a reference may cost a fence, for the garbage collector's sake.
        if (source != from) {
            source = from;
        }
        echoes = true;
        if (lastField > 0) {
            fail(Fault.FIELD_ORDER, lastField);
        }
        for (int i = 0; i < pending.length; i++) {
            pending[i] = from.word(i) & fields.word(i);
            // Each of them gets its bit: it is copied, or another value is put in its place.
            words[i] = pending[i];
        }
        growBitmap(pending[2] != 0 && maxWords > 2 ? 3 : (pending[1] | pending[2]) != 0 ? 2 : 1);
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
        if (echoes) {
            copyPending(field);
            pending[field - 1 >> 6] &= ~FieldSet.bit(field);
            if (result != Result.OK) {
                return FAILED;
            }
        }
        final int step = field << Plan.STRIDE_SHIFT;
        if (field <= lastField || !hasBitmap && skipsSubfield(field)) {
            return fail(Fault.FIELD_ORDER, field);
        }
        if (units > steps[step + Plan.MAX] || units < steps[step + Plan.MIN]) {
            return fail(units < steps[step + Plan.MIN] ? Fault.LENGTH_BELOW_MIN : Fault.LENGTH_ABOVE_MAX, field);
        }
        mark(field);
        final int op = steps[step];
        final int start = position + Plan.prefixBytes(op);
        final int end = start + plan.bytes(field, units);
        if (result != Result.OK || end > view.capacity()) {
            return fail(Fault.NO_ROOM, field);
        }
        if (Plan.prefix(op) != Plan.PREFIX_FIXED && !putPrefix(plan.form(field), units)) {
            return fail(Fault.LENGTH_ABOVE_MAX, field);
        }
        if (Plan.isPacked(op)) {
            final FieldForm form = plan.form(field);
            Values.prepare(form, view, start, form.filled() ? form.maxLength() : units);
        }
        if (Plan.prefix(op) == Plan.PREFIX_GENERAL) {
            fill(plan.form(field), start, units);
        }
        position = end;
        return start;
    }

    /** Where no bitmap tells which ones are there, none can be left out but the last ones. */
    private boolean skipsSubfield(final int field) {
        for (int between = lastField + 1; between < field; between++) {
            if (plan.form(between) != null) {
                return true;
            }
        }
        return false;
    }

    /** Checks what was put between {@link #open} and here. */
    void close(final int field, final int start, final int units) {
        final int wrong = ContentCheck.find(Plan.check(plan.op(field)), plan.form(field), view, start, units);
        if (wrong != Scan.CLEAN) {
            failAt(Fault.CONTENT, field, wrong);
        }
    }

    private void fill(final FieldForm form, final int start, final int units) {
        if (!form.filled()) {
            return;
        }
        final byte filler = form.encoding().isBinary() ? 0
            : form.padding() == Padding.NONE ? (byte)' ' : form.padding().filler();
        for (int i = units; i < form.maxLength(); i++) {
            Values.putUnit(form, view, start, form.maxLength(), i, filler);
        }
    }

    /** @return whether the prefix can hold the length. */
    private boolean putPrefix(final FieldForm form, final int units) {
        final LengthPrefix prefix = form.prefix();
        int rest = form.written(units);
        if (rest > prefix.max()) {
            return false;
        }
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
        return true;
    }

    private void mark(final int field) {
        lastField = field;
        if (!hasBitmap) {
            return;
        }
        final int word = field - 1 >> 6;
        if (word > 0) {
            openWord(word);
        }
        words[word] |= FieldSet.bit(field);
    }

    /** Makes room in the bitmap before the first field of its second or third word. */
    private void openWord(final int word) {
        if (word1Start == 0) {
            growBitmap(2);
            word1Start = position;
        }
        if (word == 2) {
            if (maxWords > 2) {
                growBitmap(3);
            } else if (bitmapInField65 && (words[1] & FieldSet.bit(TERTIARY_FIELD)) == 0) {
                insert(word1Start, plan.form(TERTIARY_FIELD).bytes(Long.BYTES));
                words[1] |= FieldSet.bit(TERTIARY_FIELD);
            }
        }
    }

    private void growBitmap(final int wanted) {
        if (wanted > bitmapWords && result == Result.OK) {
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

    /** Copies what the answer repeats of the request, up to a field. */
    private void copyPending(final int before) {
        final int lastWord = before - 1 >> 6;
        for (int word = 0; word <= lastWord && word < pending.length; word++) {
            final long fields = word < lastWord ? pending[word] : pending[word] & ~(-1L >>> (before - 1 & 63));
            if (fields == 0) {
                continue;
            }
            pending[word] &= ~fields;
            if (word > 0) {
                openWord(word);
            }
            // Fields that follow one another in the bitmap of the request also do on the wire.
            final long leftOut = source.word(word) & ~fields;
            for (long left = fields; left != 0; ) {
                final int bit = Long.numberOfLeadingZeros(left);
                final int end = Long.numberOfLeadingZeros(leftOut & -1L >>> bit);
                final long run = end == Long.SIZE ? left : left & ~(-1L >>> end);
                copyBlock(source.wireOffset((word << 6) + bit + 1),
                    source.wireEnd((word << 6) + Long.SIZE - Long.numberOfTrailingZeros(run)));
                left &= ~run;
            }
        }
    }

    private void copyBlock(final int start, final int end) {
        final int length = end - start;
        if (position + length > view.capacity()) {
            fail(Fault.NO_ROOM, lastField);
        }
        if (result == Result.OK) {
            view.putBytes(position, source.view, start, length);
            position += length;
        }
    }

    int finish() {
        if (echoes && result == Result.OK) {
            copyPending(FieldSpec.HIGHEST + 1);
        }
        if (result != Result.OK) {
            return FAILED;
        }
        if (hasBitmap) {
            putBitmap();
        }
        return position;
    }

    private void putBitmap() {
        for (int word = 0; word < bitmapWords; word++) {
            final long more = word + 1 < bitmapWords ? Long.MIN_VALUE : 0;
            putWord(bitmapEncoding, bitmapOffset + word * wordBytes, words[word] | more);
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
