package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.tlv.BerTlvReader;
import io.ayni.iso8583.tlv.BerTlvWriter;
import io.ayni.iso8583.tlv.TlvReader;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What holds for any bytes whatever read as tags, lengths and values. */
final class TlvProperties {
    private static final int MAX_DEPTH = 16;
    private static final UnsafeBuffer COPY = new UnsafeBuffer(new byte[Surroundings.CAPACITY]);
    private static final UnsafeBuffer SHORTEST = new UnsafeBuffer(new byte[Surroundings.CAPACITY]);

    private TlvProperties() {
    }

    /** Both readers see the same parts, in order, inside the value; a fault names a place in it. */
    static void same(final TlvReader left, final TlvReader right, final int length) {
        int end = 0;
        boolean more = left.next();
        while (more) {
            Finding.unless(right.next() && left.tagOffset() == right.tagOffset()
                && left.valueOffset() == right.valueOffset() && left.valueLength() == right.valueLength(),
                "the surroundings change a part");
            Finding.unless(left.tagText().equals(right.tagText()), "the surroundings change a tag");
            Finding.unless(left.tagOffset() >= end && left.valueOffset() > left.tagOffset() && left.valueLength() >= 0,
                "parts overlap");
            end = left.valueOffset() + left.valueLength();
            Finding.unless(end <= length, "a part outside the value");
            more = left.next();
        }
        Finding.unless(!right.next() && left.result() == right.result(), "the surroundings change the result");
        Finding.unless(Result.offset(left.result()) >= 0 && Result.offset(left.result()) <= length, "a fault outside");
        Finding.unless(left.check() == right.result(), "another result the second time");
    }

    /** A value, and the values inside its constructed parts: written again as it came, and with the shortest lengths. */
    static void berInside(final DirectBuffer buffer, final int offset, final int length) {
        berInside(buffer, offset, length, 0);
    }

    private static void berInside(final DirectBuffer buffer, final int offset, final int length, final int depth) {
        final BerTlvReader reader = new BerTlvReader();
        reader.wrap(buffer, offset, length);
        if (!Result.isOk(reader.check())) {
            return;
        }
        if (depth == 0) {
            rewritten(reader, length);
        }
        while (depth < MAX_DEPTH && reader.next()) {
            if (reader.isConstructed()) {
                berInside(reader.buffer(), reader.valueOffset(), reader.valueLength(), depth + 1);
            }
        }
    }

    private static void rewritten(final BerTlvReader reader, final int length) {
        final BerTlvWriter copy = new BerTlvWriter();
        final BerTlvWriter shortest = new BerTlvWriter();
        copy.wrap(COPY, 0, COPY.capacity());
        shortest.wrap(SHORTEST, 0, SHORTEST.capacity());
        boolean filled = false;
        int end = 0;
        while (reader.next()) {
            filled |= reader.tagOffset() != end;
            end = reader.valueOffset() + reader.valueLength();
            copy.copy(reader);
            shortest.put(reader.tag(), reader.buffer(), reader.valueOffset(), reader.valueLength());
        }
        Finding.unless(filled || end != length || copy.finish() == length, "not written as it was read");
        for (int i = 0; !filled && i < end; i++) {
            Finding.unless(COPY.getByte(i) == reader.buffer().getByte(i), "not written byte for byte as it was read");
        }
        Finding.unless(shortest.finish() >= 0 && shortest.finish() <= copy.finish(), "longer than it was");
        sameValues(reader, shortest.finish());
    }

    private static void sameValues(final BerTlvReader reader, final int length) {
        final BerTlvReader again = new BerTlvReader();
        again.wrap(SHORTEST, 0, length);
        reader.rewind();
        while (reader.next()) {
            Finding.unless(again.next() && again.tag() == reader.tag() && again.valueLength() == reader.valueLength(),
                "another part was written");
            for (int i = 0; i < reader.valueLength(); i++) {
                Finding.unless(again.buffer().getByte(again.valueOffset() + i)
                    == reader.buffer().getByte(reader.valueOffset() + i), "another value was written");
            }
        }
        Finding.unless(!again.next() && Result.isOk(again.result()), "more parts were written");
        reader.rewind();
    }
}
