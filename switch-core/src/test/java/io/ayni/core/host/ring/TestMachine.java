package io.ayni.core.host.ring;

import io.ayni.core.command.Commands;
import io.ayni.core.command.LinkStatusDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NodeStartedDecoder;
import io.ayni.core.command.PaymentQueryDecoder;
import io.ayni.core.command.SnapshotBeginEncoder;
import io.ayni.core.command.TickDecoder;
import io.ayni.core.engine.Outcomes;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.snapshot.SnapshotRecords;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * A state machine whose whole state is what it was given: every command with its sequence and time. It answers each one
 * with its id, sequence and time. Commands are a header and a number; what the number means is set by the test.
 */
final class TestMachine implements StateMachine {
    static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + Long.BYTES;
    static final int OUTCOME_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + 3 * Long.BYTES;
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int FIRED_PER_TICK = 2;

    /** One command as the machine saw it. */
    record Applied(int templateId, long id, long sequence, long timestampMs, int hash) {
    }

    /** One outcome as the sink saw it. */
    record Answered(long id, long sequence, long timestampMs) {
        static Answered of(final DirectBuffer buffer, final int offset) {
            return new Answered(buffer.getLong(offset + BODY), buffer.getLong(offset + BODY + 8),
                buffer.getLong(offset + BODY + 16));
        }
    }

    private final Outcomes outcomes;
    private final MutableDirectBuffer outcome = new ExpandableArrayBuffer(MAX_OUTCOME_LENGTH);
    final List<Applied> log = new ArrayList<>();
    final PriorityQueue<Long> deadlines = new PriorityQueue<>();
    int outcomesPerCommand = 1;
    int outcomeLength = OUTCOME_LENGTH;
    long poison = Long.MIN_VALUE;
    /** A command with this id sets a deadline. */
    volatile long deadlineOnId = Long.MIN_VALUE;
    volatile long deadlineMs;
    /** Before each command: a test may hold the engine here. */
    volatile Runnable beforeCommand = () -> { };

    TestMachine(final Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    static UnsafeBuffer command(final long id) {
        return message(LinkStatusDecoder.TEMPLATE_ID, id, LENGTH);
    }

    static UnsafeBuffer query(final long id) {
        return message(PaymentQueryDecoder.TEMPLATE_ID, id, LENGTH);
    }

    static UnsafeBuffer message(final int templateId, final long id, final int length) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        new MessageHeaderEncoder().wrap(buffer, 0).blockLength(length - BODY).templateId(templateId)
            .schemaId(MessageHeaderEncoder.SCHEMA_ID).version(MessageHeaderEncoder.SCHEMA_VERSION);
        buffer.putLong(BODY, id);
        for (int i = LENGTH; i < length; i++) {
            buffer.putByte(i, (byte) (id * 31 + i));
        }
        return buffer;
    }

    @Override
    public void onCommand(final long sequence, final long timestampMs, final DirectBuffer buffer, final int offset,
                          final int length) {
        beforeCommand.run();
        final int templateId = Commands.templateId(buffer, offset);
        final boolean hasId = templateId != TickDecoder.TEMPLATE_ID && templateId != NodeStartedDecoder.TEMPLATE_ID;
        final long id = hasId ? buffer.getLong(offset + BODY) : 0;
        if (hasId && id == poison) {
            throw new IllegalStateException("invariant broken as planned");
        }
        if (hasId && id == deadlineOnId) {
            deadlines.add(deadlineMs);
        }
        if (!Commands.isQuery(templateId)) {
            log.add(new Applied(templateId, id, sequence, timestampMs, hash(buffer, offset, length)));
        }
        for (int fired = 0; fired < FIRED_PER_TICK && templateId == TickDecoder.TEMPLATE_ID
            && !deadlines.isEmpty() && deadlines.peek() <= timestampMs; fired++) {
            deadlines.poll();
        }
        if (hasId) {
            outcome.putLong(BODY, id);
            outcome.putLong(BODY + 8, sequence);
            outcome.putLong(BODY + 16, timestampMs);
            for (int i = 0; i < outcomesPerCommand; i++) {
                outcomes.emit(outcome, 0, outcomeLength);
            }
        }
    }

    private static int hash(final DirectBuffer buffer, final int offset, final int length) {
        int hash = 17;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + buffer.getByte(offset + i);
        }
        return hash;
    }

    @Override
    public long nextDeadlineMs() {
        return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.peek();
    }

    @Override
    public void save(final SnapshotRecords records) {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[1_024]);
        final Applied last = log.isEmpty() ? new Applied(0, 0, 0, 0, 0) : log.getLast();
        final SnapshotBeginEncoder begin = new SnapshotBeginEncoder()
            .wrapAndApplyHeader(record, 0, new MessageHeaderEncoder()).sequence(last.sequence())
            .timestampMs(last.timestampMs()).putPolicy(new byte[0], 0, 0);
        records.onRecord(record, 0, MessageHeaderEncoder.ENCODED_LENGTH + begin.encodedLength());
        for (final Applied each : log) {
            record.putInt(0, each.templateId());
            record.putInt(4, each.hash());
            record.putLong(8, each.id());
            record.putLong(16, each.sequence());
            record.putLong(24, each.timestampMs());
            records.onRecord(record, 0, 32);
        }
    }

    @Override
    public void load(final Consumer<SnapshotRecords> snapshot) {
        final boolean[] isBegun = {false};
        snapshot.accept((buffer, offset, length) -> {
            if (isBegun[0]) {
                log.add(new Applied(buffer.getInt(offset), buffer.getLong(offset + 8), buffer.getLong(offset + 16),
                    buffer.getLong(offset + 24), buffer.getInt(offset + 4)));
            }
            isBegun[0] = true;
        });
    }

    /** @return ids of the commands that carry one, in the order of the log. */
    List<Long> ids() {
        return log.stream().filter(applied -> applied.templateId == LinkStatusDecoder.TEMPLATE_ID)
            .map(Applied::id).toList();
    }

    long ticks() {
        return log.stream().filter(applied -> applied.templateId == TickDecoder.TEMPLATE_ID).count();
    }
}
