package io.ayni.core.ledger;

import io.ayni.core.command.ProductRecordDecoder;
import io.ayni.core.command.ProductRecordEncoder;
import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabIndex;

/**
 * Terms of loans, term deposits and credit cards, by the number of their account, as the core banking system tells them.
 * The switch itself only counts down the instalments of a loan, and adds to what is deferred of a card. One thread.
 */
public final class ProductTable {
    private static final int WORDS = 6;
    private static final int ACCOUNT = 0;
    private static final int INSTALMENT = 1;
    /** Low half the instalments left, high half the day of the next one. */
    private static final int LEFT_DUE = 2;
    private static final int MINIMUM = 3;
    private static final int DEFERRED = 4;
    /** Low half the yearly rate in basis points, high half the day of opening. */
    private static final int RATE_OPENED = 5;

    private final Slab slab = new Slab(WORDS);
    private final SlabIndex index = new SlabIndex(slab, ACCOUNT, 1, 1 << 8);

    /** Terms of one product; amounts in minor units, days since 1970-01-01, 0 none. */
    public record Terms(long instalmentMinor, int instalmentsLeft, int dueDay, long minimumPaymentMinor,
                        long deferredMinor, int rateBasisPoints, int openedDay) {
    }

    /** @return the record of the account's terms, or {@link Slab#NONE}. */
    public int find(final long account) {
        return index.find(account);
    }

    /** Puts terms in place of those before. */
    public void put(final long account, final Terms terms) {
        final int known = index.find(account);
        final int id = known != Slab.NONE ? known : slab.allocate();
        slab.set(id, ACCOUNT, account);
        slab.set(id, INSTALMENT, terms.instalmentMinor());
        slab.setInt(id, LEFT_DUE, 0, terms.instalmentsLeft());
        slab.setInt(id, LEFT_DUE, 32, terms.dueDay());
        slab.set(id, MINIMUM, terms.minimumPaymentMinor());
        slab.set(id, DEFERRED, terms.deferredMinor());
        slab.setInt(id, RATE_OPENED, 0, terms.rateBasisPoints());
        slab.setInt(id, RATE_OPENED, 32, terms.openedDay());
        if (known == Slab.NONE) {
            index.add(id);
        }
    }

    /** @return the record of the account, made without terms when there is none. */
    public int findOrMake(final long account) {
        if (index.find(account) == Slab.NONE) {
            put(account, new Terms(0, 0, 0, 0, 0, 0, 0));
        }
        return index.find(account);
    }

    public long account(final int id) {
        return slab.get(id, ACCOUNT);
    }

    public long instalmentMinor(final int id) {
        return slab.get(id, INSTALMENT);
    }

    public int instalmentsLeft(final int id) {
        return slab.getInt(id, LEFT_DUE, 0);
    }

    public void instalmentsLeft(final int id, final int left) {
        slab.setInt(id, LEFT_DUE, 0, left);
    }

    /** @return epoch day of the next instalment, payment or maturity; 0 none. */
    public int dueDay(final int id) {
        return slab.getInt(id, LEFT_DUE, 32);
    }

    public long minimumPaymentMinor(final int id) {
        return slab.get(id, MINIMUM);
    }

    /** @return the part of a card's debt that is deferred. */
    public long deferredMinor(final int id) {
        return slab.get(id, DEFERRED);
    }

    public void deferredMinor(final int id, final long deferredMinor) {
        slab.set(id, DEFERRED, deferredMinor);
    }

    public int rateBasisPoints(final int id) {
        return slab.getInt(id, RATE_OPENED, 0);
    }

    public int openedDay(final int id) {
        return slab.getInt(id, RATE_OPENED, 32);
    }

    /** @return products; their ids are 0 to this. */
    public int size() {
        return slab.size();
    }

    /** Writes the terms of one account as a snapshot record. */
    public void save(final int id, final ProductRecordEncoder record) {
        record.account(account(id)).instalmentMinor(instalmentMinor(id)).instalmentsLeft(instalmentsLeft(id))
            .dueDay(dueDay(id)).minimumPaymentMinor(minimumPaymentMinor(id)).deferredMinor(deferredMinor(id))
            .rateBasisPoints(rateBasisPoints(id)).openedDay(openedDay(id));
    }

    public void restore(final ProductRecordDecoder record) {
        put(record.account(), new Terms(record.instalmentMinor(), record.instalmentsLeft(), record.dueDay(),
            record.minimumPaymentMinor(), record.deferredMinor(), record.rateBasisPoints(), record.openedDay()));
    }

    /** Appends the terms as text, without the account. */
    public void describe(final int id, final StringBuilder line) {
        line.append(" instalment ").append(instalmentMinor(id)).append(" left ").append(instalmentsLeft(id))
            .append(" due ").append(dueDay(id)).append(" minimum ").append(minimumPaymentMinor(id))
            .append(" deferred ").append(deferredMinor(id)).append(" rate ").append(rateBasisPoints(id))
            .append(" opened ").append(openedDay(id));
    }
}
