package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Scan;

import org.agrona.UnsafeApi;

/**
 * What a {@link ShapeProgram} calls, with constants for all that its shape knows. Written so that constants fold; the
 * program has checked that the bytes are there.
 */
final class ShapeSteps {
    private static final int NOWHERE = -1;

    private ShapeSteps() {
    }

    /**
     * Apart from the number they make, so that where the next field starts does not wait for the answer.
     *
     * @return whether the bytes are decimal digits, each {@code zone} + digit
     */
    static boolean areZoned(final Object base, final long address, final int digits, final int zone) {
        int outside = 0;
        for (int i = 0; i < digits; i++) {
            final int digit = (UnsafeApi.getByte(base, address + i) & 0xFF) - zone;
            outside |= digit | 9 - digit;
        }
        return outside >= 0;
    }

    static int zonedLength(final Object base, final long address, final int digits, final int zone) {
        int length = 0;
        for (int i = 0; i < digits; i++) {
            length = length * 10 + (UnsafeApi.getByte(base, address + i) & 0xFF) - zone;
        }
        return length;
    }

    /** @return whether the bytes are packed decimal digits. */
    static boolean arePacked(final Object base, final long address, final int bytes) {
        int outside = 0;
        for (int i = 0; i < bytes; i++) {
            final int pair = UnsafeApi.getByte(base, address + i) & 0xFF;
            outside |= 9 - (pair >> 4) | 9 - (pair & 0xF);
        }
        return outside >= 0;
    }

    static int packedLength(final Object base, final long address, final int bytes) {
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            final int pair = UnsafeApi.getByte(base, address + i) & 0xFF;
            length = length * 100 + (pair >> 4) * 10 + (pair & 0xF);
        }
        return length;
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
        return units < min || units > max || bytes > limit - start ? NOWHERE : start + bytes;
    }

    /** A check that {@link ContentCheck#passes} cannot do. */
    static boolean holds(final FieldParser parser, final int field, final int start, final int units) {
        final Plan plan = parser.plan;
        return ContentCheck.find(Plan.check(plan.op(field)), plan.form(field), parser.view, start, units) == Scan.CLEAN;
    }
}
