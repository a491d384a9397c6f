package io.ayni.perf.peer;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * Results of {@link CodecBenchmark} as a Markdown table: a row for each kind of work; nanoseconds on the clock, of the
 * processor, and bytes allocated for each library; for each peer the ratio on the clock and that of the processor.
 */
final class CodecTable {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String CELL = "%,.0f ns, %,.0f ns cpu, %,.0f B";
    private static final List<String> DIALECTS = List.of("iso1987-ascii", "iso1987-ebcdic", "iso1987-bcd");
    private static final List<String> WORK = List.of("Parse", "Answer");
    private static final String DIALECT_PARAMETER = "dialect";
    private static final String HEADER = """
        | work | ours | jPOS | jPOS / ours | j8583 | j8583 / ours |
        |---|---|---|---|---|---|
        """;

    private CodecTable() {
    }

    static String of(final Collection<RunResult> results) {
        final StringBuilder table = new StringBuilder(HEADER);
        for (final String work : WORK) {
            for (final String dialect : DIALECTS) {
                final Cell ours = Cell.of(results, "ayni" + work, dialect);
                final Cell jpos = Cell.of(results, "jpos" + work, dialect);
                final Cell j8583 = Cell.of(results, "j8583" + work, dialect.equals("iso1987-ascii") ? null : dialect);
                table.append(String.format(Locale.ROOT, "| %s, %s | %s | %s | %s | %s | %s |%n",
                    work.equals("Parse") ? "parse" : "parse and answer", dialect, ours, jpos, jpos.ratioTo(ours), j8583,
                    j8583.ratioTo(ours)));
            }
        }
        return table.toString();
    }

    /** Means of all forks; what was not measured is not a number. */
    private record Cell(double nanoseconds, double cpuNanoseconds, double bytes) {
        static Cell of(final Collection<RunResult> results, final String method, final String dialect) {
            return new Cell(
                mean(results, method, dialect, result -> result.getPrimaryResult().getScore()),
                mean(results, method, dialect, result -> secondary(result, CpuTimeProfiler.LABEL)),
                mean(results, method, dialect, result -> secondary(result, ALLOCATED)));
        }

        String ratioTo(final Cell ours) {
            return Double.isNaN(nanoseconds) ? "" : String.format(Locale.ROOT, "%.1f, cpu %.1f",
                nanoseconds / ours.nanoseconds, cpuNanoseconds / ours.cpuNanoseconds);
        }

        @Override
        public String toString() {
            return Double.isNaN(nanoseconds) ? ""
                : String.format(Locale.ROOT, CELL, nanoseconds, cpuNanoseconds, bytes);
        }
    }

    private static double mean(
        final Collection<RunResult> results, final String method, final String dialect,
        final ToDoubleFunction<RunResult> value) {
        return results.stream()
            .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
            .filter(result -> Objects.equals(result.getParams().getParam(DIALECT_PARAMETER), dialect))
            .mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double secondary(final RunResult result, final String label) {
        final Result<?> measured = result.getSecondaryResults().get(label);
        return measured == null ? Double.NaN : measured.getScore();
    }
}
