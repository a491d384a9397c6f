package io.ayni.perf.bench;

import java.util.Locale;

/** Results as a page to read: goals first. */
final class ResultsMarkdown {
    private static final String GOALS = """

        ## Goals

        | case | goal | measured | bound | | by |
        |---|---|---|---|---|---|
        """;
    private static final String FIGURES = """

        ## Figures

        Medians of the rounds, least and greatest behind them.

        | case | server | figure | median | least to greatest |
        |---|---|---|---|---|
        """;

    private ResultsMarkdown() {
    }

    static String of(final Results results) {
        final StringBuilder page = new StringBuilder("# Figures of one run\n\n");
        results.facts().forEach((name, value) -> page.append("- ").append(name).append(": ").append(value).append('\n'));
        page.append(GOALS);
        for (final Goal goal : results.goals()) {
            page.append(String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s |%n", goal.what(), goal.aim(),
                number(goal.measured(), goal.unit()), number(goal.bound(), goal.unit()), goal.verdict(), goal.by()));
        }
        page.append(FIGURES);
        for (final Measurement each : results.measurements()) {
            page.append(String.format(Locale.ROOT, "| %s | %s | %s | %s | %s to %s |%n", each.group(), each.server(),
                each.figure(), number(each.series().median(), each.unit()), number(each.series().min(), ""),
                number(each.series().max(), "")));
        }
        if (!results.notes().isEmpty()) {
            page.append("\n## Notes\n\n");
            results.notes().forEach(note -> page.append("- ").append(note.replace("\n", " ")).append('\n'));
        }
        return page.toString();
    }

    private static String number(final double value, final String unit) {
        if (Double.isNaN(value)) {
            return "";
        }
        final double size = Math.abs(value);
        final String digits = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits, value) + (unit.isEmpty() ? "" : " " + unit);
    }
}
