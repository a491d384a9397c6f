package io.ayni.iso8583.codec;

import io.ayni.iso8583.spec.FieldTable;

import org.agrona.MutableDirectBuffer;

/**
 * Writes the inside of a field that is made of subfields, to be put into the message when it is finished.
 */
public final class SubfieldWriter extends FieldsWriter {
    public SubfieldWriter(final FieldTable table) {
        super(table);
    }

    /** Starts a value. */
    public void wrap(final MutableDirectBuffer buffer, final int offset, final int capacity) {
        assembler.wrap(buffer, offset, capacity);
        assembler.beginBody(0);
    }

    /** @return the value's length in bytes, {@link #FAILED} with {@link #result} telling why. */
    public int finish() {
        return assembler.finish();
    }
}
