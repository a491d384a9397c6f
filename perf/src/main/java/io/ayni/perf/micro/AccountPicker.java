package io.ayni.perf.micro;

/**
 * Two different accounts at random, as indexes. Knuth's 64-bit linear congruential generator: random enough to miss the
 * caches, and one multiplication.
 */
final class AccountPicker {
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
    private static final long INCREMENT = 1_442_695_040_888_963_407L;

    private long random = 1;
    private int debit;
    private int credit;

    void next(final int accounts) {
        debit = nextBelow(accounts);
        nextCredit(accounts, debit);
    }

    /** As {@link #next}, out of a given account. */
    void nextCredit(final int accounts, final int from) {
        debit = from;
        final int other = nextBelow(accounts - 1);
        credit = other < debit ? other : other + 1;
    }

    int debit() {
        return debit;
    }

    int credit() {
        return credit;
    }

    private int nextBelow(final int bound) {
        random = random * MULTIPLIER + INCREMENT;
        return (int) ((random >>> 33) * bound >>> 31);
    }
}
