package io.ayni.core.payment;

import io.ayni.core.store.Slab;

/**
 * What a transfer that is posted at once has nothing of: a cache line beside the record of a payment, made when the first
 * of it is set to other than 0. One thread.
 */
final class PaymentExtras {
    static final int FEE = 0;
    static final int TAX = 1;
    static final int DEADLINE = 2;
    static final int REPLY_CONNECTION = 3;
    static final int REPLY_CORRELATION = 4;
    static final int REVERSED = 5;
    /** Low half the challenge record's id + 1, high half the network record's. */
    static final int EXTENSIONS = 6;
    /** Low half the details record's id + 1, high half the BIN of the card. */
    static final int DETAILS_BIN = 7;
    private static final int WORDS = 8;

    private final Slab slab = new Slab(WORDS);
    private final Slab payments;
    /** Of a payment: its high half leads here, + 1. */
    private final int link;

    PaymentExtras(final Slab payments, final int link) {
        this.payments = payments;
        this.link = link;
    }

    /** @return the record of a payment, or {@link Slab#NONE} when all of it is 0. */
    int find(final int p) {
        return payments.getInt(p, link, 32) - 1;
    }

    long get(final int p, final int word) {
        final int id = find(p);
        return id == Slab.NONE ? 0 : slab.get(id, word);
    }

    void set(final int p, final int word, final long value) {
        int id = find(p);
        if (id == Slab.NONE) {
            if (value == 0) {
                return;
            }
            id = slab.allocate();
            payments.setInt(p, link, 32, id + 1);
        }
        slab.set(id, word, value);
    }

    int getHalf(final int p, final int word, final int shift) {
        return (int) (get(p, word) >>> shift);
    }

    void setHalf(final int p, final int word, final int shift, final int value) {
        set(p, word, get(p, word) & ~(0xFFFF_FFFFL << shift) | (value & 0xFFFF_FFFFL) << shift);
    }

    /** The payment is forgotten. */
    void remove(final int p) {
        final int id = find(p);
        if (id != Slab.NONE) {
            slab.free(id);
        }
    }
}
