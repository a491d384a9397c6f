package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Scan;

import org.agrona.UnsafeApi;

/**
 * What a {@link ShapeProgram} calls, with constants for all that its shape knows. Written so that constants fold; the
 * program has checked that the bytes are there.
 */
final class ShapeSteps {
    private static final int NO_LENGTH = -1;

    private ShapeSteps() {
    }

    /** @return the number of decimal digits whose byte is {@code zone} + digit; negative when they are none. */
    static int zonedLength(final Object base, final long address, final int digits, final int zone) {
        int length = 0;
        int outside = 0;
        for (int i = 0; i < digits; i++) {
            final int digit = (UnsafeApi.getByte(base, address + i) & 0xFF) - zone;
            outside |= digit | 9 - digit;
            length = length * 10 + digit;
        }
        return outside < 0 ? NO_LENGTH : length;
    }

    /** @return the number of packed digits; negative when they are none. */
    static int packedLength(final Object base, final long address, final int bytes) {
        int length = 0;
        int outside = 0;
        for (int i = 0; i < bytes; i++) {
            final int high = UnsafeApi.getByte(base, address + i) >> 4 & 0xF;
            final int low = UnsafeApi.getByte(base, address + i) & 0xF;
            outside |= 9 - high | 9 - low;
            length = length * 100 + high * 10 + low;
        }
        return outside < 0 ? NO_LENGTH : length;
    }

    static int binaryLength(final Object base, final long address, final int bytes) {
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << Byte.SIZE | UnsafeApi.getByte(base, address + i) & 0xFF;
        }
        return length;
    }

    /** @return where a value ends; negative when it is too short, too long, or reaches beyond the limit. */
    static int end(final int start, final int units, final int bytes, final int min, final int max, final int limit) {
        return units < min || units > max || bytes > limit - start ? NO_LENGTH : start + bytes;
    }

    /** A check that {@link ContentCheck#passes} cannot do. */
    static boolean holds(final FieldParser parser, final int field, final int start, final int units) {
        final Plan plan = parser.plan;
        return ContentCheck.find(Plan.check(plan.op(field)), plan.form(field), parser.view, start, units) == Scan.CLEAN;
    }
}
