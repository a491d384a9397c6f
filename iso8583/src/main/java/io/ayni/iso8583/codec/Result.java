package io.ayni.iso8583.codec;

/**
 * The result of reading or writing, packed into a long so that it costs no object:
 * <pre>
 *   63      56 55        44 43        32 31            0
 *   +---------+------------+------------+---------------+
 *   |  fault  |   field    |  subfield  |    offset     |
 *   +---------+------------+------------+---------------+
 * </pre>
 * 0 is success. The field is 0 for the message type indicator, 1 for the bitmap. The offset counts from the first byte
 * of the message (or of the value, for what reads a value alone).
 */
public final class Result {
    public static final long OK = 0;

    private static final int FAULT_SHIFT = 56;
    private static final int FIELD_SHIFT = 44;
    private static final int SUBFIELD_SHIFT = 32;
    private static final int FIELD_MASK = 0xFFF;

    private Result() {
    }

    public static long of(final Fault fault, final int field, final int offset) {
        return (long)fault.ordinal() << FAULT_SHIFT | (long)field << FIELD_SHIFT | Integer.toUnsignedLong(offset);
    }

    /** @return a result of a field's inside as one of the message: the field around it, its offset added. */
    public static long inside(final long result, final int field, final int valueOffset) {
        return of(fault(result), field, valueOffset + offset(result)) | (long)field(result) << SUBFIELD_SHIFT;
    }

    public static boolean isOk(final long result) {
        return result == OK;
    }

    public static Fault fault(final long result) {
        return Fault.of((int)(result >>> FAULT_SHIFT));
    }

    public static int field(final long result) {
        return (int)(result >>> FIELD_SHIFT) & FIELD_MASK;
    }

    /** @return the subfield inside the field, 0 when none. */
    public static int subfield(final long result) {
        return (int)(result >>> SUBFIELD_SHIFT) & FIELD_MASK;
    }

    public static int offset(final long result) {
        return (int)result;
    }

    /** @return for logs: fault, field and offset, nothing of the message. Allocates. */
    public static String describe(final long result) {
        if (result == OK) {
            return "ok";
        }
        final String subfield = subfield(result) == 0 ? "" : "." + subfield(result);
        return fault(result).name() + " field " + field(result) + subfield + " offset " + offset(result) + ": "
            + fault(result).text();
    }
}
