package io.ayni.core.host.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.logbuffer.FragmentHandler;
import io.ayni.core.snapshot.SnapshotRecords;
import io.ayni.core.snapshot.StateHash;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A snapshot in the archive: one message for what the host keeps, messages of as many records of the engine (as in the
 * files of one machine) as one frame holds, and one for the end. All integers little endian.
 * <pre>
 *   +0 int kind   +4 ...
 *   BEGIN   1     int version 1 or 2; long sequence; long timestampMs;
 *                 int gateways, of each: int id, long session, long received;
 *                 int links, of each: int link, int claims, of each: long session
 *   RECORD  2     version 1: SBE message (templates 100 and above)
 *   END     3     int zero; long number of records; 32 bytes state hash (StateHash)
 *   RECORDS 4     version 2: of each: int length, SBE message
 * </pre>
 * The archive adds a checksum to every message it records, and checks it when it replays. Nothing is answered while this
 * is written, so it is written in large pieces: an offer, a header and a checksum for each record cost as much again as
 * the records.
 */
final class ClusterSnapshot {
    static final int BEGIN = 1;
    static final int RECORD = 2;
    static final int END = 3;
    static final int RECORDS = 4;
    static final int VERSION = 2;
    /** Of the publication: as long as Aeron's frames get. */
    static final int FRAME_LENGTH = 65_504;
    /** Of its terms: half of one is on its way to the archive before the engine has to wait for the disk. */
    static final int TERM_LENGTH = 16 << 20;
    static final int HASH_LENGTH = 32;
    private static final int FRAGMENTS = 64;

    private ClusterSnapshot() {
    }

    /** @param sequence of the last command in it; in hex {@code stateHash}, as the engine says it of itself */
    record Info(long sequence, long records, String stateHash) {
    }

    static Info write(final ExclusivePublication publication, final ClusterMachine machine, final IdleStrategy idle) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4_096);
        offer(publication, buffer, begin(buffer, machine), idle);
        final StateHash hash = new StateHash();
        final Batch batch = new Batch(publication.maxPayloadLength(),
            (message, length) -> offer(publication, message, length, idle));
        machine.save((message, offset, length) -> {
            hash.onRecord(message, offset, length);
            batch.add(message, offset, length);
        });
        batch.flush();
        final String hex = hash.hex();
        buffer.putInt(0, END, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(Integer.BYTES, 0, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(Long.BYTES, batch.records, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(2 * Long.BYTES, HexFormat.of().parseHex(hex));
        offer(publication, buffer, 2 * Long.BYTES + HASH_LENGTH, idle);
        return new Info(machine.sequence(), batch.records, hex);
    }

    /** Where a whole message goes. */
    @FunctionalInterface
    interface Target {
        void offer(DirectBuffer message, int length);
    }

    /** Gathers records into messages of {@link #RECORDS}. */
    static final class Batch {
        private final ExpandableArrayBuffer message;
        private final int maxLength;
        private final Target target;
        private int at = Integer.BYTES;
        private long records;

        /** @param maxLength of a message; a record that is longer goes in one of its own */
        Batch(final int maxLength, final Target target) {
            this.maxLength = maxLength;
            this.target = target;
            message = new ExpandableArrayBuffer(maxLength);
            message.putInt(0, RECORDS, ByteOrder.LITTLE_ENDIAN);
        }

        void add(final DirectBuffer record, final int offset, final int length) {
            if (at + Integer.BYTES + length > maxLength) {
                flush();
            }
            message.putInt(at, length, ByteOrder.LITTLE_ENDIAN);
            message.putBytes(at + Integer.BYTES, record, offset, length);
            at += Integer.BYTES + length;
            records++;
        }

        void flush() {
            if (at > Integer.BYTES) {
                target.offer(message, at);
                at = Integer.BYTES;
            }
        }
    }

    private static int begin(final ExpandableArrayBuffer buffer, final ClusterMachine machine) {
        final Cursor cursor = new Cursor(buffer);
        cursor.putInt(BEGIN).putInt(VERSION).putLong(machine.sequence()).putLong(machine.timestampMs());
        cursor.putInt(machine.gateways().all().size());
        for (final Gateways.Gateway gateway : machine.gateways().all()) {
            cursor.putInt(gateway.id).putLong(gateway.sessionId).putLong(gateway.received);
        }
        cursor.putInt(machine.gateways().claims().size());
        for (final Map.Entry<Integer, List<Long>> link : machine.gateways().claims().entrySet()) {
            cursor.putInt(link.getKey()).putInt(link.getValue().size());
            link.getValue().forEach(cursor::putLong);
        }
        return cursor.at;
    }

    private static void offer(final ExclusivePublication publication, final DirectBuffer buffer, final int length,
        final IdleStrategy idle) {
        idle.reset();
        while (true) {
            final long result = publication.offer(buffer, 0, length);
            if (result > 0) {
                return;
            }
            if (result == Publication.CLOSED || result == Publication.NOT_CONNECTED
                || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException("the archive takes no snapshot: " + Publication.errorString(result));
            }
            idle.idle();
        }
    }

    /** @throws IllegalStateException when it is not one whole snapshot of this or an earlier build */
    static Info read(final Image image, final ClusterMachine machine, final IdleStrategy idle) {
        final Reader reader = new Reader(machine.gateways());
        final FragmentHandler assembler = new FragmentAssembler(
            (buffer, offset, length, header) -> reader.onMessage(buffer, offset, length));
        final Source source = () -> {
            idle.reset();
            while (true) {
                final int fragments = image.poll(assembler, FRAGMENTS);
                if (fragments > 0) {
                    return;
                }
                if (image.isEndOfStream() || image.isClosed()) {
                    throw new IllegalStateException("the snapshot ends before its end");
                }
                idle.idle();
            }
        };
        return read(reader, source, machine);
    }

    /** Brings one message or more. */
    @FunctionalInterface
    interface Source {
        void poll();
    }

    static Info read(final Reader reader, final Source source, final ClusterMachine machine) {
        while (!reader.hasBegun) {
            source.poll();
        }
        machine.load(reader.sequence, reader.timestampMs, records -> reader.drain(records, source));
        return new Info(reader.sequence, reader.records, reader.stateHash);
    }

    /** Takes the messages in their order; those of the engine wait here until it asks, each record behind its length. */
    static final class Reader {
        private final Gateways gateways;
        private final ArrayDeque<UnsafeBuffer> waiting = new ArrayDeque<>();
        private final StateHash hash = new StateHash();
        private boolean hasBegun;
        private boolean hasEnded;
        private long sequence;
        private long timestampMs;
        private long records;
        private String stateHash;

        Reader(final Gateways gateways) {
            this.gateways = gateways;
        }

        void onMessage(final DirectBuffer buffer, final int offset, final int length) {
            switch (buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN)) {
                case BEGIN -> onBegin(new Cursor(buffer, offset + Integer.BYTES));
                case RECORD -> {
                    final UnsafeBuffer one = new UnsafeBuffer(new byte[length]);
                    one.putInt(0, length - Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
                    one.putBytes(Integer.BYTES, buffer, offset + Integer.BYTES, length - Integer.BYTES);
                    waiting.add(one);
                }
                case RECORDS -> {
                    final UnsafeBuffer many = new UnsafeBuffer(new byte[length - Integer.BYTES]);
                    many.putBytes(0, buffer, offset + Integer.BYTES, many.capacity());
                    waiting.add(many);
                }
                case END -> onEnd(buffer, offset);
                default -> throw new IllegalStateException("a snapshot of another build");
            }
        }

        private void onBegin(final Cursor cursor) {
            final int version = cursor.getInt();
            if (version > VERSION) {
                throw new IllegalStateException("the snapshot is of a later build: version " + version);
            }
            sequence = cursor.getLong();
            timestampMs = cursor.getLong();
            final int count = cursor.getInt();
            for (int i = 0; i < count; i++) {
                gateways.restore(cursor.getInt(), cursor.getLong(), cursor.getLong());
            }
            final int links = cursor.getInt();
            for (int i = 0; i < links; i++) {
                final int linkId = cursor.getInt();
                final int claims = cursor.getInt();
                for (int j = 0; j < claims; j++) {
                    gateways.claim(linkId, cursor.getLong());
                }
            }
            hasBegun = true;
        }

        private void onEnd(final DirectBuffer buffer, final int offset) {
            records = buffer.getLong(offset + Long.BYTES, ByteOrder.LITTLE_ENDIAN);
            final byte[] bytes = new byte[HASH_LENGTH];
            buffer.getBytes(offset + 2 * Long.BYTES, bytes);
            stateHash = HexFormat.of().formatHex(bytes);
            hasEnded = true;
        }

        private void drain(final SnapshotRecords engine, final Source source) {
            long shown = 0;
            while (!hasEnded || !waiting.isEmpty()) {
                final UnsafeBuffer message = waiting.poll();
                if (message == null) {
                    source.poll();
                } else {
                    for (int at = 0; at < message.capacity();) {
                        final int length = message.getInt(at, ByteOrder.LITTLE_ENDIAN);
                        hash.onRecord(message, at + Integer.BYTES, length);
                        engine.onRecord(message, at + Integer.BYTES, length);
                        at += Integer.BYTES + length;
                        shown++;
                    }
                }
            }
            if (shown != records || !hash.hex().equals(stateHash)) {
                throw new IllegalStateException("the snapshot is not what was written: " + shown + " records of "
                    + records);
            }
        }
    }

    /** Goes through a buffer, field by field. */
    private static final class Cursor {
        private final DirectBuffer source;
        private final ExpandableArrayBuffer target;
        private int at;

        Cursor(final ExpandableArrayBuffer target) {
            this.target = target;
            this.source = target;
        }

        Cursor(final DirectBuffer source, final int offset) {
            this.source = source;
            this.target = null;
            this.at = offset;
        }

        Cursor putInt(final int value) {
            target.putInt(at, value, ByteOrder.LITTLE_ENDIAN);
            at += Integer.BYTES;
            return this;
        }

        Cursor putLong(final long value) {
            target.putLong(at, value, ByteOrder.LITTLE_ENDIAN);
            at += Long.BYTES;
            return this;
        }

        int getInt() {
            final int value = source.getInt(at, ByteOrder.LITTLE_ENDIAN);
            at += Integer.BYTES;
            return value;
        }

        long getLong() {
            final long value = source.getLong(at, ByteOrder.LITTLE_ENDIAN);
            at += Long.BYTES;
            return value;
        }
    }
}
