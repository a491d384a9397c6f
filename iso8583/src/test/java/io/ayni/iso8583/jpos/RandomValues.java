package io.ayni.iso8583.jpos;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.Padding;

import java.util.SplittableRandom;

/** Values that a field may hold, from a seed. */
final class RandomValues {
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String SPECIAL = " !#$%&'()*+,-./:;<=>?@[]^_{|}~";
    private static final int LONGEST = 120;

    private final SplittableRandom random;

    RandomValues(final SplittableRandom random) {
        this.random = random;
    }

    /** A value in clear: characters, or hexadecimal of binary content. */
    String value(final FieldForm form) {
        final int length = length(form);
        return switch (form.content()) {
            case N -> numeric(form, length);
            case A -> text(LETTERS, length);
            case AN -> text(DIGITS + LETTERS, length);
            case NS -> text(DIGITS + SPECIAL.substring(1), length);
            case ANS -> text(DIGITS + LETTERS + SPECIAL + "ñáÉ", length);
            case Z -> track(form, length);
            case XN -> (random.nextBoolean() ? "C" : "D") + text(DIGITS, length - 1);
            case HEX -> text("0123456789ABCDEF", length);
            // jPOS reads the letters of IFE_BINARY wrong, A as B and so on.
            case B, BITMAP -> text(form.encoding() == Encoding.HEX_EBCDIC ? DIGITS : DIGITS + "ABCDEF", 2 * length);
            case ANY -> form.encoding() == Encoding.BCD
                ? text(DIGITS, length) : text(DIGITS + LETTERS + SPECIAL + "ñáÉ", length);
        };
    }

    /** jPOS's IFEB_LLLNUM does not see that the digits are odd when the last one is 8 or 9. */
    private String numeric(final FieldForm form, final int length) {
        return form.hidesOddDigit() ? text(DIGITS, length - 1) + "7" : text(DIGITS, length);
    }

    private String track(final FieldForm form, final int length) {
        if (length < 3) {
            return text(DIGITS, length);
        }
        final int separator = 1 + random.nextInt(length - 2);
        return text(DIGITS, separator) + "=" + text(DIGITS, length - separator - 1);
    }

    private int length(final FieldForm form) {
        if (form.maxLength() == 0) {
            return 0;
        }
        final boolean full = form.prefix().isFixed() && (form.padding() == Padding.NONE || random.nextInt(4) > 0);
        if (full || form.content() == Content.XN) {
            return form.maxLength();
        }
        final int shortest = Math.max(1, form.minLength());
        final int longest = form.prefix().isFixed() || random.nextInt(50) == 0
            ? form.maxLength() : Math.min(form.maxLength(), LONGEST);
        return form.prefix().isFixed() ? 1 + random.nextInt(form.maxLength())
            : shortest + random.nextInt(Math.max(1, longest - shortest + 1));
    }

    private String text(final String alphabet, final int length) {
        final StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
