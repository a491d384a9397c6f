package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.ayni.iso8583.spec.JposPackager;

import org.jpos.iso.packager.GenericPackager;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The dialects that are fuzzed: those built in, the packagers of jPOS's jar, and one with every field class of jPOS. New
 * ones come last: the first byte of a kept input is the place in this list.
 */
final class FuzzDialects {
    private static final int FIRST_FIELD = 37;
    private static final List<String> BUILT_IN = List.of("iso1987-ascii", "iso1987-ascii-hex-bitmap", "iso1987-bcd",
        "iso1987-ebcdic", "iso1993-ascii", "iso1993-bcd", "postilion");
    private static final List<String> PACKAGERS = List.of("iso87ascii.xml", "iso87binary.xml", "iso93ascii.xml",
        "iso93binary.xml", "cmf.xml", "cmf-858.xml");
    private static final List<Dialect> ALL = load();

    private FuzzDialects() {
    }

    static List<Dialect> all() {
        return ALL;
    }

    private static List<Dialect> load() {
        final List<Dialect> dialects = new ArrayList<>(BUILT_IN.stream().map(Dialects::byName).toList());
        PACKAGERS.forEach(name -> dialects.add(JposPackager.load(name, new ByteArrayInputStream(packager(name)))));
        dialects.add(everyFieldClass("every-class", false));
        dialects.add(everyFieldClass("every-class-padded", true));
        Dialects.all().stream().filter(dialect -> !BUILT_IN.contains(dialect.name())).forEach(dialects::add);
        return dialects;
    }

    static List<String> packagerNames() {
        return PACKAGERS;
    }

    static byte[] packager(final String name) {
        try (InputStream xml = GenericPackager.class.getResourceAsStream("/packager/" + name)) {
            return xml.readAllBytes();
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Dialect everyFieldClass(final String name, final boolean pad) {
        final StringBuilder xml = new StringBuilder("""
            <isopackager>
              <isofield id="0" length="4" class="org.jpos.iso.IFB_NUMERIC"/>
              <isofield id="1" length="16" class="org.jpos.iso.IFE_BITMAP"/>
            """);
        int id = FIRST_FIELD;
        for (final String fieldClass : JposPackager.fieldClasses().stream().sorted().toList()) {
            if (!fieldClass.endsWith("_BITMAP")) {
                xml.append("<isofield id=\"").append(id++).append("\" length=\"9\" pad=\"").append(pad)
                    .append("\" class=\"org.jpos.iso.").append(fieldClass).append("\"/>\n");
            }
        }
        return JposPackager.load(name, new ByteArrayInputStream(
            xml.append("</isopackager>").toString().getBytes(StandardCharsets.UTF_8)));
    }
}
