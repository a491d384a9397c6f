package io.ayni.core.host.cluster;

import io.ayni.core.command.Commands;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.PutAccountDecoder;
import io.ayni.core.command.ReplyToDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What gateways and the cluster say to each other: a header, and for some kinds one message of the log format behind it.
 * Part of the replicated log, so its layout never changes for a kind that exists. All integers little endian.
 * <pre>
 *    0                   4                   8                                      16
 *   +-------------------+-------------------+---------------------------------------+
 *   |       kind        |       value       |                number                 |  message ...
 *   +-------------------+-------------------+---------------------------------------+
 *
 *   gateway to cluster   value                  number
 *   HELLO            1   gateway                0
 *   CLAIM            2   link                   0
 *   COMMAND          3   0                      of the command, ascending               and the command
 *
 *   cluster to gateway   value                  number
 *   WELCOME         11   gateway                highest command of this gateway that is in the log
 *   GRANTED         12   link                   as above
 *   OUTCOME         13   0                      as above                                and the outcome
 *   RECEIVED        14   0                      as above
 * </pre>
 * Within a command that wants an answer, {@code replyTo} names the gateway (connectionId) and the command's number
 * (correlationId), whatever stood there before: the answer finds its gateway through any leader, and there what it
 * answers.
 */
final class GatewayFrame {
    static final int HELLO = 1;
    static final int CLAIM = 2;
    static final int COMMAND = 3;
    static final int WELCOME = 11;
    static final int GRANTED = 12;
    static final int OUTCOME = 13;
    static final int RECEIVED = 14;

    static final int HEADER_LENGTH = 16;
    static final int MAX_GATEWAY = 127;

    private static final int VALUE_OFFSET = 4;
    private static final int NUMBER_OFFSET = 8;
    /** The same in every command that wants an answer, and in every outcome that is one: replyTo is its first field. */
    private static final int CONNECTION_OFFSET =
        MessageHeaderDecoder.ENCODED_LENGTH + ReplyToDecoder.connectionIdEncodingOffset();
    private static final int CORRELATION_OFFSET =
        MessageHeaderDecoder.ENCODED_LENGTH + ReplyToDecoder.correlationIdEncodingOffset();

    private GatewayFrame() {
    }

    static void put(final MutableDirectBuffer buffer, final int offset, final int kind, final int value,
        final long number) {
        buffer.putInt(offset, kind, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + VALUE_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + NUMBER_OFFSET, number, ByteOrder.LITTLE_ENDIAN);
    }

    static int kind(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    }

    static int value(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + VALUE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long number(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + NUMBER_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** @return whether the command at the offset says where its answer goes: what networks and time report does not. */
    static boolean wantsAnswer(final DirectBuffer buffer, final int offset) {
        final int templateId = Commands.templateId(buffer, offset);
        return templateId < NetworkAnswerDecoder.TEMPLATE_ID || templateId >= PutAccountDecoder.TEMPLATE_ID;
    }

    static long connectionId(final DirectBuffer message, final int offset) {
        return message.getLong(offset + CONNECTION_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long correlationId(final DirectBuffer message, final int offset) {
        return message.getLong(offset + CORRELATION_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static void replyTo(final MutableDirectBuffer message, final int offset, final long connectionId,
        final long correlationId) {
        message.putLong(offset + CONNECTION_OFFSET, connectionId, ByteOrder.LITTLE_ENDIAN);
        message.putLong(offset + CORRELATION_OFFSET, correlationId, ByteOrder.LITTLE_ENDIAN);
    }
}
