package io.ayni.connectors.translate;

import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An AuthorizeRequest that waits until its biller has said what is owed. */
public final class WaitingBill {
    private static final int OWED = MessageHeaderEncoder.ENCODED_LENGTH
            + AuthorizeRequestEncoder.owedMinorEncodingOffset();

    private final UnsafeBuffer command;

    /** Keeps a copy of the command, header included, from 0 on. */
    public WaitingBill(final DirectBuffer command, final int length) {
        this.command = new UnsafeBuffer(new byte[length]);
        this.command.putBytes(0, command, 0, length);
    }

    /**
     * @param owedMinor -1 when the biller could not be asked
     * @return the whole command
     */
    public DirectBuffer complete(final long owedMinor) {
        command.putLong(OWED, owedMinor, ByteOrder.LITTLE_ENDIAN);
        return command;
    }
}
