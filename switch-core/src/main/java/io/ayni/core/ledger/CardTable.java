package io.ayni.core.ledger;

import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabIndex;
import io.ayni.core.store.SlabLists;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Cards of the cooperative by the keyed hash of their PAN or by the token that channels name them by, each with the
 * account behind it. One thread.
 */
public final class CardTable {
    /** PAN sealed by a key that is not here. */
    public static final int SEALED_LENGTH = 48;

    private static final int WORDS = 11;
    private static final int HASH_HIGH = 0;
    private static final int HASH_LOW = 1;
    /** Low half the account id, bits 32 status (8), 40 kind (8), 48 has an account (1). */
    private static final int ACCOUNT_STATUS = 2;
    /** Low half the last four digits, high half the BIN. */
    private static final int DIGITS = 3;
    private static final int TOKEN = 4;
    private static final int SEALED = 5;

    private final Slab slab = new Slab(WORDS);
    private final SlabIndex byHash;
    private final SlabIndex byToken;
    private final SlabLists byAccount;

    public CardTable(final int expectedCards) {
        byHash = new SlabIndex(slab, HASH_HIGH, 2, expectedCards);
        byToken = new SlabIndex(slab, TOKEN, 1, expectedCards);
        // In order of the hash: that of a snapshot.
        byAccount = new SlabLists(this::hashHigh, expectedCards);
    }

    /** @return the card's id, or {@link Slab#NONE}. */
    public int find(final long high, final long low) {
        return byHash.find(high, low);
    }

    /** @return the card's id, or {@link Slab#NONE}; also for the token 0, which is none. */
    public int findByToken(final long token) {
        return token == 0 ? Slab.NONE : byToken.find(token);
    }

    public int add(final long high, final long low, final int bin, final int lastFour) {
        final int id = slab.allocate();
        slab.set(id, HASH_HIGH, high);
        slab.set(id, HASH_LOW, low);
        slab.setInt(id, DIGITS, 0, lastFour);
        slab.setInt(id, DIGITS, 32, bin);
        byHash.add(id);
        return id;
    }

    public void setAccount(final int id, final int accountId, final AccountStatus status, final CardKind kind) {
        if (slab.getBits(id, ACCOUNT_STATUS, 48, 1) == 1) {
            byAccount.remove(accountId(id), id);
        }
        slab.setInt(id, ACCOUNT_STATUS, 0, accountId);
        slab.setInt(id, ACCOUNT_STATUS, 32, 1 << 16 | kind.code() << 8 | status.code());
        byAccount.add(accountId, id);
    }

    /** Gives a card its token, in place of the one before; 0 none. The token names no other card. */
    public void setToken(final int id, final long token) {
        if (token(id) != 0) {
            byToken.remove(id);
        }
        slab.set(id, TOKEN, token);
        if (token != 0) {
            byToken.add(id);
        }
    }

    /** Takes {@link #SEALED_LENGTH} bytes. */
    public void setSealed(final int id, final DirectBuffer source, final int offset) {
        for (int i = 0; i < SEALED_LENGTH / Long.BYTES; i++) {
            slab.set(id, SEALED + i, source.getLong(offset + i * Long.BYTES, ByteOrder.LITTLE_ENDIAN));
        }
    }

    public void getSealed(final int id, final MutableDirectBuffer target, final int offset) {
        for (int i = 0; i < SEALED_LENGTH / Long.BYTES; i++) {
            target.putLong(offset + i * Long.BYTES, slab.get(id, SEALED + i), ByteOrder.LITTLE_ENDIAN);
        }
    }

    public int accountId(final int id) {
        return slab.getInt(id, ACCOUNT_STATUS, 0);
    }

    public AccountStatus status(final int id) {
        return AccountStatus.ofCode(slab.getBits(id, ACCOUNT_STATUS, 32, 8));
    }

    public CardKind kind(final int id) {
        return CardKind.ofCode(slab.getBits(id, ACCOUNT_STATUS, 40, 8));
    }

    /** @return 0: none. */
    public long token(final int id) {
        return slab.get(id, TOKEN);
    }

    /** @return the first card of an account, or {@link Slab#NONE}; {@link #nextOfAccount} goes on. */
    public int firstOfAccount(final int accountId) {
        return byAccount.first(accountId);
    }

    public int nextOfAccount(final int id) {
        return byAccount.next(id);
    }

    /** @return the owner of the card's own limits in {@code LimitTable}: below zero, so no member has it. */
    public long limitOwner(final int id) {
        return slab.get(id, HASH_HIGH) | Long.MIN_VALUE;
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
