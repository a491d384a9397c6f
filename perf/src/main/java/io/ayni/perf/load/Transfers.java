package io.ayni.perf.load;

import java.util.Currency;
import java.util.random.RandomGenerator;

/** The payments of the load: internal transfers of one amount between two random accounts. A flyweight. */
final class Transfers {
    private final AccountRange accounts;
    private final long amountMinor;
    private final Currency currency;
    private final RandomGenerator random;
    private long debitAccount;
    private long creditAccount;

    Transfers(final AccountRange accounts, final long amountMinor, final Currency currency, final RandomGenerator random) {
        this.accounts = accounts;
        this.amountMinor = amountMinor;
        this.currency = currency;
        this.random = random;
    }

    void next() {
        debitAccount = accounts.random(random);
        creditAccount = accounts.randomOther(random, debitAccount);
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
