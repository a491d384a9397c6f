package io.ayni.connectors.translate;

import io.ayni.core.command.MessageHeaderDecoder;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** Rows of an answer as the engine wrote them, kept until the last one is there. One thread at a time. */
public final class RowBuffer {
    private static final int LENGTH_FIELD = Integer.BYTES;
    private static final int ALIGNMENT = Long.BYTES;

    /** Sees each row in the order in which they came. */
    @FunctionalInterface
    public interface Visitor {
        /** @param offset of the message, header included */
        void onRow(int templateId, DirectBuffer buffer, int offset);
    }

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private int end;
    private int count;

    /** Keeps a copy of a message, header included. */
    public void add(final DirectBuffer row, final int offset, final int length) {
        buffer.putInt(end, length);
        buffer.putBytes(end + LENGTH_FIELD, row, offset, length);
        end = BitUtil.align(end + LENGTH_FIELD + length, ALIGNMENT);
        count++;
    }

    public int count() {
        return count;
    }

    public void forEach(final Visitor visitor) {
        for (int at = 0; at < end; at = BitUtil.align(at + LENGTH_FIELD + buffer.getInt(at), ALIGNMENT)) {
            final int offset = at + LENGTH_FIELD;
            visitor.onRow(header.wrap(buffer, offset).templateId(), buffer, offset);
        }
    }
}
