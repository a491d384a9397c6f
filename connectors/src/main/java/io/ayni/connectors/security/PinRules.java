package io.ayni.connectors.security;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Which PINs are refused where the switch can see them: those that are guessed first. */
public final class PinRules {
    private static final List<DateTimeFormatter> BIRTH_DATES = List.of(
            DateTimeFormatter.ofPattern("ddMM"), DateTimeFormatter.ofPattern("MMdd"),
            DateTimeFormatter.ofPattern("yyyy"), DateTimeFormatter.ofPattern("ddMMyy"),
            DateTimeFormatter.ofPattern("yyMMdd"), DateTimeFormatter.ofPattern("MMddyy"),
            DateTimeFormatter.ofPattern("ddMMyyyy"), DateTimeFormatter.ofPattern("yyyyMMdd"),
            DateTimeFormatter.ofPattern("MMyy"), DateTimeFormatter.ofPattern("MMyyyy"));

    private PinRules() {
    }

    /**
     * @param pin      digits
     * @param birthDay epoch day of the member; 0 unknown
     * @return why it is refused, without its digits; null when it is not
     */
    public static String refusal(final CharSequence pin, final int birthDay) {
        if (isRun(pin, 0)) {
            return "the same digit again and again";
        }
        if (isRun(pin, 1) || isRun(pin, -1)) {
            return "consecutive digits";
        }
        if (birthDay != 0 && isBirthDate(pin, LocalDate.ofEpochDay(birthDay))) {
            return "the member's birth date";
        }
        return null;
    }

    /** From digit to digit the same difference; 9 and 0 are neighbours. */
    private static boolean isRun(final CharSequence pin, final int difference) {
        for (int i = 1; i < pin.length(); i++) {
            if (Math.floorMod(pin.charAt(i) - pin.charAt(i - 1), 10) != Math.floorMod(difference, 10)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBirthDate(final CharSequence pin, final LocalDate birth) {
        final String digits = pin.toString();
        return BIRTH_DATES.stream().anyMatch(format -> format.format(birth).equals(digits));
    }
}
