package io.ayni.connectors.config;

import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.spec.BitmapForm;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldNotation;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;
import io.ayni.iso8583.spec.Scheme;
import io.ayni.iso8583.spec.Structure;
import java.util.Locale;

/** Writes a dialect, built in or of a packager's XML, as the YAML that {@link DialectYaml} reads as an equal one. */
final class DialectYamlWriter {
    static final int USUAL_BITS = 128;

    private DialectYamlWriter() {
    }

    /** @return the YAML in the scheme that makes it shortest. */
    static String write(final Dialect dialect) {
        String shortest = null;
        for (final String name : Scheme.names()) {
            final String text = write(dialect, name, Scheme.named(name));
            shortest = shortest == null || text.length() < shortest.length() ? text : shortest;
        }
        return shortest;
    }

    private static String write(final Dialect dialect, final String schemeName, final Scheme scheme) {
        final StringBuilder text = new StringBuilder(8192);
        text.append("name: ").append(quoted(dialect.name())).append("\nscheme: ").append(schemeName);
        text.append("\nbitmap: ").append(bitmap(dialect.fields().bitmap())).append('\n');
        if (dialect.headerLength() > 0) {
            text.append("header: ").append(dialect.headerLength()).append('\n');
        }
        final String mti = FieldNotation.writeForm(dialect.mti(), scheme);
        text.append(mti.equals("n4") ? "" : "mti: " + mti + "\n").append("fields:\n");
        writeFields(dialect.fields(), scheme, 1, text);
        return text.toString();
    }

    private static void writeFields(
            final FieldTable table, final Scheme scheme, final int depth, final StringBuilder to) {
        final String indent = "    ".repeat(depth - 1) + "  ";
        for (final FieldSpec field : table.fields()) {
            final String form = FieldNotation.write(field, scheme, depth > 1);
            to.append(indent).append(field.number()).append(':');
            if (field.structure() == Structure.PLAIN) {
                to.append(' ').append(quoted(field.name().isEmpty() ? form : form + ", " + field.name())).append('\n');
                continue;
            }
            to.append('\n').append(indent).append("  form: ").append(form).append('\n');
            to.append(indent).append("  name: ").append(quoted(field.name())).append('\n');
            switch (field.structure()) {
                case Structure.Plain ignored -> { }
                case Structure.BerTlv ignored -> to.append(indent).append("  tlv: ber\n");
                case Structure.CharacterTlv tlv -> to.append(indent).append("  tlv: ").append(tlv.tagLength())
                        .append(' ').append(tlv.lengthDigits()).append('\n');
                case Structure.Subfields inside -> {
                    if (inside.table().bitmap() != null) {
                        to.append(indent).append("  bitmap: ").append(bitmap(inside.table().bitmap())).append('\n');
                    }
                    to.append(indent).append("  subfields:\n");
                    writeFields(inside.table(), scheme, depth + 1, to);
                }
            }
        }
    }

    private static String bitmap(final BitmapForm bitmap) {
        final int bits = bitmap.maxWords() * Long.SIZE;
        return word(bitmap.encoding()) + (bits == USUAL_BITS ? "" : " " + bits);
    }

    /** Plain where YAML takes it so, else in single quotes; what no line can hold becomes a space. */
    private static String quoted(final String text) {
        final String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.matches("[A-Za-z][^:#'\"\\[\\]{}&*!|>%@`]*") && !line.endsWith(",") ? line
                : '\'' + line.replace("'", "''") + '\'';
    }

    static String word(final Encoding encoding) {
        return encoding.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
