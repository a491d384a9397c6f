package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.FieldForm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a list of data elements, one a line: {@code number | attribute | length | sensitivity | name}, where a length is
 * {@code 6} (fixed), {@code ..28} (behind two digits of length) or {@code ...999} (behind three, and so on), and the
 * sensitivity is a {@link Sensitivity} or {@code emv}, composite of BER TLV.
 */
final class FieldList {
    private static final int COLUMNS = 5;

    private FieldList() {
    }

    static List<FieldSpec> read(final String table, final Scheme scheme) {
        final List<FieldSpec> fields = new ArrayList<>();
        for (final String line : table.lines().filter(text -> !text.isBlank()).toList()) {
            fields.add(field(line, scheme));
        }
        return fields;
    }

    private static FieldSpec field(final String line, final Scheme scheme) {
        final String[] columns = line.split("\\|");
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("not five columns: " + line);
        }
        final String length = columns[2].strip();
        final int prefixDigits = length.lastIndexOf('.') + 1;
        final FieldForm form = scheme.form(content(columns[1].strip()),
            Integer.parseInt(length.substring(prefixDigits)), prefixDigits);
        final String shown = columns[3].strip();
        final FieldSpec field = FieldSpec.of(Integer.parseInt(columns[0].strip()), columns[4].strip(), form);
        return shown.equals("emv")
            ? field.withSensitivity(Sensitivity.COMPOSITE).withStructure(Structure.BER_TLV)
            : field.withSensitivity(Sensitivity.valueOf(shown.toUpperCase(Locale.ROOT)));
    }

    private static Content content(final String notation) {
        for (final Content content : Content.values()) {
            if (content.notation().equals(notation)) {
                return content;
            }
        }
        throw new IllegalArgumentException("no attribute " + notation);
    }
}
