package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.Scan;

import org.agrona.DirectBuffer;

/**
 * Whether a value holds only what its field admits: the same for what is read and for what is written.
 */
final class ContentCheck {
    private ContentCheck() {
    }

    /** @return the offset of the first wrong byte, {@link Scan#CLEAN} when there is none. */
    static int find(final Plan plan, final int field, final DirectBuffer view, final int start, final int count) {
        final int step = field << Plan.STRIDE_SHIFT;
        final int[] steps = plan.steps();
        return switch (steps[step] >> 8 & 0xF) {
            case Plan.CHECK_NONE -> Scan.CLEAN;
            case Plan.CHECK_ASCII_DIGITS -> Scan.digits(view, start, count);
            case Plan.CHECK_ASCII_TEXT -> Scan.text(view, start, count);
            case Plan.CHECK_ASCII_CLASSES -> Scan.firstOutside(view, start, count, steps[step + Plan.MASK]);
            case Plan.CHECK_EBCDIC_CLASSES -> Scan.firstOutsideEbcdic(view, start, count, steps[step + Plan.MASK]);
            case Plan.CHECK_BCD_LEADING_GAP -> Scan.packedDigits(view, start, count, true);
            case Plan.CHECK_BCD_TRAILING_GAP -> Scan.packedDigits(view, start, count, false);
            case Plan.CHECK_HEX_ASCII -> Scan.hexAscii(view, start, count << 1);
            case Plan.CHECK_HEX_EBCDIC -> Scan.hexEbcdic(view, start, count << 1);
            case Plan.CHECK_ZONED -> Scan.zoned(view, start, count);
            case Plan.CHECK_AMOUNT -> Scan.amount(plan.form(field), view, start, count);
            default -> bitmap(plan.form(field), view, start, count);
        };
    }

    private static int bitmap(final FieldForm form, final DirectBuffer view, final int start, final int count) {
        return form.encoding() == Encoding.BINARY ? Scan.CLEAN
            : form.encoding() == Encoding.HEX_ASCII ? Scan.hexAscii(view, start, count << 1)
            : Scan.hexEbcdic(view, start, count << 1);
    }
}
