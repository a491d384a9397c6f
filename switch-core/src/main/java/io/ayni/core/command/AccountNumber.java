package io.ayni.core.command;

import org.agrona.MutableDirectBuffer;

/**
 * An account number of 1 to 18 digits packed into a positive {@code long}: the digits with a 1 in front, so that
 * leading zeros survive ({@code "0042"} is 10042). 0 means no account.
 */
public final class AccountNumber {
    public static final int MAX_DIGITS = 18;
    public static final long NONE = 0;
    /** What {@link #parse} answers when the text is no account number. */
    public static final long INVALID = -1;

    private static final long[] LEADS = new long[MAX_DIGITS + 1];

    static {
        LEADS[0] = 1;
        for (int i = 1; i < LEADS.length; i++) {
            LEADS[i] = LEADS[i - 1] * 10;
        }
    }

    private AccountNumber() {
    }

    /**
     * @param digits as a number
     * @param length how many there are, zeros before it among them
     * @return the packed number, or {@link #INVALID} when they are not 1 to 18
     */
    public static long of(final long digits, final int length) {
        return length < 1 || length > MAX_DIGITS ? INVALID : LEADS[length] + digits;
    }

    /** @return the packed number, or {@link #INVALID} when it is not 1 to 18 ASCII digits. */
    public static long parse(final CharSequence digits) {
        final int length = digits.length();
        if (length == 0 || length > MAX_DIGITS) {
            return INVALID;
        }
        long packed = 1;
        for (int i = 0; i < length; i++) {
            final int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            packed = packed * 10 + digit;
        }
        return packed;
    }

    /** @return the digits; empty for {@link #NONE}. */
    public static String format(final long packed) {
        return packed <= 0 ? "" : Long.toString(packed).substring(1);
    }

    /** Writes the digits. @return how many there are. */
    public static int write(final long packed, final MutableDirectBuffer to, final int offset) {
        int digits = 0;
        for (long rest = packed; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = packed;
        for (int i = digits - 1; i >= 0; i--) {
            to.putByte(offset + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        return digits;
    }

    /** @return the number without the zeros before it: the same for {@code "0042"} and {@code "42"}. */
    public static long value(final long packed) {
        long lead = 1;
        while (lead <= packed / 10) {
            lead *= 10;
        }
        return packed <= 0 ? 0 : packed - lead;
    }

    /** @return all but the last four digits replaced by asterisks, for receipts and logs. */
    public static String mask(final long packed) {
        final String digits = format(packed);
        final int hidden = Math.max(0, digits.length() - 4);
        return "*".repeat(hidden) + digits.substring(hidden);
    }
}
