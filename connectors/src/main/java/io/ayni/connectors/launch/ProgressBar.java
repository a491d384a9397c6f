package io.ayni.connectors.launch;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A bar on the terminal, for what takes longer than a moment; nothing when there is no terminal. */
final class ProgressBar implements AutoCloseable {
    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int WIDTH = 40;

    private final boolean isShown = System.console() != null && System.console().isTerminal();
    private final long total;
    private final LongSupplier done;
    private long shownNs = System.nanoTime();
    private boolean isDrawn;

    ProgressBar(final long total, final LongSupplier done) {
        this.total = total;
        this.done = done;
    }

    void update() {
        if (isShown && System.nanoTime() - shownNs > EVERY_NS) {
            shownNs = System.nanoTime();
            draw();
        }
    }

    /** Draws it once more if it was drawn, and goes to the next line. */
    void end() {
        if (isDrawn) {
            draw();
            System.err.println();
            isDrawn = false;
        }
    }

    @Override
    public void close() {
        end();
    }

    private void draw() {
        final long now = done.getAsLong();
        final int filled = total == 0 ? WIDTH : (int) (now * WIDTH / total);
        System.err.printf("\r[%s%s] %,d of %,d", "#".repeat(filled), " ".repeat(WIDTH - filled), now, total);
        isDrawn = true;
    }
}
