package io.ayni.iso8583.mask;

/**
 * Masks primary account numbers, in a field of their own or in the middle of free text.
 */
public final class PanMask {
    private static final int BIN_DIGITS = 6;
    private static final int LAST_DIGITS = 4;
    private static final int SHORTEST_PAN = 13;
    private static final int LONGEST_PAN = 19;

    private PanMask() {
    }

    /** Appends the first six digits and the last four; the length alone when it is no account number. */
    public static void append(final CharSequence pan, final StringBuilder to) {
        final int length = pan.length();
        if (length < SHORTEST_PAN || digits(pan, 0) != length) {
            to.append('[').append(length).append(']');
            return;
        }
        to.append(pan, 0, BIN_DIGITS).append("*".repeat(length - BIN_DIGITS - LAST_DIGITS))
            .append(pan, length - LAST_DIGITS, length);
    }

    /** Appends text, control characters as dots, with whatever in it may be an account number (13 to 19 digits that
     *  satisfy the Luhn check) masked. */
    public static void appendText(final CharSequence text, final StringBuilder to) {
        int at = 0;
        while (at < text.length()) {
            final int run = digits(text, at);
            if (run > 0) {
                appendDigits(text.subSequence(at, at + run), to);
                at += run;
            } else {
                final char character = text.charAt(at++);
                to.append(Character.isISOControl(character) ? '.' : character);
            }
        }
    }

    /**
     * Of digits in which one or more stretches may be account numbers, what lies between the first six digits of the
     * first and the last four of the last is hidden: they may overlap, and nothing tells which of them is the one.
     */
    private static void appendDigits(final CharSequence run, final StringBuilder to) {
        int start = run.length();
        int end = 0;
        for (int at = 0; at + SHORTEST_PAN <= run.length(); at++) {
            final int longest = panAt(run, at);
            if (longest > 0) {
                start = Math.min(start, at);
                end = Math.max(end, at + longest);
            }
        }
        if (end == 0) {
            to.append(run);
            return;
        }
        to.append(run, 0, start + BIN_DIGITS).append("*".repeat(end - LAST_DIGITS - start - BIN_DIGITS))
            .append(run, end - LAST_DIGITS, run.length());
    }

    /** @return the length of the longest possible account number that starts there; 0 when there is none. */
    private static int panAt(final CharSequence digits, final int at) {
        if (digits.charAt(at) == '0') {
            return 0;
        }
        for (int length = Math.min(LONGEST_PAN, digits.length() - at); length >= SHORTEST_PAN; length--) {
            if (isLuhn(digits, at, length)) {
                return length;
            }
        }
        return 0;
    }

    private static boolean isLuhn(final CharSequence digits, final int at, final int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            final int digit = digits.charAt(at + length - 1 - i) - '0';
            final int doubled = (i & 1) == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    private static int digits(final CharSequence text, final int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
