package io.ayni.iso8583.codec;

import io.ayni.iso8583.spec.Dialect;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A message being written. Reusable: {@link #wrap} again for the next message. One thread at a time.
 * <pre>{@code
 * writer.wrap(buffer, offset, capacity);
 * writer.respondTo(request, ECHO);
 * writer.putAscii(39, "00");
 * final int length = writer.finish();
 * }</pre>
 */
public final class IsoWriter extends FieldsWriter {
    private final Dialect dialect;
    private final MtiForm mtiForm;
    private final int bitmapOffset;

    public IsoWriter(final Dialect dialect) {
        super(dialect.fields());
        this.dialect = dialect;
        this.mtiForm = new MtiForm(dialect.mti());
        this.bitmapOffset = dialect.headerLength() + mtiForm.bytes();
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Starts a message in that part of the buffer; {@link #mti} or {@link #respondTo} comes next. */
    public void wrap(final MutableDirectBuffer buffer, final int offset, final int capacity) {
        assembler.wrap(buffer, offset, capacity);
    }

    /** Puts the message type indicator, as {@link Mti} writes it, and a header of zeros where the dialect has one. */
    public void mti(final int mti) {
        if (assembler.view.capacity() < bitmapOffset) {
            assembler.fail(Fault.NO_ROOM, 0);
            return;
        }
        for (int i = 0; i < dialect.headerLength(); i++) {
            assembler.view.putByte(i, (byte)0);
        }
        if (!mtiForm.write(mti, assembler.view, dialect.headerLength())) {
            assembler.fail(Fault.MTI_NOT_DIGITS, 0);
            return;
        }
        assembler.beginBody(bitmapOffset);
    }

    /** Puts the bytes before the message type indicator, as many as the dialect has; after {@link #mti}. */
    public void header(final DirectBuffer from, final int offset) {
        if (assembler.result == Result.OK) {
            assembler.view.putBytes(0, from, offset, dialect.headerLength());
        }
    }

    /**
     * Starts the answer to a request of the same dialect: 0210 to 0200, with the request's header and those of the
     * {@code echo} fields that it has, as they stand on the wire. A field put afterwards takes the place of one that
     * would be copied. The request's bytes must stay untouched until {@link #finish}.
     *
     * @throws IllegalArgumentException when the request is of another dialect: use {@link #copy}
     */
    public void respondTo(final IsoReader request, final FieldSet echo) {
        start(Mti.response(request.mti()), request, echo);
    }

    /** As {@link #respondTo}, with a message type indicator of one's own: a repeat, a reversal. */
    public void start(final int mti, final IsoReader request, final FieldSet echo) {
        if (request.dialect() != dialect) {
            throw new IllegalArgumentException(request.dialect().name() + " is not " + dialect.name());
        }
        mti(mti);
        if (assembler.result == Result.OK) {
            if (dialect.headerLength() > 0) {
                assembler.view.putBytes(0, request.parser.view, 0, dialect.headerLength());
            }
            assembler.echo(request.parser, echo);
        }
    }

    /** @return the message's length in bytes, {@link #FAILED} with {@link #result} telling why. */
    public int finish() {
        return assembler.finish();
    }
}
