package io.ayni.iso8583.codec;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes of messages as tests write them: ISO 8859-1 text with hexadecimal in angle brackets, {@code 0200<F2>12}. */
public final class Message {
    private Message() {
    }

    public static byte[] bytes(final String written) {
        final StringBuilder raw = new StringBuilder();
        int at = 0;
        while (at < written.length()) {
            final char character = written.charAt(at);
            if (character == '<') {
                final int end = written.indexOf('>', at);
                final byte[] hex = HexFormat.of().parseHex(written.substring(at + 1, end).replace(" ", ""));
                raw.append(new String(hex, StandardCharsets.ISO_8859_1));
                at = end + 1;
            } else {
                raw.append(character);
                at++;
            }
        }
        return raw.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    public static long wrap(final IsoReader reader, final byte[] message) {
        return reader.wrap(new UnsafeBuffer(message), 0, message.length);
    }

    public static byte[] finish(final IsoWriter writer, final byte[] buffer) {
        final int length = writer.finish();
        if (length < 0) {
            throw new AssertionError(Result.describe(writer.result()));
        }
        return Arrays.copyOf(buffer, length);
    }
}
