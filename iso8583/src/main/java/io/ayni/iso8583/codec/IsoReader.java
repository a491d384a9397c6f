package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.Values;
import io.ayni.iso8583.spec.Dialect;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * A message, read where it lies. Reusable: {@link #wrap} again for the next message. One thread at a time.
 * <pre>{@code
 * final long result = reader.wrap(buffer, offset, length);
 * if (Result.isOk(result) && reader.mti() == Mti.FINANCIAL_REQUEST) {
 *     final long amountMinor = reader.number(4);
 * }
 * }</pre>
 */
public final class IsoReader extends FieldsReader {
    private static final int ASCII_ZEROS = 0x30303030;
    private static final int SIXES = 0x06060606;
    private static final int HIGH_NIBBLES = 0xF0F0F0F0;

    private final Dialect dialect;
    private final FieldForm mtiForm;
    private final int bitmapOffset;
    private final boolean asciiMti;
    private int mti = Mti.NONE;

    public IsoReader(final Dialect dialect) {
        super(dialect.fields());
        this.dialect = dialect;
        this.mtiForm = dialect.mti();
        this.asciiMti = mtiForm.encoding() == Encoding.ASCII;
        this.bitmapOffset = dialect.headerLength() + mtiForm.bytes(Dialect.MTI_DIGITS);
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Checks a message in one pass: all its lengths and characters, and that nothing follows it. The bytes must stay
     * until the last getter was called.
     *
     * @param buffer where it lies
     * @param offset of its first byte
     * @param length of the whole message, without any length frame
     * @return {@link Result#OK}, or what is wrong with which field at which offset of the message
     * @throws IndexOutOfBoundsException when {@code buffer} does not have those bytes: a fault of the caller
     */
    public long wrap(final DirectBuffer buffer, final int offset, final int length) {
        parser.wrap(buffer, offset, length);
        mti = Mti.NONE;
        if (length < bitmapOffset) {
            return Result.of(Fault.TRUNCATED, 0, length);
        }
        final int wrong = readMti();
        if (wrong >= 0) {
            return Result.of(Fault.MTI_NOT_DIGITS, 0, wrong);
        }
        return parser.parseWithBitmap(bitmapOffset);
    }

    private int readMti() {
        if (asciiMti) {
            final int digits = parser.view.getInt(dialect.headerLength(), ByteOrder.BIG_ENDIAN) ^ ASCII_ZEROS;
            if (((digits | digits + SIXES) & HIGH_NIBBLES) == 0) {
                mti = digits >> 12 & 0xF000 | digits >> 8 & 0xF00 | digits >> 4 & 0xF0 | digits & 0xF;
                return ABSENT;
            }
        }
        int read = 0;
        for (int i = 0; i < Dialect.MTI_DIGITS; i++) {
            final int digit = Values.unit(mtiForm, parser.view, dialect.headerLength(), Dialect.MTI_DIGITS, i) - '0';
            if (digit < 0 || digit > 9) {
                return dialect.headerLength() + mtiForm.bytes(i + 1) - 1;
            }
            read = read << 4 | digit;
        }
        mti = read;
        return ABSENT;
    }

    /** @return the message type indicator as {@link Mti} writes it; {@link Mti#NONE} when it could not be read. */
    public int mti() {
        return mti;
    }

    /** @return where the bitmap starts. */
    public int bitmapOffset() {
        return bitmapOffset;
    }

    /** @return where the first field starts, behind the bitmap; 0 when the bitmap could not be read. */
    public int bodyOffset() {
        return Math.max(0, parser.bodyStart);
    }

    public MtiVersion version() {
        return Mti.version(mti);
    }

    public MtiClass messageClass() {
        return Mti.messageClass(mti);
    }

    public MtiFunction function() {
        return Mti.function(mti);
    }

    public MtiOrigin origin() {
        return Mti.origin(mti);
    }
}
