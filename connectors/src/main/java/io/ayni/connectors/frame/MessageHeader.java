package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;

/**
 * What stands between the frame and the type indicator of each message: who sent it to whom. It travels with its
 * message, for one connection may carry the messages of many terminals; on the way out the addresses of a request's
 * header change places. A header of zeros, that of a message of our own, becomes the plain one.
 */
public enum MessageHeader {
    /** Nothing. */
    NONE(0) {
        @Override
        void turn(final ByteBuf out, final int index, final int length) {
        }
    },

    /** Transport protocol data unit of network access controllers: 0x60, destination 2 bytes, source 2 bytes. */
    TPDU(5) {
        @Override
        void turn(final ByteBuf out, final int index, final int length) {
            if (length >= length()) {
                if (out.getByte(index) == 0) {
                    out.setByte(index, 0x60);
                }
                final int destination = out.getShort(index + 1);
                out.setShort(index + 1, out.getShort(index + 3));
                out.setShort(index + 3, destination);
            }
        }
    },

    /**
     * In the manner of Visa's access points: length of the header 1, formats 2, length of header and message 2,
     * destination station 3, source station 3, the rest.
     */
    STATIONS(22) {
        @Override
        void turn(final ByteBuf out, final int index, final int length) {
            if (length >= length()) {
                if (out.getByte(index) == 0) {
                    out.setByte(index, length());
                    out.setByte(index + 1, 1);
                    out.setByte(index + 2, 2);
                }
                out.setShort(index + 3, length);
                final int destination = out.getMedium(index + 5);
                out.setMedium(index + 5, out.getMedium(index + 8));
                out.setMedium(index + 8, destination);
            }
        }
    };

    private final int length;

    MessageHeader(final int length) {
        this.length = length;
    }

    /** @return its bytes, which count as the message's. */
    public int length() {
        return length;
    }

    /** Makes the header of a request that of its answer; nothing for a message shorter than its header. */
    abstract void turn(ByteBuf out, int index, int messageLength);
}
