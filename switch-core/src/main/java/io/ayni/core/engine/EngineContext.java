package io.ayni.core.engine;

/**
 * Sizes that the engine starts with. They save growth while running and decide nothing: a log replays to the same state
 * under any of them.
 *
 * @param expectedAccounts accounts
 * @param expectedPayments payments open or within their retention
 */
public record EngineContext(int expectedAccounts, int expectedPayments) {
    public EngineContext {
        if (expectedAccounts < 0 || expectedPayments < 0) {
            throw new IllegalArgumentException("sizes of the engine must not be negative");
        }
    }

    /** Starts small and grows. */
    public static EngineContext defaults() {
        return new EngineContext(1 << 14, 1 << 14);
    }
}
