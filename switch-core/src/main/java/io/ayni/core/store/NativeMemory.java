package io.ayni.core.store;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;

/**
 * Zeroed memory outside the heap, at the begin of a cache line: nothing for the collector to trace or move. Large blocks
 * are mapped, take memory only as it is written to, and ask the kernel for huge pages (transparent_hugepage/enabled
 * {@code madvise} or {@code always}; harmless otherwise): a table read at random all over misses the processor's
 * address tables with pages of 4 KiB at almost every read. Given back when {@link #free() freed} or no longer reachable:
 * who reads by address keeps this reachable until the read is done.
 */
final class NativeMemory {
    private static final int LINE = 64;
    private static final long HUGE_PAGE = 2L << 20;
    private static final long MAPPED_FROM = 2 * HUGE_PAGE;
    private static final int READ_WRITE = 0x3;
    /** MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE of Linux on all processors that Java runs on. */
    private static final int PRIVATE_ANONYMOUS = 0x2 | 0x20 | 0x4000;
    private static final int ADVICE_HUGE_PAGE = 14;
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Mapping MAPPING = Mapping.ofThisSystem();

    private final long address;
    /** Keeps a small block alive; null for a mapped one. */
    private ByteBuffer buffer;
    private Cleaner.Cleanable mapped;

    private NativeMemory(final long address) {
        this.address = address;
    }

    /** @throws OutOfMemoryError as the heap would. */
    static NativeMemory allocate(final long bytes) {
        return bytes >= MAPPED_FROM && MAPPING != null ? map(bytes) : reserve(bytes);
    }

    private static NativeMemory reserve(final long bytes) {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(Math.toIntExact(bytes + LINE));
        final NativeMemory memory = new NativeMemory(BitUtil.align(BufferUtil.address(buffer), LINE));
        memory.buffer = buffer;
        return memory;
    }

    private static NativeMemory map(final long bytes) {
        final long length = BitUtil.align(bytes, HUGE_PAGE) + HUGE_PAGE;
        final long from = MAPPING.map(length);
        final NativeMemory memory = new NativeMemory(BitUtil.align(from, HUGE_PAGE));
        final Mapping mapping = MAPPING;
        memory.mapped = CLEANER.register(memory, () -> mapping.unmap(from, length));
        return memory;
    }

    long address() {
        return address;
    }

    /** Gives the memory back now; nobody reads it any more. */
    void free() {
        if (mapped != null) {
            mapped.clean();
        }
        buffer = null;
    }

    /** mmap, madvise and munmap of Linux. */
    private record Mapping(MethodHandle mmap, MethodHandle madvise, MethodHandle munmap) {
        /** @return null where memory is not mapped this way. */
        static Mapping ofThisSystem() {
            if (!"Linux".equals(System.getProperty("os.name"))) {
                return null;
            }
            final SymbolLookup library = Linker.nativeLinker().defaultLookup();
            return new Mapping(
                handle(library, "mmap", ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
                handle(library, "madvise", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT),
                handle(library, "munmap", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
        }

        private static MethodHandle handle(final SymbolLookup library, final String name,
            final ValueLayout result, final ValueLayout... arguments) {
            return Linker.nativeLinker().downcallHandle(library.findOrThrow(name),
                FunctionDescriptor.of(result, arguments));
        }

        long map(final long length) {
            try {
                final long address = (long) mmap.invokeExact(0L, length, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
                if (address == -1) {
                    throw new OutOfMemoryError("cannot map " + length + " bytes");
                }
                final int ignored = (int) madvise.invokeExact(address, length, ADVICE_HUGE_PAGE);
                return address;
            } catch (final RuntimeException | Error e) {
                throw e;
            } catch (final Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        void unmap(final long address, final long length) {
            try {
                final int ignored = (int) munmap.invokeExact(address, length);
            } catch (final RuntimeException | Error e) {
                throw e;
            } catch (final Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
