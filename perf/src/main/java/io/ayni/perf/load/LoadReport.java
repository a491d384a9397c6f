package io.ayni.perf.load;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.HdrHistogram.Histogram;

/** The result as an aligned table, and the warnings that say what the figures are worth. */
final class LoadReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private LoadReport() {
    }

    static void print(final LoadResult result, final PrintStream out) {
        out.println();
        row(out, "rate asked", String.format(Locale.ROOT, "%,14d /s for %,.0f s", result.schedule().ratePerSecond(),
            result.schedule().durationNs() / NANOS_PER_SECOND));
        row(out, "rate reached", String.format(Locale.ROOT, "%,14.0f /s", result.rateReached()));
        row(out, "sent", count(result.sent()));
        row(out, "answered", count(result.answered()));
        row(out, "errors", count(result.errors()));
        result.answersByCode().forEach((code, n) -> row(out, "  code " + code, count(n)));
        rowUnlessZero(out, "  unanswered", result.unanswered());
        rowUnlessZero(out, "  unexpected", result.unexpected());
        rowUnlessZero(out, "  unreadable", result.unreadable());
        rowUnlessZero(out, "  connections lost", result.lostConnections());
        rowUnlessZero(out, "sends refused", result.refusals());
        out.println();
        out.printf(Locale.ROOT, "%-20s", "us");
        for (final double percentile : PERCENTILES) {
            out.printf(Locale.ROOT, "%12s", "p" + (percentile % 1 == 0 ? "" + (int) percentile : "" + percentile));
        }
        out.printf(Locale.ROOT, "%12s%n", "max");
        percentiles(out, "latency", result.latency());
        percentiles(out, "generator late by", result.generatorLag());
        if (result.operations().size() > 1) {
            operations(result, out);
        }
        out.println();
        warningsOf(result).forEach(out::println);
        out.println(verdict(result));
    }

    private static void operations(final LoadResult result, final PrintStream out) {
        out.println();
        for (final OperationResult each : result.operations()) {
            percentiles(out, each.operation(), each.latency());
            each.answersByCode().forEach((code, n) -> row(out, "  code " + code, count(n)));
            rowUnlessZero(out, "  errors", each.errors());
        }
    }

    /** @return what the figures are worth, a sentence each. */
    static List<String> warningsOf(final LoadResult result) {
        final List<String> warnings = new ArrayList<>();
        if (result.isGeneratorBehind()) {
            warnings.add(String.format(Locale.ROOT, "WARNING: the generator itself fell behind: %,d requests left over 1 ms"
                + " late, through no fault of the switch. Part of the latency is its own.", result.lateSends()));
        }
        if (result.refusals() > 0) {
            warnings.add(String.format(Locale.ROOT, "WARNING: the connections took nothing more %,d times: the switch did"
                + " not read as fast as the rate asks. The waiting is in the latency.", result.refusals()));
        }
        if (result.warmUpErrors() > 0) {
            warnings.add(String.format(Locale.ROOT, "WARNING: %,d errors in the warm-up.", result.warmUpErrors()));
        }
        if (result.unanswered() > 0) {
            warnings.add(String.format(Locale.ROOT, "WARNING: %,d requests had no answer; they are in the latency with the"
                + " time waited.", result.unanswered()));
        }
        return warnings;
    }

    static String verdict(final LoadResult result) {
        if (!result.isRateReached()) {
            return String.format(Locale.ROOT, "FAILED: %,d of %,d requests were sent, %,d answered before the end.",
                result.sent(), result.asked(), result.answeredInTime());
        }
        return result.errors() > 0
            ? String.format(Locale.ROOT, "FAILED: the rate was reached, with %,d errors.", result.errors())
            : "PASSED: the rate was reached without an error.";
    }

    private static void percentiles(final PrintStream out, final String name, final Histogram histogram) {
        out.printf(Locale.ROOT, "%-20s", name);
        for (final double percentile : PERCENTILES) {
            out.printf(Locale.ROOT, "%,12.0f", histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO);
        }
        out.printf(Locale.ROOT, "%,12.0f%n", histogram.getMaxValue() / NANOS_PER_MICRO);
    }

    private static String count(final long value) {
        return String.format(Locale.ROOT, "%,14d", value);
    }

    private static void rowUnlessZero(final PrintStream out, final String name, final long value) {
        if (value != 0) {
            row(out, name, count(value));
        }
    }

    private static void row(final PrintStream out, final String name, final String value) {
        out.printf(Locale.ROOT, "%-20s%s%n", name, value);
    }
}
