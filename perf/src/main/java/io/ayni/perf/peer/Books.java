package io.ayni.perf.peer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * In memory and nowhere else: accounts with a balance and what is held of it, for the peers that do the work of an
 * internal transfer. Shared by all threads of a peer.
 */
final class Books {
    private static final long OPENING_BALANCE_MINOR = 100_000_000;

    private final ConcurrentHashMap<String, Account> accounts = new ConcurrentHashMap<>();

    Books(final long firstAccount, final long count) {
        for (long i = 0; i < count; i++) {
            accounts.put(Long.toString(firstAccount + i), new Account());
        }
    }

    /** @return null when there is no such account. */
    Account account(final String number) {
        return number == null ? null : accounts.get(number);
    }

    static final class Account {
        private final AtomicLong availableMinor = new AtomicLong(OPENING_BALANCE_MINOR);
        private final AtomicLong ledgerMinor = new AtomicLong(OPENING_BALANCE_MINOR);

        /** @return false when less than the amount is available. */
        boolean hold(final long amountMinor) {
            if (availableMinor.addAndGet(-amountMinor) >= 0) {
                return true;
            }
            release(amountMinor);
            return false;
        }

        void release(final long amountMinor) {
            availableMinor.addAndGet(amountMinor);
        }

        /** What was held leaves. */
        void debit(final long amountMinor) {
            ledgerMinor.addAndGet(-amountMinor);
        }

        void credit(final long amountMinor) {
            ledgerMinor.addAndGet(amountMinor);
            availableMinor.addAndGet(amountMinor);
        }
    }
}
