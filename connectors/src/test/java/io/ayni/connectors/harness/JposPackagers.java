package io.ayni.connectors.harness;

import org.jpos.iso.ISOException;
import org.jpos.iso.packager.GenericPackager;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** ISO 8583:1987 ASCII as jPOS brings it along. */
public final class JposPackagers {
    private static final String XML = "/packager/iso87ascii.xml";

    private JposPackagers() {
    }

    /** The bitmap as hexadecimal digits: the file as it is. */
    public static GenericPackager hexBitmap() {
        return packager(xml());
    }

    /** The bitmap as bytes: the same file with another class for field 1. */
    public static GenericPackager binaryBitmap() {
        return of("iso1987-ascii");
    }

    /** The packager of jPOS that says what a dialect of ours says. */
    public static GenericPackager of(final String dialect) {
        return packager(xmlOf(dialect));
    }

    /** Its file. */
    public static String xmlOf(final String dialect) {
        return switch (dialect) {
            case "iso1987-ascii" -> xml().replace("IFA_BITMAP", "IFB_BITMAP");
            case "iso1987-ascii-hex-bitmap" -> xml();
            case "iso1987-bcd" -> resource("/packager/iso87binary.xml");
            default -> throw new IllegalArgumentException(dialect);
        };
    }

    private static String xml() {
        return resource(XML);
    }

    private static String resource(final String name) {
        try (InputStream in = GenericPackager.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GenericPackager packager(final String xml) {
        try {
            return new GenericPackager(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (final ISOException e) {
            throw new IllegalStateException(e);
        }
    }
}
