package io.ayni.perf.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What was compared and what does not agree, by check; of each check the first few in words. One thread. */
final class Differences {
    private static final int SHOWN_OF_EACH = 5;

    private static final class Check {
        private long compared;
        private long different;
    }

    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final List<String> shown = new ArrayList<>();

    /** One comparison. @param text in words, when it does not agree */
    void check(final String name, final boolean agrees, final String text) {
        final Check check = checks.computeIfAbsent(name, each -> new Check());
        check.compared++;
        if (!agrees && ++check.different <= SHOWN_OF_EACH) {
            shown.add(name + ": " + text);
        }
    }

    /** As {@link #check}, for what is compared often: the words are made only when they are needed. */
    void check(final String name, final boolean agrees, final Supplier<String> text) {
        check(name, agrees, agrees ? "" : text.get());
    }

    void equal(final String name, final String what, final long ours, final long theirs) {
        check(name, ours == theirs, () -> what + " is " + ours + " here and " + theirs + " there");
    }

    long total() {
        return checks.values().stream().mapToLong(each -> each.different).sum();
    }

    /** @return in words, some of each check. */
    List<String> shown() {
        return shown;
    }

    /** @return a line for each check. */
    List<String> lines() {
        final List<String> lines = new ArrayList<>();
        checks.forEach((name, check) ->
            lines.add("%-44s %,12d %12s".formatted(name, check.compared, "%,d".formatted(check.different))));
        return lines;
    }
}
