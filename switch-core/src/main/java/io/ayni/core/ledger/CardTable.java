package io.ayni.core.ledger;

import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabIndex;

/** Debit cards by the keyed hash of their PAN, each with the account behind it. One thread. */
public final class CardTable {
    private static final int WORDS = 4;
    private static final int HASH_HIGH = 0;
    private static final int HASH_LOW = 1;
    /** Low half the account id, high half the status. */
    private static final int ACCOUNT_STATUS = 2;
    /** Low half the last four digits, high half the BIN. */
    private static final int DIGITS = 3;

    private final Slab slab = new Slab(WORDS);
    private final SlabIndex index;

    public CardTable(final int expectedCards) {
        index = new SlabIndex(slab, HASH_HIGH, 2, expectedCards);
    }

    /** @return the card's id, or {@link Slab#NONE}. */
    public int find(final long high, final long low) {
        return index.find(high, low);
    }

    public int add(final long high, final long low, final int bin, final int lastFour) {
        final int id = slab.allocate();
        slab.set(id, HASH_HIGH, high);
        slab.set(id, HASH_LOW, low);
        slab.setInt(id, DIGITS, 0, lastFour);
        slab.setInt(id, DIGITS, 32, bin);
        index.add(id);
        return id;
    }

    public void setAccount(final int id, final int accountId, final AccountStatus status) {
        slab.setInt(id, ACCOUNT_STATUS, 0, accountId);
        slab.setInt(id, ACCOUNT_STATUS, 32, status.code());
    }

    public int accountId(final int id) {
        return slab.getInt(id, ACCOUNT_STATUS, 0);
    }

    public AccountStatus status(final int id) {
        return AccountStatus.ofCode(slab.getInt(id, ACCOUNT_STATUS, 32));
    }

    public int size() {
        return slab.size();
    }

    public long hashHigh(final int id) {
        return slab.get(id, HASH_HIGH);
    }

    public long hashLow(final int id) {
        return slab.get(id, HASH_LOW);
    }

    public int bin(final int id) {
        return slab.getInt(id, DIGITS, 32);
    }

    public int lastFour(final int id) {
        return slab.getInt(id, DIGITS, 0);
    }
}
