package io.ayni.iso8583.explain;

import io.ayni.iso8583.codec.Fault;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;

/**
 * What should have stood where a fault is. Holds nothing of the message.
 */
public final class Expectation {
    private Expectation() {
    }

    /**
     * What was expected where reading stopped.
     *
     * @param result     of reading
     * @param fieldStart where the field of the fault starts
     * @param total      how many bytes there are
     */
    public static String text(final long result, final FieldTable table, final int fieldStart, final int total) {
        final FieldSpec field = table.field(Result.field(result));
        final int left = total - fieldStart;
        return switch (Result.fault(result)) {
            case MTI_NOT_DIGITS -> "expected a digit of the message type indicator";
            case BITMAP_NOT_HEX -> "expected a hexadecimal digit of the bitmap";
            case FIELD_UNKNOWN -> "the bitmap announces field " + Result.field(result)
                + ", which this dialect does not have";
            case TRAILING_BYTES -> "expected the end of the message; " + (total - Result.offset(result)) + " more bytes";
            case TLV -> "expected a tag, its length and as many bytes";
            case TRUNCATED -> field == null || Result.field(result) <= 1
                ? "expected " + (Result.field(result) == 0 ? "the message type indicator" : "the bitmap")
                : "expected " + form(field.form()) + "; " + bytes(left);
            case LENGTH_NOT_DIGITS -> "expected " + prefix(field.form().prefix());
            case LENGTH_ABOVE_MAX -> "expected a length of at most " + field.form().maxLength();
            case LENGTH_BELOW_MIN -> "expected a length of at least " + field.form().minLength();
            case CONTENT -> "expected " + character(field.form());
            case NONE, NO_ROOM, FIELD_ORDER -> Result.fault(result).text();
        };
    }

    private static String bytes(final int left) {
        return left == 1 ? "1 byte is left" : left + " bytes are left";
    }

    /** @return the form in words: {@code n 12 in 12 bytes}, {@code 2 ASCII digits of length, then ans up to 28}. */
    public static String form(final FieldForm form) {
        return form.prefix().isFixed()
            ? form.notation() + " in " + form.bytes(form.maxLength()) + " bytes"
            : prefix(form.prefix()) + ", then " + form.content().notation() + " up to " + form.maxLength();
    }

    private static String prefix(final LengthPrefix prefix) {
        return switch (prefix.form()) {
            case FIXED -> "no length";
            case ASCII, EBCDIC -> prefix.digits() + " " + prefix.form() + " digits of length";
            case BCD -> prefix.bytes() + " packed bytes of length";
            case BINARY -> prefix.bytes() + " bytes of length";
        };
    }

    /** @return which character the field takes, in words: {@code a digit in ASCII}. */
    public static String character(final FieldForm form) {
        final Content content = form.content();
        final String what = switch (content) {
            case N -> "a digit";
            case A -> "a letter";
            case AN -> "a letter or digit";
            case NS -> "a digit or special character";
            case ANS -> "no control character";
            case Z -> "a digit or separator of a track";
            case XN -> "C or D, then digits";
            case HEX, B, BITMAP -> "a hexadecimal digit";
            case ANY -> "anything";
        };
        final Encoding encoding = form.encoding();
        return what + switch (encoding) {
            case ASCII, HEX_ASCII, BINARY -> " in ASCII";
            case EBCDIC, HEX_EBCDIC, EBCDIC_ZONED -> " in EBCDIC";
            case BCD -> " in each half of the byte";
        };
    }

    /** @return whether the fault has a byte to point at, not only the end of the message. */
    static boolean hasByte(final long result, final int total) {
        return Result.offset(result) < total && Result.fault(result) != Fault.NONE;
    }
}
