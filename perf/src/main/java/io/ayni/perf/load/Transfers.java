package io.ayni.perf.load;

import java.util.Currency;

/**
 * Who pays whom in each request: random accounts of the load, and the same ones whenever the same request is asked for,
 * since a password confirms the very payment it was made for. A flyweight.
 */
final class Transfers {
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final AccountRange accounts;
    private final long amountMinor;
    private final Currency currency;
    private final long seed;
    private long debitAccount;
    private long creditAccount;

    Transfers(final AccountRange accounts, final long amountMinor, final Currency currency, final long seed) {
        this.accounts = accounts;
        this.amountMinor = amountMinor;
        this.currency = currency;
        this.seed = seed;
    }

    void select(final long requestId) {
        final long first = mixed(seed * SPREAD + requestId * 2);
        final long second = mixed(seed * SPREAD + requestId * 2 + 1);
        debitAccount = accounts.first() + Math.floorMod(first, accounts.size());
        final long other = accounts.first() + Math.floorMod(second, accounts.size() - 1);
        creditAccount = other < debitAccount ? other : other + 1;
    }

    private static long mixed(final long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }

    /** @return whether all account numbers have as many digits. */
    boolean haveOneLength() {
        return Long.toString(accounts.first()).length() == Long.toString(accounts.last()).length();
    }

    long debitAccount() {
        return debitAccount;
    }

    long creditAccount() {
        return creditAccount;
    }

    long amountMinor() {
        return amountMinor;
    }

    Currency currency() {
        return currency;
    }
}
