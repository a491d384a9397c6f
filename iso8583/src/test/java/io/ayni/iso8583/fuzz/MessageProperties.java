package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.FieldsWriter;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.codec.SubfieldReader;
import io.ayni.iso8583.codec.SubfieldWriter;
import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.mask.MessageMask;
import io.ayni.iso8583.spec.BitmapForm;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;
import io.ayni.iso8583.spec.Structure;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * What holds for any bytes whatever read in one dialect: no exception, no read outside, a fault names a place inside the
 * message; and what is accepted is written again as it was.
 */
public final class MessageProperties {
    private static final int NO_FIELD = FieldsReader.ABSENT;
    private static final int COLD_EVERY = 64;

    private final Dialect dialect;
    private final Surroundings surroundings;
    private final IsoReader reader;
    private final IsoReader embedded;
    private final IsoReader rewrittenReader;
    private final IsoWriter writer;
    private final UnsafeBuffer rewritten = new UnsafeBuffer(new byte[Surroundings.CAPACITY]);
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[Surroundings.CAPACITY]);
    private int accepted;

    public MessageProperties(final Dialect dialect, final Surroundings surroundings) {
        this.dialect = dialect;
        this.surroundings = surroundings;
        reader = new IsoReader(dialect);
        embedded = new IsoReader(dialect);
        rewrittenReader = new IsoReader(dialect);
        writer = new IsoWriter(dialect);
    }

    /** @return whether the bytes from {@code from} on are a message of the dialect */
    public boolean check(final byte[] input, final int from) {
        final int length = surroundings.place(input, from);
        final long result = reader.wrap(surroundings.guarded, 0, length);
        final long same = embedded.wrap(surroundings.embedded, surroundings.embeddedOffset, length);
        Finding.unless(result == same, "the surroundings change the result");
        Finding.unless(Result.offset(result) >= 0 && Result.offset(result) <= length, "a fault outside the message");
        equalFields(reader, embedded);
        extentsWithin(reader, length);
        Finding.unless(!MessageMask.text(reader, result).isEmpty(), "nothing is shown");
        if (!Result.isOk(result)) {
            return false;
        }
        if (accepted++ % COLD_EVERY == 0) {
            final IsoReader cold = new IsoReader(dialect);
            Finding.unless(Result.isOk(cold.wrap(surroundings.guarded, 0, length)), "a new reader sees another message");
            equalFields(reader, cold);
        }
        rewrittenAsItStands(length);
        rewrittenFieldByField();
        rewrittenFromText();
        for (int field = reader.next(0); field != NO_FIELD; field = reader.next(field)) {
            inside(reader, field);
        }
        answered();
        return true;
    }

    private static void equalFields(final FieldsReader left, final FieldsReader right) {
        int field = NO_FIELD;
        do {
            Finding.unless(left.next(field) == right.next(field), "not the same fields");
            field = left.next(field);
            Finding.unless(left.offset(field) == right.offset(field) && left.length(field) == right.length(field)
                && left.wireOffset(field) == right.wireOffset(field) && left.wireLength(field) == right.wireLength(field)
                && left.number(field) == right.number(field) && left.chars(field) == right.chars(field)
                && left.equalsField(field, right), "not the same value in a field");
        } while (field != NO_FIELD);
    }

    private static void extentsWithin(final FieldsReader fields, final int length) {
        int end = 0;
        for (int field = fields.next(NO_FIELD); field != NO_FIELD; field = fields.next(field)) {
            Finding.unless(fields.wireOffset(field) >= end && fields.wireLength(field) >= 0, "fields overlap");
            end = fields.wireOffset(field) + fields.wireLength(field);
            Finding.unless(end <= length && fields.offset(field) + fields.byteLength(field) <= end, "outside");
            fields.unit(field, fields.length(field) - 1);
        }
    }

    private void rewrittenAsItStands(final int length) {
        writer.wrap(rewritten, 0, rewritten.capacity());
        writer.start(reader.mti(), reader, FieldSet.ALL);
        final int written = finish();
        if (isShortestBitmap()) {
            Finding.unless(written == length, "not written as it was read");
            for (int i = 0; i < length; i++) {
                Finding.unless(rewritten.getByte(i) == surroundings.guarded.getByte(i) || isSmallHexDigitOfBitmap(i),
                    "not written byte for byte as it was read");
            }
        }
    }

    /** Hexadecimal of a bitmap is read in small letters too, and written in capitals. */
    private boolean isSmallHexDigitOfBitmap(final int offset) {
        final Encoding encoding = dialect.fields().bitmap().encoding();
        final int letterCase = encoding == Encoding.HEX_ASCII ? 0x20 : encoding == Encoding.HEX_EBCDIC ? 0x40 : 0;
        final boolean inBitmap = offset >= reader.bitmapOffset() && offset < reader.bodyOffset();
        return (inBitmap || hasBitmapInField65())
            && (rewritten.getByte(offset) ^ surroundings.guarded.getByte(offset)) == letterCase;
    }

    private boolean hasBitmapInField65() {
        final FieldSpec tertiary = dialect.field(FieldTable.TERTIARY_BITMAP);
        return tertiary != null && tertiary.form().content() == Content.BITMAP;
    }

    /** A bitmap may announce a further one in which no field stands; it is read, and not written. */
    private boolean isShortestBitmap() {
        int highest = 1;
        for (int field = reader.next(0); field != NO_FIELD; field = reader.next(field)) {
            highest = field;
        }
        if (hasBitmapInField65() && highest <= 2 * Long.SIZE) {
            return false;
        }
        final BitmapForm bitmap = dialect.fields().bitmap();
        final int words = (reader.bodyOffset() - reader.bitmapOffset()) / bitmap.wordBytes();
        return words == Math.min(bitmap.maxWords(), (highest - 1) / Long.SIZE + 1);
    }

    private void rewrittenFieldByField() {
        writer.wrap(scratch, 0, scratch.capacity());
        writer.mti(reader.mti());
        if (dialect.headerLength() > 0) {
            writer.header(reader.buffer(), 0);
        }
        for (int field = reader.next(0); field != NO_FIELD; field = reader.next(field)) {
            writer.copy(field, reader);
        }
        final int length = finish();
        Finding.unless(Result.isOk(rewrittenReader.wrap(scratch, 0, length)), "a copy cannot be read");
        equalValues(reader, rewrittenReader);
    }

    private void rewrittenFromText() {
        writer.wrap(scratch, 0, scratch.capacity());
        writer.mti(reader.mti());
        putTexts(reader, writer);
        final int length = finish();
        Finding.unless(Result.isOk(rewrittenReader.wrap(scratch, 0, length)), "what was written cannot be read");
        equalValues(reader, rewrittenReader);
    }

    private static void putTexts(final FieldsReader from, final FieldsWriter to) {
        for (int field = from.next(0); field != NO_FIELD; field = from.next(field)) {
            final Encoding encoding = from.table().field(field).form().encoding();
            if (encoding.isBinary()) {
                to.putHex(field, from.text(field));
            } else if (encoding == Encoding.EBCDIC_ZONED && from.text(field).startsWith("-")) {
                to.copy(field, from);
            } else {
                to.putAscii(field, from.text(field));
            }
        }
    }

    private static void equalValues(final FieldsReader read, final FieldsReader written) {
        int field = NO_FIELD;
        do {
            Finding.unless(read.next(field) == written.next(field), "other fields were written");
            field = read.next(field);
            Finding.unless(read.equalsField(field, written) && read.number(field) == written.number(field),
                "another value was written");
        } while (field != NO_FIELD);
    }

    private void inside(final FieldsReader around, final int field) {
        final FieldSpec spec = around.table().field(field);
        if (spec.structure() instanceof Structure.Subfields subfields) {
            final SubfieldReader inside = new SubfieldReader(subfields.table());
            final long result = inside.wrap(around, field);
            Finding.unless(Result.offset(result) >= 0 && Result.offset(result) <= around.length(field),
                "a fault outside the value");
            extentsWithin(inside, inside.totalLength());
            if (Result.isOk(result)) {
                rewritten(inside, subfields.table());
                for (int part = inside.next(NO_FIELD); part != NO_FIELD; part = inside.next(part)) {
                    inside(inside, part);
                }
            }
        } else if (spec.structure() instanceof Structure.BerTlv && around.byteLength(field) == around.length(field)) {
            TlvProperties.berInside(around.buffer(), around.offset(field), around.byteLength(field));
        }
    }

    private void rewritten(final SubfieldReader inside, final FieldTable table) {
        final SubfieldWriter subfields = new SubfieldWriter(table);
        subfields.wrap(scratch, 0, scratch.capacity());
        for (int part = inside.next(NO_FIELD); part != NO_FIELD; part = inside.next(part)) {
            subfields.copy(part, inside);
        }
        final int length = subfields.finish();
        Finding.unless(length >= 0, "subfields cannot be written again: " + Result.describe(subfields.result()));
        final SubfieldReader again = new SubfieldReader(table);
        Finding.unless(Result.isOk(again.wrap(scratch, 0, length)), "subfields written cannot be read");
        equalValues(inside, again);
        Finding.unless(length <= inside.totalLength(), "subfields grew");
    }

    private void answered() {
        writer.wrap(scratch, 0, scratch.capacity());
        writer.respondTo(reader, FieldSet.ALL);
        final int length = finish();
        Finding.unless(Result.isOk(rewrittenReader.wrap(scratch, 0, length)), "the answer cannot be read");
    }

    private int finish() {
        final int length = writer.finish();
        if (length < 0) {
            throw new Finding("cannot be written again: " + Result.describe(writer.result()));
        }
        return length;
    }
}
