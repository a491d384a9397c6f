package io.ayni.iso8583.fuzz;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The same input in two places: in memory behind which there is none, so that a read one byte too far faults, and in the
 * middle of bytes that would be believed. A reader to which both do not look the same has read outside.
 * <pre>
 *   guarded    FF FF FF FF FF  input | not readable (a page of a file that was cut off)
 *   embedded   30 30 30 30 30  input 30 30 30 30 30
 * </pre>
 */
public final class Surroundings {
    /** Longest input. */
    public static final int CAPACITY = 1 << 16;

    private static final int MARGIN = 64;

    /** Ends where readable memory ends. */
    public final UnsafeBuffer guarded = new UnsafeBuffer(0, 0);
    /** All of it; the input lies at {@link #embeddedOffset}. */
    public final UnsafeBuffer embedded;
    public final int embeddedOffset = MARGIN;

    private final MappedByteBuffer map;
    private final UnsafeBuffer mapped;
    private final byte[] around = new byte[CAPACITY + 2 * MARGIN];

    public Surroundings() {
        Finding.unless(UnsafeBuffer.SHOULD_BOUNDS_CHECK, "the buffers' own checks are off");
        embedded = new UnsafeBuffer(around);
        try {
            final Path file = Files.createTempFile("guarded", null);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                map = channel.map(FileChannel.MapMode.READ_WRITE, 0, 2L * CAPACITY);
                channel.truncate(CAPACITY);
            } finally {
                Files.delete(file);
            }
        } catch (final IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        mapped = new UnsafeBuffer(map, 0, CAPACITY);
        mapped.setMemory(0, CAPACITY, (byte)0xFF);
    }

    /** Lays the bytes from {@code from} on in both places. @return how many they are, the longest input at most */
    public int place(final byte[] input, final int from) {
        final int length = Math.min(Math.max(input.length - from, 0), CAPACITY - MARGIN);
        mapped.setMemory(CAPACITY - MARGIN - length, MARGIN, (byte)0xFF);
        Arrays.fill(around, 0, MARGIN, (byte)'0');
        Arrays.fill(around, MARGIN + length, length + 2 * MARGIN, (byte)'0');
        if (length > 0) {
            mapped.putBytes(CAPACITY - length, input, from, length);
            System.arraycopy(input, from, around, MARGIN, length);
        }
        guarded.wrap(map, CAPACITY - length, length);
        return length;
    }
}
