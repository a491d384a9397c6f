package io.ayni.iso8583.wireshark;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A file of captured loopback traffic, as libpcap writes it: one TCP stream on which one side sends.
 * <pre>
 *   file    D4C3B2A1-style magic (big endian here), version 2.4, zone 0, accuracy 0, longest 65535, link type 0 (BSD loopback)
 *   record  seconds, microseconds, length captured, length, then
 *           address family 2 | IPv4 header, 20 bytes | TCP header, 20 bytes | payload
 * </pre>
 */
final class Capture {
    static final int PORT = 8583;

    private static final int MAGIC = 0xA1B2C3D4;
    private static final int LOOPBACK_LINK = 0;
    private static final int LONGEST = 65_535;
    private static final int FAMILY_IPV4 = 2;
    private static final int HEADERS = 4 + 20 + 20;
    private static final int CLIENT_PORT = 40_000;
    private static final int LOOPBACK_ADDRESS = 0x7F000001;
    private static final short PUSH_AND_ACKNOWLEDGE = (short)0x5018;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int sequence = 1;
    private int micros;

    Capture() {
        write(ByteBuffer.allocate(24).putInt(MAGIC).putShort((short)2).putShort((short)4).putInt(0).putInt(0)
            .putInt(LONGEST).putInt(LOOPBACK_LINK));
    }

    /** The payload of one segment, behind what was sent before. */
    void sent(final byte[] payload) {
        final int length = HEADERS + payload.length;
        final ByteBuffer record = ByteBuffer.allocate(16 + length);
        record.putInt(0).putInt(micros++).putInt(length).putInt(length).putInt(FAMILY_IPV4);
        record.putInt(0x45000000 | length - 4).putInt(0).putInt(0x40060000).putInt(LOOPBACK_ADDRESS)
            .putInt(LOOPBACK_ADDRESS);
        record.putShort((short)CLIENT_PORT).putShort((short)PORT).putInt(sequence).putInt(1)
            .putShort(PUSH_AND_ACKNOWLEDGE).putShort((short)LONGEST).putInt(0);
        record.put(payload);
        sequence += payload.length;
        write(record);
    }

    private void write(final ByteBuffer buffer) {
        bytes.writeBytes(buffer.array());
    }

    byte[] file() {
        return bytes.toByteArray();
    }
}
