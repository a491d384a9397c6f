package io.ayni.connectors.config;

import io.ayni.core.command.AccountNumber;
import java.util.HashSet;
import java.util.Set;

/** The institution's own accounts as they are read: each has one meaning, since what it sums up must be told apart. */
final class OwnAccounts {
    private final Set<Long> accounts = new HashSet<>();

    /**
     * @return packed digits
     * @throws IllegalArgumentException when it is no account number, or is another account of the institution already
     */
    long add(final String value) {
        final long account = Values.accountNumber(value);
        if (!accounts.add(account)) {
            throw new IllegalArgumentException("expected an account of its own: " + AccountNumber.format(account)
                    + " is another account of the institution already");
        }
        return account;
    }
}
