package io.ayni.connectors.config;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/** What one policy has and another has not, a line a rule: {@code + } new, {@code - } gone, {@code ~ } changed. */
public final class PolicyDifference {
    private PolicyDifference() {
    }

    /**
     * @param before   a PutPolicy command; of no bytes: an engine without a policy
     * @param currency whose decimals the amounts are shown with
     * @return no line when the rules are the same
     */
    public static List<String> lines(final DirectBuffer before, final DirectBuffer after, final Currency currency) {
        return lines(PolicyText.of(before, currency), PolicyText.of(after, currency));
    }

    /** The same of any texts by key. */
    public static List<String> lines(final Map<String, String> old, final Map<String, String> changed) {
        final TreeSet<String> rules = new TreeSet<>(old.keySet());
        rules.addAll(changed.keySet());
        final List<String> lines = new ArrayList<>();
        for (final String rule : rules) {
            final String was = old.get(rule);
            final String is = changed.get(rule);
            if (was == null) {
                lines.add("+ " + rule + ": " + is);
            } else if (is == null) {
                lines.add("- " + rule + ": " + was);
            } else if (!was.equals(is)) {
                lines.add("~ " + rule + ": " + was + " -> " + is);
            }
        }
        return lines;
    }
}
