package io.ayni.connectors.telemetry;

import io.ayni.connectors.operate.LinkRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * The links as the engine last told of them. Asked at most once a second and not waited for long: while the engine does
 * not answer there is no number rather than an old one. Any thread.
 */
final class EngineLinks {
    private static final long FRESH_NS = TimeUnit.SECONDS.toNanos(1);

    private Callable<List<LinkRow>> source = List::of;
    private volatile Map<Integer, LinkRow> rows = Map.of();
    private long askedNs;
    private boolean isAsked;

    synchronized void from(final Callable<List<LinkRow>> engine) {
        source = engine;
    }

    synchronized void refresh() {
        if (isAsked && System.nanoTime() - askedNs < FRESH_NS) {
            return;
        }
        final Map<Integer, LinkRow> next = new HashMap<>();
        try {
            source.call().forEach(row -> next.put(row.linkId(), row));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final Exception noAnswer) {
            next.clear();
        }
        rows = next;
        askedNs = System.nanoTime();
        isAsked = true;
    }

    double of(final int linkId, final ToIntFunction<LinkRow> value) {
        final LinkRow row = rows.get(linkId);
        return row == null ? Double.NaN : value.applyAsInt(row);
    }
}
