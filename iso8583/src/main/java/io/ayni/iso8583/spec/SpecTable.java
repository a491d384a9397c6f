package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.field.NibbleFill;
import io.ayni.iso8583.field.Padding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A dialect as a table for people: a row a field, subfields below theirs. What a length counts is told when it is not
 * the characters, digits or bytes of the form: bytes on the wire, those and itself, nibbles.
 */
public final class SpecTable {
    private static final String[] TITLES = {"field", "form", "encoding", "length", "padding", "shown", "name"};

    private final List<String[]> rows = new ArrayList<>();

    private SpecTable() {
    }

    /** @return lines, each ended by a line feed. */
    public static String of(final Dialect dialect) {
        final SpecTable table = new SpecTable();
        table.rows.add(TITLES);
        table.addAll("", dialect.fields());
        return heading(dialect) + table.text();
    }

    private static String heading(final Dialect dialect) {
        final String header = dialect.headerLength() == 0 ? "" : ", " + dialect.headerLength() + " bytes before it";
        return dialect.name() + ": type indicator " + encoding(dialect.mti()) + header + ", bitmap "
            + bitmap(dialect.fields().bitmap()) + ", " + dialect.fields().fields().size() + " fields\n";
    }

    private static String bitmap(final BitmapForm bitmap) {
        return word(bitmap.encoding()) + " of " + bitmap.maxWords() * Long.SIZE + " bits";
    }

    private void addAll(final String path, final FieldTable table) {
        for (final FieldSpec field : table.fields()) {
            final String number = path + field.number();
            final FieldForm form = field.form();
            rows.add(new String[] {number, form.notation(), encoding(form), length(form), padding(form),
                shown(field), field.name() + inside(field.structure())});
            if (field.structure() instanceof Structure.Subfields subfields) {
                addAll(number + ".", subfields.table());
            }
        }
    }

    private static String encoding(final FieldForm form) {
        final boolean mayBeOdd = form.encoding() == Encoding.BCD
            && (!form.prefix().isFixed() || (form.maxLength() & 1) == 1);
        final NibbleFill gap = form.nibbleFill();
        return word(form.encoding()) + (mayBeOdd
            ? " " + Integer.toHexString(gap.nibble()).toUpperCase(Locale.ROOT) + (gap.isLeading() ? " first" : " last")
            : "");
    }

    private static String length(final FieldForm form) {
        final LengthPrefix prefix = form.prefix();
        if (prefix.isFixed()) {
            return "fixed";
        }
        final boolean binary = prefix.form() == LengthPrefix.Form.BINARY;
        final String size = binary ? prefix.bytes() + (prefix.bytes() == 1 ? " byte" : " bytes")
            : "L".repeat(prefix.digits());
        return word(prefix.form()) + " " + size + switch (prefix.counts()) {
            case UNITS -> "";
            case EVEN_UNITS -> ", rounded up";
            case BYTES -> ", bytes";
            case BYTES_AND_PREFIX -> ", itself";
            case NIBBLES -> ", nibbles";
        };
    }

    private static String padding(final FieldForm form) {
        if (form.padding() == Padding.NONE) {
            return form.filled() ? "filled" : "-";
        }
        return (form.padding().filler() == '0' ? "0" : "space") + (form.padding().isLeft() ? " left" : " right")
            + (form.filled() ? " filled" : "");
    }

    private static String shown(final FieldSpec field) {
        if (field.form().content() == Content.BITMAP) {
            return "yes";
        }
        return switch (field.sensitivity()) {
            case PUBLIC -> "yes";
            case PAN -> "first 6, last 4";
            case SECRET -> "no";
            case COMPOSITE -> "its known parts";
        };
    }

    private static String inside(final Structure structure) {
        return switch (structure) {
            case Structure.Plain ignored -> "";
            case Structure.BerTlv ignored -> " (BER TLV)";
            case Structure.CharacterTlv tlv -> " (TLV: tag of " + tlv.tagLength() + ", length of " + tlv.lengthDigits()
                + " characters)";
            case Structure.Subfields subfields -> subfields.table().bitmap() == null ? " (subfields in order)"
                : " (subfields behind a bitmap, " + bitmap(subfields.table().bitmap()) + ")";
        };
    }

    private static String word(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String text() {
        final int[] widths = new int[TITLES.length];
        for (final String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        final StringBuilder text = new StringBuilder();
        for (final String[] row : rows) {
            for (int i = 0; i < row.length - 1; i++) {
                text.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            text.append(row[row.length - 1]).append('\n');
        }
        return text.toString();
    }
}
