package io.ayni.connectors.translate;

import io.ayni.core.command.AccountNumber;

import org.agrona.MutableDirectBuffer;

/** Digits packed as {@link AccountNumber} says, on the hot path: accounts, institutions, DE32. No allocation. */
final class PackedDigits {
    private PackedDigits() {
    }

    /** @return the packed digits; {@link AccountNumber#NONE} when these are no 1 to 18 digits. */
    static long parse(final CharSequence digits) {
        return Math.max(AccountNumber.NONE, AccountNumber.parse(digits));
    }

    /** Writes the digits as ASCII. @return how many; 0 for {@link AccountNumber#NONE}. */
    static int put(final MutableDirectBuffer to, final int offset, final long packed) {
        if (packed <= AccountNumber.NONE) {
            return 0;
        }
        final int length = to.putLongAscii(offset, packed) - 1;
        to.putBytes(offset, to, offset + 1, length);
        return length;
    }

    /** @return the digits as a number, leading zeros dropped; 0 for {@link AccountNumber#NONE}. */
    static long number(final long packed) {
        long leading = 1;
        while (leading <= packed / 10) {
            leading *= 10;
        }
        return packed <= AccountNumber.NONE ? 0 : packed - leading;
    }
}
