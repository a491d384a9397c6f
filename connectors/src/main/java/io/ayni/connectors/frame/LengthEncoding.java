package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;

/** How the number in a length header is written. Stateless; any thread. */
public enum LengthEncoding {
    /** Unsigned, most significant byte first: {@code 00 FA} is 250. */
    BINARY_BIG_ENDIAN {
        @Override
        int read(final ByteBuf in, final int index, final int bytes) {
            if (bytes == Short.BYTES) {
                return in.getUnsignedShort(index);
            }
            long value = 0;
            for (int i = 0; i < bytes; i++) {
                value = value << 8 | in.getUnsignedByte(index + i);
            }
            return value < 0 || value > Integer.MAX_VALUE ? INVALID : (int) value;
        }

        @Override
        void write(final ByteBuf out, final int index, final int bytes, final int value) {
            if (bytes == Short.BYTES) {
                out.setShort(index, value);
                return;
            }
            int rest = value;
            for (int i = bytes - 1; i >= 0; i--) {
                out.setByte(index + i, rest);
                rest >>>= 8;
            }
        }

        @Override
        long capacity(final int bytes) {
            return (1L << 8 * bytes) - 1;
        }
    },

    /** Unsigned, least significant byte first: {@code FA 00} is 250. */
    BINARY_LITTLE_ENDIAN {
        @Override
        int read(final ByteBuf in, final int index, final int bytes) {
            long value = 0;
            for (int i = bytes - 1; i >= 0; i--) {
                value = value << 8 | in.getUnsignedByte(index + i);
            }
            return value < 0 || value > Integer.MAX_VALUE ? INVALID : (int) value;
        }

        @Override
        void write(final ByteBuf out, final int index, final int bytes, final int value) {
            int rest = value;
            for (int i = 0; i < bytes; i++) {
                out.setByte(index + i, rest);
                rest >>>= 8;
            }
        }

        @Override
        long capacity(final int bytes) {
            return BINARY_BIG_ENDIAN.capacity(bytes);
        }
    },

    /** Two decimal digits a byte: {@code 02 50} is 250. */
    BCD {
        @Override
        int read(final ByteBuf in, final int index, final int bytes) {
            int value = 0;
            for (int i = 0; i < bytes; i++) {
                final int pair = in.getUnsignedByte(index + i);
                if (pair >> 4 > 9 || (pair & 0xF) > 9) {
                    return INVALID;
                }
                value = value * 100 + (pair >> 4) * 10 + (pair & 0xF);
                if (value > FrameFormat.MAX_MESSAGE_LENGTH * 10) {
                    return INVALID;
                }
            }
            return value;
        }

        @Override
        void write(final ByteBuf out, final int index, final int bytes, final int value) {
            int rest = value;
            for (int i = bytes - 1; i >= 0; i--) {
                out.setByte(index + i, rest / 10 % 10 << 4 | rest % 10);
                rest /= 100;
            }
        }

        @Override
        long capacity(final int bytes) {
            return ASCII_DECIMAL.capacity(2 * bytes);
        }
    },

    /** Hexadecimal digits, zero filled: {@code "00FA"} is 250. */
    ASCII_HEXADECIMAL {
        @Override
        int read(final ByteBuf in, final int index, final int bytes) {
            long value = 0;
            for (int i = 0; i < bytes; i++) {
                final int digit = Character.digit(in.getByte(index + i), 16);
                if (digit < 0) {
                    return INVALID;
                }
                value = value << 4 | digit;
            }
            return value > Integer.MAX_VALUE ? INVALID : (int) value;
        }

        @Override
        void write(final ByteBuf out, final int index, final int bytes, final int value) {
            int rest = value;
            for (int i = bytes - 1; i >= 0; i--) {
                out.setByte(index + i, Character.toUpperCase(Character.forDigit(rest & 0xF, 16)));
                rest >>>= 4;
            }
        }

        @Override
        long capacity(final int bytes) {
            return (1L << 4 * bytes) - 1;
        }
    },

    /** Decimal digits, zero filled: {@code "0250"} is 250. */
    ASCII_DECIMAL {
        @Override
        int read(final ByteBuf in, final int index, final int bytes) {
            int value = 0;
            for (int i = 0; i < bytes; i++) {
                final int digit = in.getByte(index + i) - '0';
                if (digit < 0 || digit > 9) {
                    return INVALID;
                }
                value = value * 10 + digit;
            }
            return value;
        }

        @Override
        void write(final ByteBuf out, final int index, final int bytes, final int value) {
            int rest = value;
            for (int i = bytes - 1; i >= 0; i--) {
                out.setByte(index + i, '0' + rest % 10);
                rest /= 10;
            }
        }

        @Override
        long capacity(final int bytes) {
            long capacity = 1;
            for (int i = 0; i < bytes; i++) {
                capacity *= 10;
            }
            return capacity - 1;
        }
    };

    /** What {@link #read} answers when the bytes are no length. */
    static final int INVALID = -1;

    /** @return the number at the index, or {@link #INVALID}; the caller has seen to it that the bytes are there. */
    abstract int read(ByteBuf in, int index, int bytes);

    /** Writes over {@code bytes} bytes at the index; the value is within {@link #capacity}. */
    abstract void write(ByteBuf out, int index, int bytes, int value);

    /** @return the largest number that so many bytes can say. */
    abstract long capacity(int bytes);
}
