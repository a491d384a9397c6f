package io.ayni.perf.soak;

/**
 * What each request is, by its number alone: repeats need no memory, and a posting leads back to its request, for no two
 * requests have the same debit account and amount.
 *
 * @param seed     another one gives other requests
 * @param accounts that pay and are paid
 * @param only     each request is one of these; null for the mix
 */
record SoakPlan(long seed, int accounts, RequestKind only) {
    /** When the debit card's network takes a payment back. */
    enum Reversal {
        NEVER, BEFORE, WITH, AFTER
    }

    static final long FIRST_ACCOUNT = 7_000_000_001L;
    static final long OPENING_MINOR = 10_000_000_000L;
    static final long LEAST_MINOR = 100;
    static final long NO_REQUEST = -1;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int HUNDRED = 100;

    RequestKind kind(final long request) {
        return only != null ? only : RequestKind.of((int) Math.floorMod(mix(request, 1), (long) HUNDRED));
    }

    /** @return debit cards' payments alone: three in ten are taken back. */
    Reversal reversal(final long request) {
        if (!kind(request).isOfDebitCard()) {
            return Reversal.NEVER;
        }
        return switch ((int) Math.floorMod(mix(request, 2), 10L)) {
            case 0 -> Reversal.BEFORE;
            case 1 -> Reversal.WITH;
            case 2 -> Reversal.AFTER;
            default -> Reversal.NEVER;
        };
    }

    /** @return whether it is sent twice at once. */
    boolean isDoubled(final long request) {
        return Math.floorMod(mix(request, 3), 50L) == 0;
    }

    long debitAccount(final long request) {
        return FIRST_ACCOUNT + request % accounts;
    }

    /** @return another member's account. */
    long creditAccount(final long request) {
        return FIRST_ACCOUNT + (request % accounts + 1 + Math.floorMod(mix(request, 4), (long) accounts - 1)) % accounts;
    }

    long amountMinor(final long request) {
        return LEAST_MINOR + request / accounts;
    }

    /** @return the request that moves this amount from this account, or {@link #NO_REQUEST}. */
    long request(final long debitAccount, final long amountMinor) {
        final long index = debitAccount - FIRST_ACCOUNT;
        return index < 0 || index >= accounts || amountMinor < LEAST_MINOR
            ? NO_REQUEST : (amountMinor - LEAST_MINOR) * accounts + index;
    }

    /** @return the debit card of an account. */
    static String card(final long account) {
        return "450799" + account;
    }

    private long mix(final long request, final int purpose) {
        long mixed = (request + 1) * GOLDEN + seed * 31 + purpose * 0xD1B54A32D192ED03L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
