package io.ayni.connectors.channel.json;

import io.ayni.connectors.translate.JsonTranslator;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The body of the request that is arriving, up to 16 KiB. Cleared when it has been read: it may hold a password. */
final class RequestBody {
    private static final int INITIAL_LENGTH = 512;

    private byte[] bytes = new byte[INITIAL_LENGTH];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** @return false if it would be too long; nothing is kept then. */
    boolean append(final ByteBuf content) {
        final int added = content.readableBytes();
        if (length + added > JsonTranslator.MAX_BODY_LENGTH) {
            clear();
            return false;
        }
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + added));
        }
        content.readBytes(bytes, length, added);
        length += added;
        return true;
    }

    void clear() {
        Arrays.fill(bytes, 0, length, (byte) 0);
        length = 0;
    }
}
