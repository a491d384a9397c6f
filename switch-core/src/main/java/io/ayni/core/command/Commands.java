package io.ayni.core.command;

import org.agrona.DirectBuffer;

/** What can be told of a command from its header alone. */
public final class Commands {
    private static final int TEMPLATE_OFFSET = MessageHeaderDecoder.templateIdEncodingOffset();

    private Commands() {
    }

    /** @return the template id of the message that starts at the offset. */
    public static int templateId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + TEMPLATE_OFFSET, java.nio.ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** @return whether the command only reads: it passes through the engine in its turn, and is not in the journal. */
    public static boolean isQuery(final int templateId) {
        return templateId == PaymentQueryDecoder.TEMPLATE_ID || templateId == AccountQueryDecoder.TEMPLATE_ID
            || templateId == MemberQueryDecoder.TEMPLATE_ID;
    }
}
