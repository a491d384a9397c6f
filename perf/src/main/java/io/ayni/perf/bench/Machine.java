package io.ayni.perf.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

/** What the figures were taken on, and with which settings: they mean nothing without. */
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final double BYTES_PER_GIB = 1L << 30;

    private Machine() {
    }

    static void describe(final Results results, final BenchOptions options) {
        results.fact("machine", String.format(Locale.ROOT, "%d processors (%s), %.0f GiB, %s %s",
            Runtime.getRuntime().availableProcessors(), processor(), memoryBytes() / BYTES_PER_GIB,
            System.getProperty("os.name"), System.getProperty("os.version")));
        results.fact("JVM", System.getProperty("java.vm.name") + " " + Runtime.version());
        results.fact("Ayni", options.settings().toString());
        results.fact("raw echo, raw HTTP echo", "Netty, epoll, event loops " + options.settings().eventLoops());
        results.fact("jPOS", "3.0.1, PostChannel, GenericPackager, max-sessions above connections and in-flight requests,"
            + " no log listener; TransactionManager on virtual threads");
        results.fact("client", "one event loop on the same machine; servers take turns, round by round");
    }

    static long memoryBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    private static String processor() {
        try {
            return Files.readAllLines(CPU_INFO).stream().filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("unknown");
        } catch (final IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
