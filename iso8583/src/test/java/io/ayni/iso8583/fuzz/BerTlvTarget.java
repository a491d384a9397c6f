package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.tlv.BerTlvReader;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A value as BER TLV. */
public final class BerTlvTarget {
    private static final Surroundings SURROUNDINGS = new Surroundings();
    private static final BerTlvReader READER = new BerTlvReader();
    private static final BerTlvReader EMBEDDED = new BerTlvReader();

    private BerTlvTarget() {
    }

    public static void fuzzerTestOneInput(final byte[] input) {
        final int length = SURROUNDINGS.place(input, 0);
        READER.wrap(SURROUNDINGS.guarded, 0, length);
        EMBEDDED.wrap(SURROUNDINGS.embedded, SURROUNDINGS.embeddedOffset, length);
        TlvProperties.same(READER, EMBEDDED, length);
        TlvProperties.berInside(SURROUNDINGS.guarded, 0, length);
        if (READER.next()) {
            final int tag = READER.tag();
            Finding.unless(READER.find(tag) && READER.tag() == tag, "a tag that is there is not found");
        }
    }

    static List<byte[]> seeds() {
        return Stream.of("9F26081122334455667788820219805F2A020978", "70819F" + "00".repeat(0x9F), "FF8482010101",
            "0000E1079F0204000001009500", "5A820002AABB", "5F8183").map(HexFormat.of()::parseHex).toList();
    }
}
