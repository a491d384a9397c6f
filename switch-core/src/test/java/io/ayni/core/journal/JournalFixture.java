package io.ayni.core.journal;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the tests of the journal do over and over: write records that can be told apart, and read them back. */
final class JournalFixture {
    static final int SEGMENT_LENGTH = JournalContext.MIN_SEGMENT_LENGTH;
    static final RecoveryListener NO_LISTENER = (records, bytes) -> { };

    private JournalFixture() {
    }

    /** A record as read: compared as a whole. */
    record Entry(long sequence, long timestampMs, String message) {
    }

    static JournalContext context(final JournalStorage storage) {
        return new JournalContext().storage(storage).segmentLength(SEGMENT_LENGTH);
    }

    /** @return the message of a sequence: its bytes and its length depend on it. */
    static byte[] message(final long sequence) {
        final byte[] bytes = new byte[8 + (int) (sequence * 37 % 300)];
        Arrays.fill(bytes, (byte) (sequence * 31 + 1));
        bytes[bytes.length - 1] = (byte) (sequence % 3);
        return bytes;
    }

    static Entry entry(final long sequence) {
        return new Entry(sequence, 1_000 + sequence, Arrays.toString(message(sequence)));
    }

    static List<Entry> entries(final long from, final long to) {
        final List<Entry> entries = new ArrayList<>();
        for (long sequence = from; sequence <= to; sequence++) {
            entries.add(entry(sequence));
        }
        return entries;
    }

    static void append(final JournalWriter writer, final long from, final long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            final byte[] message = message(sequence);
            writer.append(sequence, 1_000 + sequence, new UnsafeBuffer(message), 0, message.length);
        }
    }

    /** A journal with these records, synced, on a disk of its own. */
    static SimulatedDisk diskWith(final long records) {
        final SimulatedDisk disk = new SimulatedDisk();
        try (Journal journal = Journal.open(context(disk))) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            append(journal.writer(), 1, records);
            journal.writer().sync();
        }
        return disk;
    }

    static RecordVisitor into(final List<Entry> entries) {
        return (sequence, timestampMs, buffer, offset, length) -> {
            final byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            entries.add(new Entry(sequence, timestampMs, Arrays.toString(bytes)));
        };
    }

    /** Opens, recovers, closes. */
    static List<Entry> recover(final JournalStorage storage) {
        final List<Entry> entries = new ArrayList<>();
        try (Journal journal = Journal.open(context(storage))) {
            journal.recover(0, into(entries), NO_LISTENER);
        }
        return entries;
    }
}
