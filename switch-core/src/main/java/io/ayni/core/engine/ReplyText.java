package io.ayni.core.engine;

import org.agrona.MutableDirectBuffer;

/** Texts of outcomes, written without a String. */
final class ReplyText {
    /** DE37. */
    static final int REFERENCE_LENGTH = 12;
    /** DE38. */
    static final int APPROVAL_CODE_LENGTH = 6;

    private static final long SPACES = 0x2020_2020_2020_2020L;

    private ReplyText() {
    }

    /** @param length at least 4, and a multiple of 8 or 4 more. */
    static void putSpaces(final MutableDirectBuffer to, final int offset, final int length) {
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            to.putLong(offset + at, SPACES);
        }
        to.putInt(offset + at, (int) SPACES);
    }

    /** @param value below 10 to the number of digits, and at most nine of them. */
    static void putDigits(final MutableDirectBuffer to, final int offset, final int digits, final long value) {
        int rest = (int) value;
        for (int i = digits - 1; i >= 0; i--) {
            to.putByte(offset + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    static void putReference(final MutableDirectBuffer to, final int offset, final long reference) {
        putDigits(to, offset, 6, reference / 1_000_000);
        putDigits(to, offset + 6, 6, reference % 1_000_000);
    }

    /** Our own: six digits of the payment's place in the log. */
    static void putApprovalCode(final MutableDirectBuffer to, final int offset, final long sequence) {
        putDigits(to, offset, APPROVAL_CODE_LENGTH, sequence % 1_000_000);
    }
}
