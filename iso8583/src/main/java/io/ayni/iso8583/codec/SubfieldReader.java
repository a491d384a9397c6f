package io.ayni.iso8583.codec;

import io.ayni.iso8583.spec.FieldTable;

import org.agrona.DirectBuffer;

/**
 * Reads the inside of a field that is made of subfields: by position, or announced by a bitmap of its own.
 */
public final class SubfieldReader extends FieldsReader {
    private final boolean hasBitmap;

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

    /** Checks the value of a field of a message that was read without a fault. */
    public long wrap(final FieldsReader message, final int field) {
        final int offset = message.offset(field);
        return offset < 0
            ? Result.of(Fault.TRUNCATED, 0, 0)
            : wrap(message.buffer(), offset, message.byteLength(field));
    }
}
