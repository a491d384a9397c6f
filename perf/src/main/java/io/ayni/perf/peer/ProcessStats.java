package io.ayni.perf.peer;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What a process has taken since its start, as one line of text and back. Counters of the JVM: what collecting garbage
 * and compiling take is in the processor time of the process and in that of no thread.
 *
 * @param cpuNs          of the whole process
 * @param allocatedBytes by all threads there are and were
 * @param threads        by name, numbers at its end left out
 */
public record ProcessStats(long cpuNs, long allocatedBytes, Map<String, ThreadStats> threads) {
    static final String WORD = "stats";
    private static final String SEPARATOR = "\t";
    private static final ThreadStats NOTHING = new ThreadStats(0, 0);

    /** Of all threads of one name. */
    public record ThreadStats(long cpuNs, long allocatedBytes) {
        private ThreadStats plus(final ThreadStats other) {
            return new ThreadStats(cpuNs + other.cpuNs, allocatedBytes + other.allocatedBytes);
        }

        private ThreadStats minus(final ThreadStats other) {
            return new ThreadStats(cpuNs - other.cpuNs, allocatedBytes - other.allocatedBytes);
        }
    }

    static ProcessStats ofThisProcess() {
        final ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Map<String, ThreadStats> threads = new TreeMap<>();
        for (final java.lang.management.ThreadInfo thread : beans.getThreadInfo(beans.getAllThreadIds())) {
            if (thread != null) {
                final long id = thread.getThreadId();
                final ThreadStats stats =
                    new ThreadStats(Math.max(0, beans.getThreadCpuTime(id)), beans.getThreadAllocatedBytes(id));
                threads.merge(thread.getThreadName().replaceAll("[-\\d]+$", ""), stats, ThreadStats::plus);
            }
        }
        final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ProcessStats(system.getProcessCpuTime(), beans.getTotalThreadAllocatedBytes(), threads);
    }

    /** @return what was taken from then to now. */
    public ProcessStats since(final ProcessStats then) {
        final Map<String, ThreadStats> taken = new TreeMap<>();
        threads.forEach((name, stats) -> taken.put(name, stats.minus(then.threads.getOrDefault(name, NOTHING))));
        return new ProcessStats(cpuNs - then.cpuNs, allocatedBytes - then.allocatedBytes, taken);
    }

    String toLine() {
        final StringBuilder line = new StringBuilder(WORD).append(SEPARATOR).append(cpuNs).append(SEPARATOR)
            .append(allocatedBytes);
        threads.forEach((name, stats) -> line.append(SEPARATOR).append(name.replace(SEPARATOR, " ")).append(SEPARATOR)
            .append(stats.cpuNs).append(SEPARATOR).append(stats.allocatedBytes));
        return line.toString();
    }

    static ProcessStats ofLine(final String line) {
        final String[] parts = line.split(SEPARATOR);
        final Map<String, ThreadStats> threads = new TreeMap<>();
        for (int i = 3; i + 2 < parts.length; i += 3) {
            threads.put(parts[i], new ThreadStats(Long.parseLong(parts[i + 1]), Long.parseLong(parts[i + 2])));
        }
        return new ProcessStats(Long.parseLong(parts[1]), Long.parseLong(parts[2]), threads);
    }
}
