package io.ayni.core.host.cluster;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The messages of one recording, put together from their frames, in order.
 * <pre>
 *   archive/7-0.rec, 7-134217728.rec, …   recording 7, from the position in the name on
 *
 *   a frame, aligned to 32 bytes (Aeron's data header, little endian)
 *    0 int length with header, 0: the end   5 byte flags: 128 first, 64 last of a message
 *    6 short type: 0 padding, 1 data        32 message ...
 * </pre>
 */
final class RecordingFiles implements AutoCloseable {
    private final TreeMap<Long, Path> files = new TreeMap<>();
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer();
    private final UnsafeBuffer segment = new UnsafeBuffer();
    private FileChannel channel;
    private long segmentStart;
    private int at;
    private int length;

    /** @param fromPosition of a frame, in the recording's own count */
    RecordingFiles(final Path archive, final long recordingId, final long fromPosition) throws IOException {
        final String prefix = recordingId + "-";
        try (Stream<Path> all = Files.list(archive)) {
            all.filter(file -> file.getFileName().toString().startsWith(prefix)
                    && file.getFileName().toString().endsWith(".rec"))
                .forEach(file -> files.put(positionOf(file), file));
        }
        final Long first = files.floorKey(fromPosition);
        if (first == null) {
            throw new IOException(archive + ": recording " + recordingId + " does not reach back to " + fromPosition);
        }
        open(first);
        at = (int) (fromPosition - first);
    }

    private static long positionOf(final Path file) {
        final String name = file.getFileName().toString();
        return Long.parseLong(name.substring(name.indexOf('-') + 1, name.length() - ".rec".length()));
    }

    private void open(final long position) throws IOException {
        close();
        channel = FileChannel.open(files.get(position), StandardOpenOption.READ);
        final ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        segment.wrap(mapped);
        segmentStart = position;
        at = 0;
    }

    /** @return whether there was another whole message: it is in {@link #buffer}. */
    boolean next() {
        length = 0;
        while (hasFrame()) {
            final int frameLength = FrameDescriptor.frameLength(segment, at);
            final byte flags = segment.getByte(at + DataHeaderFlyweight.FLAGS_FIELD_OFFSET);
            final boolean isData = FrameDescriptor.frameType(segment, at) == DataHeaderFlyweight.HDR_TYPE_DATA;
            if (isData) {
                final int payload = frameLength - DataHeaderFlyweight.HEADER_LENGTH;
                length = (flags & FrameDescriptor.BEGIN_FRAG_FLAG) != 0 ? 0 : length;
                message.putBytes(length, segment, at + DataHeaderFlyweight.HEADER_LENGTH, payload);
                length += payload;
            }
            at += BitUtil.align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
            if (isData && (flags & FrameDescriptor.END_FRAG_FLAG) != 0) {
                return true;
            }
        }
        return false;
    }

    private boolean hasFrame() {
        if (at >= segment.capacity()) {
            final Long next = files.higherKey(segmentStart);
            if (next == null) {
                return false;
            }
            try {
                open(next);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return FrameDescriptor.frameLength(segment, at) > 0;
    }

    DirectBuffer buffer() {
        return message;
    }

    int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
