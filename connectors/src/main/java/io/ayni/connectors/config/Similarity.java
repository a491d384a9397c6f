package io.ayni.connectors.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that a person most likely meant. */
final class Similarity {
    private static final int MAX_DISTANCE = 3;

    private Similarity() {
    }

    static Optional<String> nearest(final String typed, final Collection<String> known) {
        return known.stream()
                .filter(word -> distance(typed, word) <= Math.min(MAX_DISTANCE, Math.max(1, word.length() / 2)))
                .min(Comparator.comparingInt((String word) -> distance(typed, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein, case ignored. */
    static int distance(final String left, final String right) {
        final String a = left.toLowerCase(Locale.ROOT);
        final String b = right.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            final int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
