package io.ayni.iso8583.jpos;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;
import io.ayni.iso8583.spec.Structure;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Writes a dialect as the packager XML of jPOS, as somebody would by hand who knows both. */
final class JposXml {
    static final String DOCTYPE = """
        <!DOCTYPE isopackager PUBLIC "-//jPOS/jPOS Generic Packager DTD 1.0//EN"
          "http://jpos.org/dtd/generic-packager-1.0.dtd">
        """;

    private JposXml() {
    }

    static String of(final Dialect dialect) {
        final StringBuilder xml = new StringBuilder(DOCTYPE + "<isopackager>\n");
        field(xml, 0, fieldClass(dialect.mti()), dialect.mti().maxLength(), false);
        field(xml, 1, bitmapClass(dialect.fields()), 8 * dialect.fields().bitmap().maxWords(), false);
        fields(xml, dialect.fields());
        return xml.append("</isopackager>").toString();
    }

    static InputStream stream(final String xml) {
        return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    }

    static void field(
        final StringBuilder xml, final int id, final String fieldClass, final int length, final boolean pad) {
        xml.append("<isofield id=\"").append(id).append("\" length=\"").append(length).append("\" name=\"f")
            .append(id).append("\" pad=\"").append(pad).append("\" class=\"org.jpos.iso.").append(fieldClass)
            .append("\"/>\n");
    }

    private static void fields(final StringBuilder xml, final FieldTable table) {
        for (final FieldSpec field : table.fields()) {
            final FieldForm form = field.form();
            if (field.structure() instanceof Structure.Subfields subfields) {
                xml.append("<isofieldpackager id=\"").append(field.number()).append("\" length=\"")
                    .append(form.maxLength()).append("\" name=\"n\" class=\"org.jpos.iso.").append(fieldClass(form))
                    .append("\" packager=\"org.jpos.iso.packager.GenericPackager\">\n");
                field(xml, 0, "IFA_NUMERIC", 0, false);
                field(xml, 1, bitmapClass(subfields.table()), 8, false);
                fields(xml, subfields.table());
                xml.append("</isofieldpackager>\n");
            } else {
                field(xml, field.number(), fieldClass(form), form.maxLength(), form.nibbleFill().isLeading());
            }
        }
    }

    private static String bitmapClass(final FieldTable table) {
        return switch (table.bitmap().encoding()) {
            case HEX_ASCII -> "IFA_BITMAP";
            case HEX_EBCDIC -> "IFE_BITMAP";
            default -> "IFB_BITMAP";
        };
    }

    private static String fieldClass(final FieldForm form) {
        final String letters = "L".repeat(form.prefix().digits());
        if (form.prefix().isFixed()) {
            return switch (form.encoding()) {
                case ASCII -> form.content() == Content.N ? "IFA_NUMERIC" : form.content() == Content.XN
                    ? "IFA_AMOUNT" : "IF_CHAR";
                case EBCDIC -> form.content() == Content.N ? "IFE_NUMERIC" : form.content() == Content.XN
                    ? "IFE_AMOUNT" : "IFE_CHAR";
                case BCD -> form.content() == Content.XN ? "IFB_AMOUNT" : "IFB_NUMERIC";
                case HEX_ASCII -> "IFA_BINARY";
                case HEX_EBCDIC -> "IFE_BINARY";
                case BINARY -> "IFB_BINARY";
                case EBCDIC_ZONED -> "IFE_SIGNED_NUMERIC";
            };
        }
        final String family = form.prefix().form() == LengthPrefix.Form.EBCDIC ? "IFE_"
            : form.prefix().form() == LengthPrefix.Form.BCD ? "IFB_" : "IFA_";
        return family + letters + switch (form.encoding()) {
            case BINARY -> "BINARY";
            case BCD -> "NUM";
            default -> "CHAR";
        };
    }
}
