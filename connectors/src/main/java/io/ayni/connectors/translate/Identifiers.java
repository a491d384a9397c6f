package io.ayni.connectors.translate;

/** Numbers that name members and cards, as digits: they go beyond what a JSON number is sure to keep. */
public final class Identifiers {
    public static final long INVALID = -1;
    private static final int MAX_DIGITS = 19;

    private Identifiers() {
    }

    /** @return the positive number, or {@link #INVALID}. */
    public static long parse(final CharSequence digits) {
        final int length = digits.length();
        if (length == 0 || length > MAX_DIGITS) {
            return INVALID;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            final int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return INVALID;
            }
            value = value * 10 + digit;
        }
        return value > 0 ? value : INVALID;
    }
}
