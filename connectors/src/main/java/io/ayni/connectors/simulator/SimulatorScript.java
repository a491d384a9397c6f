package io.ayni.connectors.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Orders with their times, a line each, counted from the start; empty lines and what follows a {@code #} are left out.
 * <pre>
 * 0s    late 2s:10% drop 5%     # as OrderText has it
 * 10s   on reversals drop 50%
 * 20s   down 3s
 * 30s   clear
 * </pre>
 */
public final class SimulatorScript {
    private record Line(long atMs, List<Consumer<SimulatedNetwork>> orders) {
    }

    private final List<Line> lines;

    private SimulatorScript(final List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * @param file for messages
     * @throws IllegalArgumentException with file and line
     */
    public static SimulatorScript parse(final String file, final String text) {
        final List<Line> lines = new ArrayList<>();
        final String[] all = text.split("\\R", -1);
        for (int i = 0; i < all.length; i++) {
            final String line = all[i].replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                lines.add(line(file + ":" + (i + 1) + ": ", line));
            }
        }
        return new SimulatorScript(lines);
    }

    private static Line line(final String where, final String line) {
        final String[] parts = line.split("\\s+", 2);
        try {
            return new Line(OrderText.time(parts[0]), OrderText.parse(parts.length < 2 ? "" : parts[1]));
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(where + e.getMessage());
        }
    }

    /**
     * Begins now.
     *
     * @param refused told what a network cannot do
     */
    public void play(
            final SimulatedNetwork network, final ScheduledExecutorService thread, final Consumer<String> refused) {
        for (final Line line : lines) {
            thread.schedule(() -> {
                try {
                    line.orders.forEach(order -> order.accept(network));
                } catch (final IllegalArgumentException e) {
                    refused.accept(e.getMessage());
                }
            }, line.atMs, TimeUnit.MILLISECONDS);
        }
    }

    /** @return how many lines have orders. */
    public int size() {
        return lines.size();
    }
}
