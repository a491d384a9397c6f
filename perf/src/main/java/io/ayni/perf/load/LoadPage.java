package io.ayni.perf.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.ayni.perf.report.LineChart;
import io.ayni.perf.report.Page;
import org.HdrHistogram.Histogram;

/** The result of a run as a page with plots: percentile curve, latency and throughput over time. */
final class LoadPage {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};
    /** Nines to the right: 0 is p0, 1 is p90, 2 is p99. */
    private static final double CURVE_STEP = 0.05;
    private static final double NANOS_PER_MICRO = 1e3;

    private LoadPage() {
    }

    static String of(final String title, final LoadResult result, final List<LatencyLog.Second> seconds) {
        final Page page = new Page(title);
        LoadReport.warningsOf(result).forEach(page::warning);
        page.paragraph(LoadReport.verdict(result));
        page.table(List.of("", ""), List.of(
            List.of("rate asked", number(result.schedule().ratePerSecond()) + " /s"),
            List.of("rate reached", number(result.rateReached()) + " /s"),
            List.of("sent", number(result.sent())),
            List.of("answered", number(result.answered())),
            List.of("errors", number(result.errors())),
            List.of("answers by code", codes(result.answersByCode()))));
        page.heading("Latency in microseconds, from the intended send time");
        page.table(columns(), rows(result));
        page.chart(curve(result)).chart(overTime(seconds)).chart(throughput(seconds));
        return page.html();
    }

    private static List<String> columns() {
        final List<String> columns = new ArrayList<>(List.of(""));
        for (final double percentile : PERCENTILES) {
            columns.add(percentile == 100 ? "max" : "p" + (percentile % 1 == 0 ? "" + (int) percentile : "" + percentile));
        }
        columns.add("errors");
        return columns;
    }

    private static List<List<String>> rows(final LoadResult result) {
        final List<List<String>> rows = new ArrayList<>();
        rows.add(row("all", result.latency(), number(result.errors())));
        for (final OperationResult each : result.operations()) {
            rows.add(row(each.operation(), each.latency(), number(each.errors()) + "; " + codes(each.answersByCode())));
        }
        rows.add(row("generator late by", result.generatorLag(), ""));
        return rows;
    }

    private static List<String> row(final String name, final Histogram latency, final String errors) {
        final List<String> row = new ArrayList<>(List.of(name));
        for (final double percentile : PERCENTILES) {
            row.add(number(latency.getValueAtPercentile(percentile) / NANOS_PER_MICRO));
        }
        row.add(errors);
        return row;
    }

    private static String codes(final Map<String, Long> answersByCode) {
        return answersByCode.entrySet().stream()
            .map(each -> "code " + each.getKey() + ": " + number(each.getValue())).collect(Collectors.joining(", "));
    }

    private static LineChart curve(final LoadResult result) {
        final LineChart chart = new LineChart("Percentiles", "share of the requests", "us").logarithmic();
        addCurve(chart, "latency", result.latency());
        addCurve(chart, "generator", result.generatorLag());
        for (int nines = 0; nines <= 6; nines++) {
            final double percent = 100 - Math.pow(10, 2 - nines);
            chart.xMark(nines, nines == 0 ? "0 %" : String.format(Locale.ROOT, "%s %%",
                Double.toString(Math.round(percent * 1e4) / 1e4).replaceAll("\\.0$", "")));
        }
        return chart;
    }

    private static void addCurve(final LineChart chart, final String name, final Histogram latency) {
        final double most = Math.log10(Math.max(10, latency.getTotalCount()));
        final int steps = (int) (most / CURVE_STEP) + 1;
        final double[] xs = new double[steps];
        final double[] ys = new double[steps];
        for (int i = 0; i < steps; i++) {
            xs[i] = i * CURVE_STEP;
            ys[i] = latency.getValueAtPercentile(100 - Math.pow(10, 2 - xs[i])) / NANOS_PER_MICRO;
        }
        chart.line(name, xs, ys);
    }

    private static LineChart overTime(final List<LatencyLog.Second> seconds) {
        return new LineChart("Latency over time", "seconds of the load", "us").logarithmic()
            .line("p50", xs(seconds), seconds.stream().mapToDouble(each -> each.p50Ns() / NANOS_PER_MICRO).toArray())
            .line("p99", xs(seconds), seconds.stream().mapToDouble(each -> each.p99Ns() / NANOS_PER_MICRO).toArray())
            .line("max", xs(seconds), seconds.stream().mapToDouble(each -> each.maxNs() / NANOS_PER_MICRO).toArray());
    }

    private static LineChart throughput(final List<LatencyLog.Second> seconds) {
        return new LineChart("Throughput", "seconds of the load", "answers/s")
            .line("answers", xs(seconds), seconds.stream().mapToDouble(LatencyLog.Second::answers).toArray());
    }

    private static double[] xs(final List<LatencyLog.Second> seconds) {
        final double[] xs = new double[seconds.size()];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = i + 1;
        }
        return xs;
    }

    private static String number(final double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
