package io.ayni.perf.bench;

import java.util.Locale;

/** The goals for a terminal. */
final class Summary {
    private Summary() {
    }

    static String of(final Results results) {
        final StringBuilder text = new StringBuilder();
        for (final Goal goal : results.goals()) {
            text.append(String.format(Locale.ROOT, "%-12s  %-62s %-56s %s%n", goal.verdict(), goal.what(), goal.aim(),
                goal.isMeasured() ? String.format(Locale.ROOT, "%,.2f %s (%s)", goal.measured(), goal.unit(), goal.by())
                    : ""));
        }
        results.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }
}
