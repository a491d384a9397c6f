package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialects;

import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Readers with a fault each, as a tired engineer would write them, near enough to right ones that only an input of some
 * shape meets the fault. The first byte chooses one; with the system property {@code ayni.fuzz.hang} there is but the
 * reader that does not end.
 */
public final class PlantedFaults {
    private static final boolean HANG = Boolean.getBoolean("ayni.fuzz.hang");
    private static final Surroundings SURROUNDINGS = new Surroundings();
    private static final IsoReader READER = new IsoReader(Dialects.iso1987Ascii());
    private static final IsoWriter WRITER = new IsoWriter(Dialects.iso1987Ascii());
    private static final FieldSet ALL_BUT_ONE = FieldSet.ALL.without(37);
    private static final UnsafeBuffer WRITTEN = new UnsafeBuffer(new byte[Surroundings.CAPACITY]);

    private PlantedFaults() {
    }

    public static void fuzzerTestOneInput(final byte[] input) {
        if (input.length == 0) {
            return;
        }
        final int length = SURROUNDINGS.place(input, 1);
        if (HANG) {
            goThrough(SURROUNDINGS.guarded, length);
            return;
        }
        switch (input[0] & 3) {
            case 0 -> readWord(SURROUNDINGS.guarded, length);
            case 1 -> Finding.unless(sum(SURROUNDINGS.guarded, 0, length)
                == sum(SURROUNDINGS.embedded, SURROUNDINGS.embeddedOffset, length), "the surroundings change the sum");
            case 2 -> throwForSomeLengths(length);
            default -> rewrite(length);
        }
    }

    /** The last eight bytes are read as a word although there are fewer; what is behind is then cut off. */
    private static void readWord(final UnsafeBuffer buffer, final int length) {
        if (length > 1 && buffer.getByte(0) == '0' && buffer.getByte(length - 1) >= '0') {
            final long word = UnsafeApi.getLong(buffer.addressOffset() + length - 1);
            Finding.unless((word & 0xFF) == (buffer.getByte(length - 1) & 0xFF), "never");
        }
    }

    /** Counts of what follows; the last one is believed before it is compared with what is there. */
    private static int sum(final UnsafeBuffer buffer, final int offset, final int length) {
        int sum = 0;
        for (int at = 0; at < length;) {
            final int count = buffer.getByte(offset + at) & 7;
            final boolean behind = at + count == length && offset > 0;
            sum += behind ? buffer.getByte(offset + at + count) : count;
            at += 1 + count;
        }
        return sum;
    }

    private static void throwForSomeLengths(final int length) {
        READER.wrap(SURROUNDINGS.guarded, 0, length);
        final int units = READER.length(44);
        if (units > 3 && units < 22) {
            throw new IllegalStateException("between");
        }
    }

    /** A field of the request gets lost in what is written. */
    private static void rewrite(final int length) {
        if (Result.isOk(READER.wrap(SURROUNDINGS.guarded, 0, length))) {
            WRITER.wrap(WRITTEN, 0, WRITTEN.capacity());
            WRITER.start(READER.mti(), READER, ALL_BUT_ONE);
            Finding.unless(WRITER.finish() == length || !READER.has(37), "a field is lost");
        }
    }

    /** A part of length 0 is read again and again. */
    private static void goThrough(final UnsafeBuffer buffer, final int length) {
        int at = 0;
        while (at < length) {
            at += buffer.getByte(at) == 'Z' && at > 2 ? 0 : 1;
        }
    }
}
