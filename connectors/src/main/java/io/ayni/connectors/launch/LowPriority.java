package io.ayni.connectors.launch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The scheduling priority of a thread. On Linux a nice value belongs to the thread, and setpriority(2) for PRIO_PROCESS
 * and 0 sets that of the caller; the JVM leaves Java's own priorities without effect there.
 */
final class LowPriority {
    private static final int PRIO_PROCESS = 0;
    private static final int CALLER = 0;
    private static final int NICE = 19;

    private LowPriority() {
    }

    /** Lowers that of the calling thread; where that is not possible, all stays as it is. */
    static void ofThisThread() {
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        final Linker linker = Linker.nativeLinker();
        final Optional<MemorySegment> function = linker.defaultLookup().find("setpriority");
        if (!System.getProperty("os.name").equals("Linux") || function.isEmpty()) {
            return;
        }
        try {
            final int result = (int) linker.downcallHandle(function.get(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT)).invokeExact(PRIO_PROCESS, CALLER, NICE);
            assert result == 0 : "a thread may always be nicer";
        } catch (final Throwable e) {
            throw new AssertionError("setpriority(2) throws nothing", e);
        }
    }
}
