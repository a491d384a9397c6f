package io.ayni.core.engine;

import io.ayni.core.snapshot.SnapshotRecords;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** What a host drives: one thread, commands in log order, outcomes through the {@link Outcomes} given at birth. */
public interface StateMachine {
    /** Upper bound of the outcomes of one command, in messages: hosts size their slots by it. */
    int MAX_OUTCOMES_PER_COMMAND = 32;
    /** Upper bound of one outcome, in bytes, header included. */
    int MAX_OUTCOME_LENGTH = 448;
    /** Commands that are worth announcing at a time. */
    int MAX_ANNOUNCED = 32;

    /**
     * Applies one command.
     *
     * @param sequence    of the log, without gaps from 1; for a query, that of the last command before it
     * @param timestampMs stamped by the single sequencer, never decreasing
     * @param buffer      one message of the log format (templates 1-49) with its header
     */
    void onCommand(long sequence, long timestampMs, DirectBuffer buffer, int offset, int length);

    /**
     * Shows a command that comes soon, so that what it needs of memory can be fetched together with what others need:
     * up to {@link #MAX_ANNOUNCED} are shown, then {@link #fetchAnnounced()}, then they are applied. Changes no state;
     * may be left out, and what was shown need not come.
     */
    default void announce(final DirectBuffer buffer, final int offset, final int length) {
    }

    /** Fetches what the commands shown need. */
    default void fetchAnnounced() {
    }

    /** @return when the next deadline falls, in ms of the epoch; {@link Long#MAX_VALUE} when there is none. */
    long nextDeadlineMs();

    /** Writes the state as snapshot records in canonical order, the first of them a SnapshotBegin. */
    void save(SnapshotRecords records);

    /**
     * Fills this machine, to which no command was applied yet, from a snapshot.
     *
     * @param snapshot given the receiver of the records; must show all of them, in order
     * @throws IllegalStateException when the records are not those of one whole snapshot
     */
    void load(Consumer<SnapshotRecords> snapshot);
}
