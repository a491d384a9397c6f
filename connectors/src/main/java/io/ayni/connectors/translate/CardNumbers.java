package io.ayni.connectors.translate;

/** Card numbers as they are typed: 12 to 19 digits, the last of which checks the others (ISO/IEC 7812-1, annex B). */
final class CardNumbers {
    private static final int MIN_DIGITS = 12;
    private static final int MAX_DIGITS = 19;

    private CardNumbers() {
    }

    static boolean isValid(final CharSequence text) {
        final int length = text.length();
        if (length < MIN_DIGITS || length > MAX_DIGITS) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < length; i++) {
            final int digit = text.charAt(length - 1 - i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            final int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
