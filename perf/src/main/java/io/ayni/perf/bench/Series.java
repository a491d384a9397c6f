package io.ayni.perf.bench;

import java.util.ArrayList;
import java.util.List;

/** The values of one figure over the rounds of a run. The median is what counts; the rest tells how far to trust it. */
final class Series {
    private final List<Double> values = new ArrayList<>();

    static Series of(final double... values) {
        final Series series = new Series();
        for (final double value : values) {
            series.add(value);
        }
        return series;
    }

    void add(final double value) {
        values.add(value);
    }

    List<Double> values() {
        return List.copyOf(values);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** @return not a number when there is none. */
    double median() {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        final List<Double> sorted = values.stream().sorted().toList();
        final int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** @return this over the other, round by round: a slow minute of the machine is in both and cancels out. */
    Series over(final Series other) {
        final Series ratios = new Series();
        for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
            ratios.add(values.get(i) / other.values.get(i));
        }
        return ratios;
    }
}
