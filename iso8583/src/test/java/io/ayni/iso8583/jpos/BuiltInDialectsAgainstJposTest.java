package io.ayni.iso8583.jpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOPackager;
import org.jpos.iso.packager.GenericPackager;
import org.jpos.iso.packager.ISO87APackagerBBitmap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The built-in dialects against jPOS, 10,000 random messages each: against the packagers that come with it, and against
 * the dialect written as a packager. Left out are the fields where jPOS has another idea of the standard.
 */
class BuiltInDialectsAgainstJposTest {
    private static final int MESSAGES = 10_000;
    /** 93 is an 5 (jPOS: 6) and 96 is b 64, eight bytes (jPOS: 16). */
    private static final FieldSet NOT_ISO_1987 = FieldSet.of(93, 96);
    /** Tracks 2 and 3 are z, four bits a character (jPOS: eight in some packagers). */
    private static final FieldSet TRACKS = FieldSet.of(35, 36);

    static List<Dialect> dialects() {
        return Dialects.all();
    }

    private static void run(final Dialect dialect, final ISOPackager jpos, final FieldSet except) throws ISOException {
        new Differential(dialect, jpos, except, dialect.name().hashCode()).run(MESSAGES);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void everyDialectAsAPackager(final Dialect dialect) throws ISOException {
        run(dialect, new GenericPackager(JposXml.stream(JposXml.of(dialect))), FieldSet.NONE);
    }

    @Test
    void iso1987AsciiWithBinaryBitmap() throws ISOException {
        run(Dialects.iso1987Ascii(), new ISO87APackagerBBitmap(), NOT_ISO_1987.with(55));
    }

    @Test
    void iso1987AsciiWithHexadecimalBitmap() throws ISOException {
        run(Dialects.iso1987AsciiHexBitmap(), new GenericPackager("jar:packager/iso87ascii.xml"), NOT_ISO_1987);
    }

    @Test
    void iso1987Bcd() throws ISOException {
        run(Dialects.iso1987Bcd(), new GenericPackager("jar:packager/iso87binary.xml"), NOT_ISO_1987.with(36));
    }

    @Test
    void iso1993Ascii() throws ISOException {
        run(Dialects.iso1993Ascii(), new GenericPackager("jar:packager/iso93ascii.xml"), FieldSet.NONE);
    }

    /** Numbers of fixed length stand at the right (ISO 8583-1:1993, 4.3.2); jPOS puts them at the left. */
    @Test
    void iso1993Bcd() throws ISOException, IOException {
        try (InputStream resource = GenericPackager.class.getResourceAsStream("/packager/iso93binary.xml")) {
            final String xml = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            final String right = xml.replaceAll("pad=\"false\"(\\s+class=\"org.jpos.iso.IFB_NUMERIC)", "pad=\"true\"$1");
            assertThat(right).isNotEqualTo(xml);
            run(Dialects.iso1993Bcd(), new GenericPackager(JposXml.stream(right)), TRACKS);
        }
    }
}
