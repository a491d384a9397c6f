package io.ayni.core.recovery;

import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.SnapshotBeginDecoder;
import io.ayni.core.command.SnapshotBeginEncoder;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.snapshot.SnapshotRecords;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A state machine whose state is a chain over every byte it was given: one that is left out or twice there shows. */
final class ChainMachine implements StateMachine {
    private static final int PADDING = 300;

    long sequence;
    long timestampMs;
    long chain = 17;
    /** Records in a snapshot besides the first. */
    int parts = 40;

    @Override
    public void onCommand(final long commandSequence, final long commandMs, final DirectBuffer buffer,
        final int offset, final int length) {
        if (commandSequence != sequence + 1) {
            throw new IllegalStateException("command " + commandSequence + " follows " + sequence);
        }
        sequence = commandSequence;
        timestampMs = commandMs;
        chain = chain * 31 + commandMs;
        for (int i = 0; i < length; i++) {
            chain = chain * 31 + buffer.getByte(offset + i);
        }
    }

    @Override
    public long nextDeadlineMs() {
        return Long.MAX_VALUE;
    }

    @Override
    public void save(final SnapshotRecords records) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
        final SnapshotBeginEncoder begin = new SnapshotBeginEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).sequence(sequence).timestampMs(timestampMs)
            .postings(chain).putPolicy(new byte[0], 0, 0);
        records.onRecord(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + begin.encodedLength());
        for (int part = 0; part < parts; part++) {
            buffer.setMemory(0, PADDING, (byte) part);
            records.onRecord(buffer, 0, 1 + part * 7 % PADDING);
        }
    }

    @Override
    public void load(final Consumer<SnapshotRecords> snapshot) {
        final int[] seen = {0};
        snapshot.accept((buffer, offset, length) -> {
            if (seen[0]++ == 0) {
                final SnapshotBeginDecoder begin =
                    new SnapshotBeginDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                sequence = begin.sequence();
                timestampMs = begin.timestampMs();
                chain = begin.postings();
            }
        });
        parts = seen[0] - 1;
    }

    /** @return the machine after the commands up to a sequence, as {@link TestJournal} makes them. */
    static ChainMachine after(final long last) {
        final ChainMachine machine = new ChainMachine();
        for (long each = 1; each <= last; each++) {
            final UnsafeBuffer message = TestJournal.message(each);
            machine.onCommand(each, TestJournal.timestampMs(each), message, 0, message.capacity());
        }
        return machine;
    }
}
