package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Chars;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.Scan;
import io.ayni.iso8583.field.Swar;

import org.agrona.DirectBuffer;

/**
 * Whether a value holds only what its field admits: the same for what is read and for what is written.
 */
final class ContentCheck {
    static final int NONE = 0;
    static final int ASCII_DIGITS = Swar.ASCII_DIGITS;
    static final int ASCII_TEXT = Swar.ASCII_TEXT;
    static final int ASCII_ALPHANUMERIC = Swar.ASCII_ALPHANUMERIC;
    static final int ASCII_TRACK = Swar.ASCII_TRACK;
    static final int ASCII_HEX = Swar.ASCII_HEX;
    static final int EBCDIC_DIGITS = Swar.EBCDIC_DIGITS;
    static final int EBCDIC_TEXT = Swar.EBCDIC_TEXT;
    static final int PACKED_DIGITS = Swar.PACKED_DIGITS;
    /** From here on a check needs to know its field. */
    static final int OF_FIELD = 9;
    static final int ASCII_CLASSES = 9;
    static final int EBCDIC_CLASSES = 10;
    static final int EBCDIC_HEX = 11;
    static final int ZONED = 12;
    static final int AMOUNT = 13;

    private static final int HEX_CLASSES = Chars.DIGIT | Chars.HEX_LETTER;

    private ContentCheck() {
    }

    /** @return which of the checks a form needs. */
    static int of(final FieldForm form) {
        return switch (form.content()) {
            case XN -> AMOUNT;
            case ANY -> NONE;
            case B, BITMAP -> form.encoding() == Encoding.HEX_ASCII ? ASCII_HEX
                : form.encoding() == Encoding.HEX_EBCDIC ? EBCDIC_HEX : NONE;
            default -> ofCharacters(form);
        };
    }

    private static int ofCharacters(final FieldForm form) {
        return switch (form.encoding()) {
            case ASCII -> switch (form.content()) {
                case N -> ASCII_DIGITS;
                case ANS -> ASCII_TEXT;
                case AN -> ASCII_ALPHANUMERIC;
                case Z -> ASCII_TRACK;
                case HEX -> ASCII_HEX;
                default -> ASCII_CLASSES;
            };
            case EBCDIC -> switch (form.content()) {
                case N -> EBCDIC_DIGITS;
                case ANS -> EBCDIC_TEXT;
                default -> EBCDIC_CLASSES;
            };
            case BCD -> form.content().classes() == Chars.DIGIT ? PACKED_DIGITS : NONE;
            case EBCDIC_ZONED -> ZONED;
            case BINARY, HEX_ASCII, HEX_EBCDIC -> NONE;
        };
    }

    /** @return whether a length prefix that is a number, see {@link Plan}, passes that check as well. */
    static boolean admitsLength(final int check, final int prefix) {
        return switch (check) {
            case ASCII_DIGITS, ASCII_TEXT, ASCII_ALPHANUMERIC, ASCII_TRACK, ASCII_HEX -> prefix == Plan.PREFIX_ASCII;
            case EBCDIC_DIGITS, EBCDIC_TEXT -> prefix == Plan.PREFIX_EBCDIC;
            case PACKED_DIGITS -> prefix == Plan.PREFIX_BCD;
            default -> false;
        };
    }

    /**
     * Whether bytes pass one of the checks before {@link #OF_FIELD}; false may also mean doubt. The caller has checked
     * that the bytes are there.
     */
    static boolean passes(final int check, final Object base, final long address, final int length) {
        return check == NONE || Swar.passes(check, base, address, length);
    }

    /**
     * The same of up to eight characters in a long, the last in its lowest byte: what was just written is not read back.
     */
    static boolean passes(final int check, final long characters, final int length) {
        return check == NONE || length == 0 || check < OF_FIELD && Swar.passes(check, length == Long.BYTES ? characters
            : characters & ~(-1L << Byte.SIZE * length) | (characters & 0xFF) * Swar.ONES << Byte.SIZE * length);
    }

    /** @return the offset of the first wrong byte, {@link Scan#CLEAN} when there is none. */
    static int find(final int check, final FieldForm form, final DirectBuffer view, final int start, final int units) {
        if (check == NONE) {
            return Scan.CLEAN;
        }
        if (check < OF_FIELD) {
            final int bytes = form.bytes(units);
            view.boundsCheck(start, bytes);
            if (passes(check, view.byteArray(), view.addressOffset() + start, bytes)) {
                return Scan.CLEAN;
            }
        }
        return switch (check) {
            case EBCDIC_DIGITS, EBCDIC_TEXT, EBCDIC_CLASSES ->
                Scan.ebcdic(view, start, units, form.content().classes());
            case PACKED_DIGITS -> Scan.packed(view, start, units, form.nibbleFill().isLeading());
            case ASCII_HEX -> Scan.ascii(view, start, form.bytes(units), HEX_CLASSES);
            case EBCDIC_HEX -> Scan.ebcdic(view, start, form.bytes(units), HEX_CLASSES);
            case ZONED -> Scan.zoned(view, start, units);
            case AMOUNT -> Scan.amount(form, view, start, units);
            default -> Scan.ascii(view, start, units, form.content().classes());
        };
    }
}
