package io.ayni.connectors.security;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Which PINs are too weak to be taken. */
public final class PinRules {
    private static final List<DateTimeFormatter> DATE_FORMS = List.of(
            form("ddMM"), form("MMdd"), form("uuuu"), form("MMuu"), form("uuMM"), form("ddMMuu"), form("MMdduu"),
            form("uuMMdd"), form("uuuuMM"), form("MMuuuu"));

    /** Why a PIN is refused. */
    public enum Weakness {
        /** Of some other form than 4 or 6 digits. */
        LENGTH("a PIN has 4 or 6 digits"),
        /** 1111, 1212, 123123. */
        REPEATED("repeated digits are too easy to guess"),
        /** 1234, 9876, 7890. */
        CONSECUTIVE("consecutive digits are too easy to guess"),
        /** 1509, 0915, 1987 and so on of a member born on 1987-09-15. */
        BIRTH_DATE("the birth date is too easy to guess");

        private final String text;

        Weakness(final String text) {
            this.text = text;
        }

        /** @return one line for the channel, without the digits. */
        public String text() {
            return text;
        }
    }

    private PinRules() {
    }

    /**
     * @param birthDay epoch day of the member; 0 unknown
     * @return null when nothing is wrong with it
     */
    public static Weakness weaknessOf(final CharSequence pin, final int birthDay) {
        if (pin.length() != 4 && pin.length() != 6 || !pin.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Weakness.LENGTH;
        }
        if (isRepeated(pin)) {
            return Weakness.REPEATED;
        }
        if (isRun(pin, 1) || isRun(pin, 9)) {
            return Weakness.CONSECUTIVE;
        }
        return birthDay != 0 && isOf(pin, LocalDate.ofEpochDay(birthDay)) ? Weakness.BIRTH_DATE : null;
    }

    /** One block of at most half the digits, over and over. */
    private static boolean isRepeated(final CharSequence pin) {
        for (int block = 1; block <= pin.length() / 2; block++) {
            if (pin.length() % block == 0 && repeats(pin, block)) {
                return true;
            }
        }
        return false;
    }

    private static boolean repeats(final CharSequence pin, final int block) {
        for (int i = block; i < pin.length(); i++) {
            if (pin.charAt(i) != pin.charAt(i - block)) {
                return false;
            }
        }
        return true;
    }

    /** @param step from one digit to the next, modulus 10: 1 up, 9 down */
    private static boolean isRun(final CharSequence pin, final int step) {
        for (int i = 1; i < pin.length(); i++) {
            if (pin.charAt(i) - '0' != (pin.charAt(i - 1) - '0' + step) % 10) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOf(final CharSequence pin, final LocalDate date) {
        return DATE_FORMS.stream().anyMatch(form -> form.format(date).contentEquals(pin));
    }

    private static DateTimeFormatter form(final String pattern) {
        return DateTimeFormatter.ofPattern(pattern);
    }
}
