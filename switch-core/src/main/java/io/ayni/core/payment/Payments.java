package io.ayni.core.payment;

import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.PaymentRecordDecoder;
import io.ayni.core.command.PaymentRecordEncoder;
import io.ayni.core.store.IntQueue;
import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabIndex;
import java.util.function.IntConsumer;

/**
 * The record of each payment, found by its id or by its idempotency key, and the queue of final ones that waits for the
 * end of their retention. Fields only: what they mean together is decided by {@link PaymentLifecycle}. One thread.
 */
public final class Payments {
    /** Message class of ISO 8583 of what holds, and waits for its completion. */
    public static final int PREAUTHORIZATION = 1;

    /** Three cache lines. */
    private static final int WORDS = 24;
    private static final int PAYMENT_ID = 0;
    private static final int KEY_HIGH = 1;
    private static final int KEY_LOW = 2;
    private static final int UPDATED = 3;
    /** High half the payment before this one on its credit account + 1. */
    private static final int BEFORE_ON_CREDIT = 4;
    /** Low half the details record's id + 1, high half the payment before this one on its debit account + 1. */
    private static final int DETAILS = 5;
    /** Low half the challenge record's id + 1, high half the network record's. */
    private static final int EXTENSIONS = 6;
    /** Bits 0 state (8), 8 operation (8), 16 reason (8), 24 response code (16), 40 message class (8), 48 currency (16). */
    private static final int STATUS = 7;
    /** Low half the debit account's id + 1, high half the credit account's. */
    private static final int ACCOUNTS = 8;
    private static final int AMOUNT = 9;
    private static final int FEE = 10;
    private static final int TAX = 11;
    /**
     * Low half the day on which the limit was taken, bits 32 bucket (8), 40 whether taken (1); 41 whether the payment
     * holds its total (1), 48 the last four digits of the card (16).
     */
    private static final int LIMIT = 12;
    private static final int LIMIT_BITS = 41;
    private static final int LEDGER_AFTER = 13;
    private static final int AVAILABLE_AFTER = 14;
    private static final int CAPTURED = 15;
    private static final int BODY_HASH = 16;
    /** Low half the peer, high half the BIN of the card. */
    private static final int PEER = 17;
    private static final int CREATED = 18;
    private static final int DEADLINE = 19;
    private static final int SEQUENCE = 20;
    private static final int REPLY_CONNECTION = 21;
    private static final int REPLY_CORRELATION = 22;
    private static final int REVERSED = 23;

    private final Slab slab;
    private final SlabIndex byId;
    private final SlabIndex byKey;
    /** In the order in which they became final. */
    private final IntQueue finals;
    /** So many of them, from the first on, were read ahead. */
    private int finalsReadAhead;

    public Payments(final int expectedSize) {
        slab = new Slab(WORDS, expectedSize);
        finals = new IntQueue(expectedSize);
        byId = new SlabIndex(slab, PAYMENT_ID, 1, expectedSize);
        byKey = new SlabIndex(slab, KEY_HIGH, 2, expectedSize);
    }

    /**
     * Writes what a payment begins with, in whole words. The record is as {@link #add} left it.
     *
     * @param sequence    of the command that makes it
     * @param amountMinor in the currency
     */
    public void begin(final int p, final Operation operation, final int messageClass, final int currency,
        final long amountMinor, final long sequence, final long timestampMs) {
        slab.set(p, STATUS, (currency & 0xFFFFL) << 48 | (messageClass & 0xFFL) << 40 | (long) operation.code() << 8);
        slab.set(p, AMOUNT, amountMinor);
        slab.set(p, SEQUENCE, sequence);
        slab.set(p, CREATED, timestampMs);
        slab.set(p, UPDATED, timestampMs);
    }

    /** Neither the id nor the key is in use. */
    public int add(final long paymentId, final long keyHigh, final long keyLow) {
        final int p = slab.allocate();
        slab.set(p, PAYMENT_ID, paymentId);
        slab.set(p, KEY_HIGH, keyHigh);
        slab.set(p, KEY_LOW, keyLow);
        byId.add(p);
        byKey.add(p);
        return p;
    }

    public int findById(final long paymentId) {
        return byId.find(paymentId);
    }

    public int findByKey(final long high, final long low) {
        return byKey.find(high, low);
    }

    /** @return what {@link #touchKey} wants. */
    public int hashOfKey(final long high, final long low) {
        return byKey.hash(high, low);
    }

    /** @return what {@link #touchId} wants. */
    public int hashOfId(final long paymentId) {
        return byId.hash(paymentId, 0);
    }

    /** Reads where the search for a key begins. */
    public long touchKey(final int hash) {
        return byKey.touch(hash);
    }

    /** Reads where the search for a payment's id begins. */
    public long touchId(final int hash) {
        return byId.touch(hash);
    }

    /** Reads the payments that are forgotten next, unless {@link #touchOldest} saw them before. */
    public long readAheadOldest(final int most) {
        long sum = 0;
        final int ahead = Math.min(most, finals.size());
        for (int i = finalsReadAhead; i < ahead; i++) {
            // All three lines: the record is emptied, and given to the next payment at once.
            final int p = finals.get(i);
            sum += slab.get(p, UPDATED) + slab.get(p, ACCOUNTS) + slab.get(p, BODY_HASH);
        }
        return sum;
    }

    /** Reads where the search for them begins, of those whose retention has ended. */
    public long touchOldest(final int most, final long finalBeforeMs) {
        long sum = 0;
        final int ahead = Math.min(most, finals.size());
        int i = finalsReadAhead;
        for (; i < ahead; i++) {
            final int p = finals.get(i);
            if (slab.get(p, UPDATED) >= finalBeforeMs) {
                break;
            }
            sum += byId.touch(byId.hash(slab.get(p, PAYMENT_ID), 0))
                + byKey.touch(byKey.hash(slab.get(p, KEY_HIGH), slab.get(p, KEY_LOW)));
        }
        finalsReadAhead = i;
        return sum;
    }

    /** Puts a payment that has just become final at the end of the retention queue. */
    void retain(final int p) {
        finals.add(p);
    }

    /** @return the final payment that waits longest, or {@link Slab#NONE}. */
    int oldestFinal() {
        return finals.size() == 0 ? Slab.NONE : finals.get(0);
    }

    /** Forgets the payment that waits longest. */
    void removeOldestFinal() {
        final int p = finals.remove();
        finalsReadAhead = Math.max(0, finalsReadAhead - 1);
        byId.remove(p);
        byKey.remove(p);
        slab.free(p);
    }

    public long paymentId(final int p) {
        return slab.get(p, PAYMENT_ID);
    }

    public long keyHigh(final int p) {
        return slab.get(p, KEY_HIGH);
    }

    public long keyLow(final int p) {
        return slab.get(p, KEY_LOW);
    }

    public long bodyHash(final int p) {
        return slab.get(p, BODY_HASH);
    }

    public void bodyHash(final int p, final long hash) {
        slab.set(p, BODY_HASH, hash);
    }

    public PaymentState state(final int p) {
        return PaymentState.ofCode(slab.getBits(p, STATUS, 0, 8));
    }

    void state(final int p, final PaymentState state) {
        slab.setBits(p, STATUS, 0, 8, state.code());
    }

    public Operation operation(final int p) {
        return Operation.ofCode(slab.getBits(p, STATUS, 8, 8));
    }

    public DeclineReason reason(final int p) {
        return DeclineReason.ofCode(slab.getBits(p, STATUS, 16, 8));
    }

    /** Sets the reason and the code that goes with it. */
    public void reason(final int p, final DeclineReason reason, final int responseCode) {
        slab.setBits(p, STATUS, 16, 24, reason.code() & 0xFF | (responseCode & 0xFFFF) << 8);
    }

    public int responseCode(final int p) {
        return slab.getBits(p, STATUS, 24, 16);
    }

    public int messageClass(final int p) {
        return slab.getBits(p, STATUS, 40, 8);
    }

    public int currency(final int p) {
        return slab.getBits(p, STATUS, 48, 16);
    }

    public int peerId(final int p) {
        return slab.getInt(p, PEER, 0);
    }

    public void peerId(final int p, final int peerId) {
        slab.setInt(p, PEER, 0, peerId);
    }

    public long amountMinor(final int p) {
        return slab.get(p, AMOUNT);
    }

    public void amount(final int p, final long amountMinor, final int currency) {
        slab.set(p, AMOUNT, amountMinor);
        slab.setBits(p, STATUS, 48, 16, currency);
    }

    public long feeMinor(final int p) {
        return slab.get(p, FEE);
    }

    public long taxMinor(final int p) {
        return slab.get(p, TAX);
    }

    public void fees(final int p, final long feeMinor, final long taxMinor) {
        slab.set(p, FEE, feeMinor);
        slab.set(p, TAX, taxMinor);
    }

    /** @return amount + fee + tax. */
    public long totalMinor(final int p) {
        return Math.addExact(amountMinor(p), Math.addExact(feeMinor(p), taxMinor(p)));
    }

    /** @return the id of the account in the ledger, or {@link Slab#NONE}. */
    public int debitAccount(final int p) {
        return slab.getInt(p, ACCOUNTS, 0) - 1;
    }

    /** @return the id of the account in the ledger, or {@link Slab#NONE}. */
    public int creditAccount(final int p) {
        return slab.getInt(p, ACCOUNTS, 32) - 1;
    }

    public void accounts(final int p, final int debitAccount, final int creditAccount) {
        slab.set(p, ACCOUNTS, (long) (creditAccount + 1) << 32 | debitAccount + 1 & 0xFFFF_FFFFL);
    }

    public long createdMs(final int p) {
        return slab.get(p, CREATED);
    }

    public long updatedMs(final int p) {
        return slab.get(p, UPDATED);
    }

    void updatedMs(final int p, final long timestampMs) {
        slab.set(p, UPDATED, timestampMs);
    }

    public long deadlineMs(final int p) {
        return slab.get(p, DEADLINE);
    }

    void deadlineMs(final int p, final long deadlineMs) {
        slab.set(p, DEADLINE, deadlineMs);
    }

    /** @return of the command that made the payment. */
    public long sequence(final int p) {
        return slab.get(p, SEQUENCE);
    }

    public long replyConnection(final int p) {
        return slab.get(p, REPLY_CONNECTION);
    }

    public long replyCorrelation(final int p) {
        return slab.get(p, REPLY_CORRELATION);
    }

    public void replyTo(final int p, final long connectionId, final long correlationId) {
        slab.set(p, REPLY_CONNECTION, connectionId);
        slab.set(p, REPLY_CORRELATION, correlationId);
    }

    /** @return the id in {@code Challenges}, or {@link Slab#NONE}. */
    public int challenge(final int p) {
        return slab.getInt(p, EXTENSIONS, 0) - 1;
    }

    public void challenge(final int p, final int challenge) {
        slab.setInt(p, EXTENSIONS, 0, challenge + 1);
    }

    /** @return the id in {@link NetworkLegs}, or {@link Slab#NONE}. */
    public int networkLeg(final int p) {
        return slab.getInt(p, EXTENSIONS, 32) - 1;
    }

    public void networkLeg(final int p, final int networkLeg) {
        slab.setInt(p, EXTENSIONS, 32, networkLeg + 1);
    }

    /** @return the id in {@link PaymentDetails}, or {@link Slab#NONE}. */
    public int details(final int p) {
        return slab.getInt(p, DETAILS, 0) - 1;
    }

    public void details(final int p, final int details) {
        slab.setInt(p, DETAILS, 0, details + 1);
    }

    int beforeOnDebit(final int p) {
        return slab.getInt(p, DETAILS, 32) - 1;
    }

    void beforeOnDebit(final int p, final int before) {
        slab.setInt(p, DETAILS, 32, before + 1);
    }

    int beforeOnCredit(final int p) {
        return slab.getInt(p, BEFORE_ON_CREDIT, 32) - 1;
    }

    void beforeOnCredit(final int p, final int before) {
        slab.setInt(p, BEFORE_ON_CREDIT, 32, before + 1);
    }

    /** @return what this payment holds on the debit account now. */
    public long heldMinor(final int p) {
        return slab.getBits(p, LIMIT, 41, 1) == 0 ? 0 : totalMinor(p);
    }

    /** Holds its total, which stays what it is meanwhile, or nothing. */
    void holds(final int p, final boolean holds) {
        slab.setBits(p, LIMIT, 41, 1, holds ? 1 : 0);
    }

    boolean limitTaken(final int p) {
        return slab.getBits(p, LIMIT, 40, 1) == 1;
    }

    int limitBucket(final int p) {
        return slab.getBits(p, LIMIT, 32, 8);
    }

    int limitDay(final int p) {
        return slab.getInt(p, LIMIT, 0);
    }

    void limit(final int p, final int bucket, final int epochDay, final boolean taken) {
        limit(p, (taken ? 1L << 40 : 0) | (long) bucket << 32 | epochDay & 0xFFFF_FFFFL);
    }

    private void limit(final int p, final long bits) {
        slab.set(p, LIMIT, slab.get(p, LIMIT) >>> LIMIT_BITS << LIMIT_BITS | bits);
    }

    public long ledgerAfterMinor(final int p) {
        return slab.get(p, LEDGER_AFTER);
    }

    public long availableAfterMinor(final int p) {
        return slab.get(p, AVAILABLE_AFTER);
    }

    void balancesAfter(final int p, final long ledgerMinor, final long availableMinor) {
        slab.set(p, LEDGER_AFTER, ledgerMinor);
        slab.set(p, AVAILABLE_AFTER, availableMinor);
    }

    /** @return what was posted of the amount. */
    public long capturedMinor(final int p) {
        return slab.get(p, CAPTURED);
    }

    void capturedMinor(final int p, final long capturedMinor) {
        slab.set(p, CAPTURED, capturedMinor);
    }

    /** @return what was posted back later; never above what was captured. */
    public long reversedMinor(final int p) {
        return slab.get(p, REVERSED);
    }

    void reversedMinor(final int p, final long reversedMinor) {
        slab.set(p, REVERSED, reversedMinor);
    }

    public int cardBin(final int p) {
        return slab.getInt(p, PEER, 32);
    }

    public int cardLastFour(final int p) {
        return slab.getBits(p, LIMIT, 48, 16);
    }

    public void card(final int p, final int bin, final int lastFour) {
        slab.setInt(p, PEER, 32, bin);
        slab.setBits(p, LIMIT, 48, 16, lastFour);
    }

    /** Writes a payment as a snapshot record, its accounts left to the caller. */
    public void save(final int p, final PaymentRecordEncoder record) {
        record.paymentId(paymentId(p)).bodyHash(bodyHash(p)).status(slab.get(p, STATUS)).peerId(peerId(p))
            .amountMinor(amountMinor(p)).feeMinor(feeMinor(p)).taxMinor(taxMinor(p)).createdMs(createdMs(p))
            .updatedMs(updatedMs(p)).deadlineMs(deadlineMs(p)).sequence(sequence(p)).heldMinor(heldMinor(p))
            .limitTaken(slab.get(p, LIMIT) & (1L << LIMIT_BITS) - 1).ledgerAfterMinor(ledgerAfterMinor(p))
            .availableAfterMinor(availableAfterMinor(p)).capturedMinor(capturedMinor(p))
            .reversedMinor(reversedMinor(p)).card((long) cardBin(p) << 32 | cardLastFour(p));
        record.key().high(keyHigh(p)).low(keyLow(p));
    }

    /** Final payments must come in the order in which they were saved: that of their retention. */
    public int restore(final PaymentRecordDecoder record, final int debitAccount, final int creditAccount) {
        final Key128Decoder key = record.key();
        final int p = add(record.paymentId(), key.high(), key.low());
        slab.set(p, BODY_HASH, record.bodyHash());
        slab.set(p, STATUS, record.status());
        peerId(p, record.peerId());
        slab.set(p, AMOUNT, record.amountMinor());
        fees(p, record.feeMinor(), record.taxMinor());
        accounts(p, debitAccount, creditAccount);
        slab.set(p, SEQUENCE, record.sequence());
        slab.set(p, CREATED, record.createdMs());
        updatedMs(p, record.updatedMs());
        deadlineMs(p, record.deadlineMs());
        limit(p, record.limitTaken());
        restoreHeld(p, record.heldMinor());
        balancesAfter(p, record.ledgerAfterMinor(), record.availableAfterMinor());
        capturedMinor(p, record.capturedMinor());
        reversedMinor(p, record.reversedMinor());
        card(p, (int) (record.card() >>> 32), (int) record.card());
        if (state(p).isFinal()) {
            retain(p);
        }
        return p;
    }

    private void restoreHeld(final int p, final long heldMinor) {
        if (heldMinor != 0 && heldMinor != totalMinor(p)) {
            throw new IllegalStateException("payment " + paymentId(p) + " holds " + heldMinor + " of " + totalMinor(p));
        }
        holds(p, heldMinor != 0);
    }

    /** Shows the final payments in the order of their retention. */
    public void forEachFinal(final IntConsumer each) {
        for (int i = 0; i < finals.size(); i++) {
            each.accept(finals.get(i));
        }
    }

    /** @return the bound for walks over all ids; check {@link #isUsed}. */
    public int highWater() {
        return slab.highWater();
    }

    public boolean isUsed(final int p) {
        return slab.get(p, PAYMENT_ID) != 0;
    }

    public int size() {
        return slab.size();
    }
}
