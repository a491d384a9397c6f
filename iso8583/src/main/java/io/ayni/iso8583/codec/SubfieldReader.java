package io.ayni.iso8583.codec;

import io.ayni.iso8583.spec.FieldTable;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Reads the inside of a field that is made of subfields: by position, or announced by a bitmap of its own.
 */
public final class SubfieldReader extends FieldsReader {
    private static final int DECODED_CAPACITY = 256;

    private final boolean hasBitmap;
    private final ExpandableArrayBuffer decoded = new ExpandableArrayBuffer(DECODED_CAPACITY);

    /** @param table what {@code Structure.Subfields} of the field holds. */
    public SubfieldReader(final FieldTable table) {
        super(table);
        hasBitmap = table.bitmap() != null;
    }

    /**
     * Checks a value in one pass. Subfields by position may end early; what is missing is not there.
     *
     * @return {@link Result#OK}, or what is wrong with which subfield at which offset of the value
     */
    public long wrap(final DirectBuffer buffer, final int offset, final int length) {
        parser.wrap(buffer, offset, length);
        return hasBitmap ? parser.parseWithBitmap(0) : parser.parseInOrder();
    }

    /**
     * Checks the value of a field of a message that was read without a fault. The inside of a value that is not ASCII
     * or bytes on the wire is read from a decoded copy of it.
     */
    public long wrap(final FieldsReader message, final int field) {
        if (!message.has(field)) {
            return Result.of(Fault.TRUNCATED, 0, 0);
        }
        final int length = message.length(field);
        if (message.byteLength(field) == length && message.table().field(field).form().encoding().isVerbatim()) {
            return wrap(message.buffer(), message.offset(field), length);
        }
        decoded.checkLimit(length);
        message.copy(field, decoded, 0);
        return wrap(decoded, 0, length);
    }
}
