package io.ayni.connectors.config;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The number under which the log knows a caller: made of its name, so that it stays when the file is rearranged. */
final class PeerId {
    private PeerId() {
    }

    /** @param kind keeps a JSON channel and an ISO listener of one name apart */
    static int of(final String kind, final String name) {
        final CRC32C crc = new CRC32C();
        crc.update((kind + ':' + name).getBytes(StandardCharsets.US_ASCII));
        return (int) (crc.getValue() & Integer.MAX_VALUE);
    }
}
