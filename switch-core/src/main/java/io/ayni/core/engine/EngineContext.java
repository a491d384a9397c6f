package io.ayni.core.engine;

/**
 * Sizes of the engine. Expected sizes only save growth while running; {@code maxPayments} is a bound: above it new
 * requests get 96, since a key must never be forgotten before its retention has ended.
 *
 * @param expectedAccounts  accounts
 * @param expectedPayments  payments open or within their retention
 * @param maxPayments       the same, at most
 */
public record EngineContext(int expectedAccounts, int expectedPayments, int maxPayments) {
    public EngineContext {
        if (maxPayments < 1 || expectedAccounts < 0 || expectedPayments < 0) {
            throw new IllegalArgumentException("sizes of the engine must be positive");
        }
    }

    /** Starts small and grows up to 10 million payments. */
    public static EngineContext defaults() {
        return new EngineContext(1 << 14, 1 << 14, 10_000_000);
    }
}
