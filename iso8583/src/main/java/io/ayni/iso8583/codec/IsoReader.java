package io.ayni.iso8583.codec;

import io.ayni.iso8583.spec.Dialect;

import org.agrona.DirectBuffer;

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
    private final Dialect dialect;
    private final MtiForm mtiForm;
    private final int bitmapOffset;
    private int mti = Mti.NONE;

    public IsoReader(final Dialect dialect) {
        super(dialect.fields());
        this.dialect = dialect;
        this.mtiForm = new MtiForm(dialect.mti());
        this.bitmapOffset = dialect.headerLength() + mtiForm.bytes();
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
        mti = mtiForm.read(parser.view, dialect.headerLength());
        if (mti == Mti.NONE) {
            return Result.of(Fault.MTI_NOT_DIGITS, 0, mtiForm.wrongOffset(parser.view, dialect.headerLength()));
        }
        return parser.parseWithBitmap(bitmapOffset);
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
