package io.ayni.perf.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has found so far. One thread. */
final class Results {
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Map<String, Measurement> measurements = new LinkedHashMap<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean isComplete = true;

    /** About the machine, the versions, the settings. */
    void fact(final String name, final String value) {
        facts.put(name, value);
    }

    /** Adds a value of the next round to a figure. */
    void add(final String group, final String server, final String figure, final String unit, final double value) {
        series(group, server, figure, unit).add(value);
    }

    private Series series(final String group, final String server, final String figure, final String unit) {
        return measurements.computeIfAbsent(group + '|' + server + '|' + figure,
            key -> new Measurement(group, server, figure, unit, new Series())).series();
    }

    /** @return the figure so far; empty when it was not measured. */
    Series series(final String group, final String server, final String figure) {
        final Measurement found = measurements.get(group + '|' + server + '|' + figure);
        return found == null ? new Series() : found.series();
    }

    double median(final String group, final String server, final String figure) {
        return series(group, server, figure).median();
    }

    void goal(final Goal goal) {
        goals.add(goal);
    }

    /** What was left out, and what a reader should know about a figure. */
    void note(final String note) {
        notes.add(note);
    }

    /** A note on something that should have been measured and was not. */
    void breaksOff(final String note) {
        isComplete = false;
        notes.add(note);
    }

    /** @return whether all was measured that was asked for. */
    boolean isComplete() {
        return isComplete;
    }

    Map<String, String> facts() {
        return facts;
    }

    List<Measurement> measurements() {
        return List.copyOf(measurements.values());
    }

    List<Goal> goals() {
        return List.copyOf(goals);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
