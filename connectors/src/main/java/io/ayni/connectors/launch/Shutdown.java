package io.ayni.connectors.launch;

/** Ends the process in order, with exit status 0, when it gets SIGTERM or Ctrl-C. */
final class Shutdown {
    private final Thread hook;

    private Shutdown(final Thread hook) {
        this.hook = hook;
    }

    /** @param close ends everything; runs once */
    static Shutdown onSignal(final Runnable close) {
        final Thread hook = new Thread(() -> {
            close.run();
            Runtime.getRuntime().halt(0); // an end that was asked for is no failure; the JVM would answer 130 or 143
        }, "ayni-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Shutdown(hook);
    }

    /** The process ends by itself. */
    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException alreadyEnding) {
            // the hook runs, and ends the process
        }
    }
}
