package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.spec.JposPackager;

import java.util.List;
import java.util.stream.Stream;

/** A packager document put together from bytes, each of them a choice: well-formed, and mostly one that can be loaded. */
final class PackagerText {
    private static final List<String> CLASSES = Stream.concat(JposPackager.fieldClasses().stream().sorted(),
        Stream.of("IF_UNUSED", "IF_TCHAR", "IFMC_TCC", "NONE")).toList();
    private static final List<String> PACKAGERS = List.of("GenericPackager", "GenericSubFieldPackager",
        "BERTLVBinaryPackager", "DefaultICCBERTLVPackager", "GenericTaggedFieldsPackager");
    private static final List<String> LENGTHS = List.of("8", "16", "4", "2", "1", "0", "-1", "3", "24", "99", "999",
        "65535", "999999", "1000000", "2147483647", "x");
    private static final List<String> BITMAP_LENGTHS = List.of("16", "8", "24", "4", "0", "32");
    private static final List<String> ATTRIBUTES = List.of("emitBitmap=\"false\"", "bitmapField=\"0\"",
        "bitmapField=\"2\"", "thirdBitmapField=\"65\"", "headerLength=\"5\"", "headerLength=\"2147483647\"",
        "headerLength=\"-1\"", "bitmapField=\"x\"");

    private final byte[] choices;
    private final StringBuilder xml = new StringBuilder();
    private int at = 1;

    PackagerText(final byte[] choices) {
        this.choices = choices;
    }

    private int choice() {
        return at < choices.length ? choices[at++] & 0xFF : 0;
    }

    private String of(final List<String> list) {
        return list.get(choice() % list.size());
    }

    String text() {
        xml.append("<isopackager");
        if (choice() >= 0x80) {
            xml.append(' ').append(of(ATTRIBUTES));
        }
        xml.append(">\n");
        isofield("0", "4", choice() < 0xC0 ? List.of("IFA_NUMERIC", "IFB_NUMERIC", "IFE_NUMERIC") : CLASSES);
        isofield("1", of(BITMAP_LENGTHS), List.of("IFA_BITMAP", "IFB_BITMAP", "IFE_BITMAP"));
        int id = 1;
        int depth = 0;
        while (at < choices.length) {
            final int what = choice();
            id += 1 + (what >> 4 & 7);
            if (what % 16 == 0 && depth < 3) {
                opened(id);
                depth++;
                id = 1;
            } else if (what % 16 == 1 && depth > 0) {
                xml.append("</isofieldpackager>\n");
                depth--;
            } else {
                isofield(Integer.toString(what == 2 ? -id : id), of(LENGTHS), CLASSES);
            }
        }
        xml.append("</isofieldpackager>\n".repeat(depth));
        return xml.append("</isopackager>\n").toString();
    }

    private void opened(final int id) {
        xml.append("<isofieldpackager id=\"").append(id).append("\" length=\"").append(of(LENGTHS))
            .append("\" class=\"org.jpos.iso.").append(of(CLASSES)).append("\" packager=\"org.jpos.iso.packager.")
            .append(of(PACKAGERS)).append('"');
        if (choice() >= 0x80) {
            xml.append(' ').append(of(ATTRIBUTES));
        }
        xml.append(">\n");
        if (choice() < 0xC0) {
            isofield("0", of(BITMAP_LENGTHS), List.of("IFB_BITMAP", "IFA_NUMERIC"));
            isofield("1", of(BITMAP_LENGTHS), List.of("IFB_BITMAP", "IFA_BITMAP", "IFE_BITMAP", "IF_CHAR"));
        }
    }

    private void isofield(final String id, final String length, final List<String> classes) {
        final String fieldClass = of(classes);
        final int flags = choice();
        xml.append("<isofield id=\"").append(id).append("\" length=\"").append(length).append("\" pad=\"")
            .append((flags & 1) != 0).append("\" trim=\"").append((flags & 14) == 2).append("\" class=\"org.jpos.iso.")
            .append(fieldClass).append("\"/>\n");
    }
}
