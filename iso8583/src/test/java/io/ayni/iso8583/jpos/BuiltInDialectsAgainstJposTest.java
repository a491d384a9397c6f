package io.ayni.iso8583.jpos;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.spec.Dialects;

import org.jpos.iso.ISOException;
import org.jpos.iso.packager.GenericPackager;
import org.jpos.iso.packager.ISO87APackagerBBitmap;
import org.junit.jupiter.api.Test;

/**
 * The built-in dialects against jPOS, 10,000 random messages each. Left out are the fields where jPOS is not ISO 8583:
 * 93 (an 5; jPOS has 6) and 96 (b 64, eight bytes; jPOS has 16).
 */
class BuiltInDialectsAgainstJposTest {
    private static final int MESSAGES = 10_000;
    private static final FieldSet JPOS_DIFFERS = FieldSet.of(93, 96);

    @Test
    void iso1987AsciiWithBinaryBitmap() throws ISOException {
        new Differential(Dialects.iso1987Ascii(), new ISO87APackagerBBitmap(), JPOS_DIFFERS.with(55), 1).run(MESSAGES);
    }

    @Test
    void iso1987AsciiWithHexadecimalBitmap() throws ISOException {
        new Differential(Dialects.iso1987AsciiHexBitmap(), new GenericPackager("jar:packager/iso87ascii.xml"),
            JPOS_DIFFERS, 2).run(MESSAGES);
    }
}
