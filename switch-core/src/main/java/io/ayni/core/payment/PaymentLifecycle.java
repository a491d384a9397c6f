package io.ayni.core.payment;

import io.ayni.core.command.ResponseCode;
import io.ayni.core.deadline.DeadlineHeap;
import io.ayni.core.ledger.Ledger;
import io.ayni.core.ledger.PostingKind;
import io.ayni.core.limits.Bucket;
import io.ayni.core.limits.LimitTable;
import io.ayni.core.stepup.Challenges;
import io.ayni.core.store.Slab;

/**
 * The moves between the states of a payment, each with all it does to hold, limit, ledger, challenge and deadline, so
 * that none can be forgotten at one place and done at another.
 *
 * <p>Invariants, checked on every move and on in production: only the moves of {@link #successors} exist; a final
 * payment holds nothing, has no deadline but its retention, and never moves again; captured ≤ held, reversed ≤ captured.
 * A broken one throws, and the host stops the node. One thread.
 */
public final class PaymentLifecycle {
    /** By state the bits of those it may go to. */
    private static final int[] SUCCESSORS = new int[PaymentState.values().length];

    static {
        for (final PaymentState from : PaymentState.values()) {
            SUCCESSORS[from.code()] = successors(from);
        }
    }

    private final Payments payments;
    private final NetworkLegs legs;
    private final PaymentDetails details;
    private final Ledger ledger;
    private final LimitTable limits;
    private final Challenges challenges;
    private final DeadlineHeap deadlines;

    public PaymentLifecycle(final Payments payments, final NetworkLegs legs, final PaymentDetails details,
        final Ledger ledger, final LimitTable limits, final Challenges challenges, final DeadlineHeap deadlines) {
        this.payments = payments;
        this.legs = legs;
        this.details = details;
        this.ledger = ledger;
        this.limits = limits;
        this.challenges = challenges;
        this.deadlines = deadlines;
    }

    /** RECEIVED → CHALLENGED: waits for the password until the deadline; holds nothing yet. */
    public void challenge(final int p, final int challenge, final long expiresMs, final long nowMs) {
        move(p, PaymentState.CHALLENGED, nowMs);
        payments.challenge(p, challenge);
        schedule(p, expiresMs);
    }

    /** A CHALLENGED payment waits for a new password. */
    public void extendChallenge(final int p, final long expiresMs, final long nowMs) {
        require(payments.state(p) == PaymentState.CHALLENGED, p);
        payments.updatedMs(p, nowMs);
        schedule(p, expiresMs);
    }

    /** RECEIVED | CHALLENGED → HELD: takes the hold over amount, fee and tax, and consumes the limit. */
    public void hold(final int p, final Bucket bucket, final int epochDay, final long nowMs) {
        closeChallenge(p);
        move(p, PaymentState.HELD, nowMs);
        final int account = payments.debitAccount(p);
        final long totalMinor = payments.totalMinor(p);
        ledger.hold(account, totalMinor);
        payments.holds(p, true);
        final long card = cardLimitOwner(p);
        if (bucket != Bucket.NONE || card != 0) {
            limits.consume(ledger.memberId(account), bucket, payments.amountMinor(p), epochDay);
            limits.consume(card, cardBucket(p, card), payments.amountMinor(p), epochDay);
            payments.limit(p, bucket.code(), epochDay, true);
        }
        recordBalances(p, account);
    }

    /** A HELD payment waits for its completion until the deadline. */
    public void awaitCompletion(final int p, final long deadlineMs) {
        require(payments.state(p) == PaymentState.HELD, p);
        schedule(p, deadlineMs);
    }

    /** HELD → SENT: the intent to send; an answer is awaited until the deadline. */
    public void sent(final int p, final long deadlineMs, final long nowMs) {
        move(p, PaymentState.SENT, nowMs);
        schedule(p, deadlineMs);
    }

    /** RECEIVED | CHALLENGED → SENT: a member's request that moves no money goes to a network. */
    public void sentWithoutHold(final int p, final long deadlineMs, final long nowMs) {
        closeChallenge(p);
        sent(p, deadlineMs, nowMs);
    }

    /** RECEIVED | CHALLENGED | SENT → DONE: a member's request that moves no money took effect. */
    public void done(final int p, final long nowMs) {
        finish(p, PaymentState.DONE, nowMs);
    }

    /** A SENT payment whose answer can no longer come: its deadline is now. */
    public void timeOutNow(final int p, final long nowMs) {
        require(payments.state(p) == PaymentState.SENT, p);
        schedule(p, nowMs);
    }

    /** SENT → UNKNOWN: keeps the hold until its biller or a person says what became of it. */
    public void unknown(final int p, final DeclineReason reason, final int responseCode, final long nowMs) {
        move(p, PaymentState.UNKNOWN, nowMs);
        payments.reason(p, reason, responseCode);
    }

    /** An UNKNOWN payment is asked about at this moment. */
    public void scheduleInquiry(final int p, final long timeMs) {
        require(payments.state(p) == PaymentState.UNKNOWN, p);
        schedule(p, timeMs);
    }

    /**
     * HELD | SENT | UNKNOWN | MANUAL → POSTED | SCHEDULED_EFFECTIVE: turns the hold into postings. The amount goes to the
     * credit account, fee and tax to those of the institution, three movements that share the payment as their reference.
     * What is not captured of the hold and of the limit goes back.
     *
     * @param capturedMinor of the amount: above 0, at most the amount
     * @param to            POSTED or SCHEDULED_EFFECTIVE
     */
    public void post(final int p, final long capturedMinor, final int feeAccount, final int taxAccount,
        final PaymentState to, final long nowMs) {
        require(capturedMinor > 0 && capturedMinor <= payments.amountMinor(p), p);
        final int debit = payments.debitAccount(p);
        releaseHold(p);
        ledger.post(debit, payments.creditAccount(p), capturedMinor, PostingKind.AMOUNT, p);
        if (payments.feeMinor(p) > 0) {
            ledger.post(debit, feeAccount, payments.feeMinor(p), PostingKind.FEE, p);
        }
        if (payments.taxMinor(p) > 0) {
            ledger.post(debit, taxAccount, payments.taxMinor(p), PostingKind.TAX, p);
        }
        payments.capturedMinor(p, capturedMinor);
        giveBackLimit(p, payments.amountMinor(p) - capturedMinor, false);
        recordBalances(p, debit);
        finish(p, to, nowMs);
    }

    /**
     * RECEIVED → POSTED in one go: a transfer between two accounts inside, without fee, which nothing stands against. Hold
     * and release would leave nothing behind; what the limit allows is taken.
     *
     * @param limit record of the bucket, or {@link Slab#NONE} when there is none yet
     */
    public void postAtOnce(final int p, final Bucket bucket, final int limit, final int epochDay, final long nowMs) {
        final int debit = payments.debitAccount(p);
        final long amountMinor = payments.amountMinor(p);
        ledger.post(debit, payments.creditAccount(p), amountMinor, PostingKind.AMOUNT, p);
        if (bucket != Bucket.NONE) {
            limits.consume(limit, ledger.memberId(debit), bucket, amountMinor, epochDay);
            payments.limit(p, bucket.code(), epochDay, true);
        }
        payments.capturedMinor(p, amountMinor);
        recordBalances(p, debit);
        payments.reason(p, DeclineReason.NONE, ResponseCode.APPROVED);
        move(p, PaymentState.POSTED, nowMs);
        payments.retain(p);
    }

    /** RECEIVED → POSTED without a hold: a credit to a member out of an account of the institution. */
    public void postCredit(final int p, final long nowMs) {
        ledger.post(payments.debitAccount(p), payments.creditAccount(p), payments.amountMinor(p), PostingKind.AMOUNT, p);
        payments.capturedMinor(p, payments.amountMinor(p));
        recordBalances(p, payments.creditAccount(p));
        finish(p, PaymentState.POSTED, nowMs);
    }

    /** RECEIVED | MANUAL → POSTED: the record of an advice or reversal that was taken note of; moves no money itself. */
    public void noted(final int p, final long nowMs) {
        finish(p, PaymentState.POSTED, nowMs);
    }

    /**
     * RECEIVED → MANUAL: a fact that nothing here covers. UNKNOWN | REVERSAL_PENDING → MANUAL: nobody answers, and the
     * hold stays. For a person to look at.
     */
    public void manual(final int p, final long nowMs) {
        deadlines.cancel(p);
        payments.deadlineMs(p, 0);
        move(p, PaymentState.MANUAL, nowMs);
    }

    /** RECEIVED | CHALLENGED | HELD | SENT | UNKNOWN → DECLINED: hold and limit go back whole. */
    public void decline(final int p, final DeclineReason reason, final int responseCode, final long nowMs) {
        payments.reason(p, reason, responseCode);
        giveBack(p);
        finish(p, PaymentState.DECLINED, nowMs);
    }

    /** CHALLENGED | HELD → EXPIRED. */
    public void expire(final int p, final DeclineReason reason, final long nowMs) {
        payments.reason(p, reason, reason.responseCode());
        giveBack(p);
        finish(p, PaymentState.EXPIRED, nowMs);
    }

    /** SENT → REVERSAL_PENDING: keeps the hold until the network has accepted the reversal. */
    public void reversalPending(final int p, final DeclineReason reason, final int responseCode, final long nowMs) {
        move(p, PaymentState.REVERSAL_PENDING, nowMs);
        payments.reason(p, reason, responseCode);
        deadlines.cancel(p);
        payments.deadlineMs(p, 0);
    }

    /** A REVERSAL_PENDING payment waits for its link instead of a moment. */
    public void awaitLink(final int p) {
        require(payments.state(p) == PaymentState.REVERSAL_PENDING, p);
        deadlines.cancel(p);
        payments.deadlineMs(p, 0);
    }

    /** A REVERSAL_PENDING payment sends its next reversal at this moment. */
    public void scheduleReversal(final int p, final long timeMs) {
        require(payments.state(p) == PaymentState.REVERSAL_PENDING, p);
        schedule(p, timeMs);
    }

    /** CHALLENGED | HELD | REVERSAL_PENDING | MANUAL → REVERSED: hold and limit go back whole. */
    public void reversed(final int p, final long nowMs) {
        giveBack(p);
        finish(p, PaymentState.REVERSED, nowMs);
    }

    /**
     * Posts a POSTED or SCHEDULED_EFFECTIVE payment back, whole; its state stays, since a final state never changes. What
     * the credited account cannot give (the money was spent) comes from the suspense account.
     *
     * @return what the suspense account had to give, in minor units
     */
    public long postBack(final int p, final int suspenseAccount, final long nowMs) {
        require(payments.capturedMinor(p) > 0 && payments.reversedMinor(p) == 0, p);
        final int debit = payments.debitAccount(p);
        final int credit = payments.creditAccount(p);
        final long amountMinor = payments.capturedMinor(p);
        final long fromCreditMinor = !ledger.hasFloor(credit)
            ? amountMinor : Math.max(0, Math.min(amountMinor, ledger.availableMinor(credit)));
        if (fromCreditMinor > 0) {
            ledger.post(credit, debit, fromCreditMinor, PostingKind.REVERSAL, p);
        }
        if (fromCreditMinor < amountMinor) {
            ledger.post(suspenseAccount, debit, amountMinor - fromCreditMinor, PostingKind.REVERSAL_FROM_SUSPENSE, p);
        }
        payments.reversedMinor(p, amountMinor);
        payments.updatedMs(p, nowMs);
        giveBackLimit(p, amountMinor, true);
        recordBalances(p, ledger.isInstitution(debit) ? credit : debit);
        return amountMinor - fromCreditMinor;
    }

    /** Forgets up to {@code most} final payments whose retention has ended. */
    public void purge(final long finalBeforeMs, final int most) {
        for (int i = 0; i < most; i++) {
            final int p = payments.oldestFinal();
            if (p == Slab.NONE || payments.updatedMs(p) >= finalBeforeMs) {
                return;
            }
            removeRecordsOf(p);
            payments.removeOldestFinal();
        }
    }

    private void removeRecordsOf(final int p) {
        if (payments.networkLeg(p) != Slab.NONE) {
            legs.remove(payments.networkLeg(p));
        }
        if (payments.details(p) != Slab.NONE) {
            details.remove(payments.details(p));
        }
    }

    private void finish(final int p, final PaymentState state, final long nowMs) {
        closeChallenge(p);
        deadlines.cancel(p);
        payments.deadlineMs(p, 0);
        move(p, state, nowMs);
        require(payments.heldMinor(p) == 0, p);
        payments.retain(p);
    }

    private void giveBack(final int p) {
        if (payments.heldMinor(p) > 0) {
            releaseHold(p);
            recordBalances(p, payments.debitAccount(p));
        }
        giveBackLimit(p, payments.amountMinor(p), true);
    }

    private void releaseHold(final int p) {
        ledger.release(payments.debitAccount(p), payments.heldMinor(p));
        payments.holds(p, false);
    }

    private void giveBackLimit(final int p, final long amountMinor, final boolean whole) {
        if (!payments.limitTaken(p) || amountMinor == 0) {
            return;
        }
        final Bucket bucket = Bucket.ofCode(payments.limitBucket(p));
        final int day = payments.limitDay(p);
        final long card = cardLimitOwner(p);
        limits.giveBack(ledger.memberId(payments.debitAccount(p)), bucket, amountMinor, day, whole);
        limits.giveBack(card, cardBucket(p, card), amountMinor, day, whole);
        if (whole) {
            payments.limit(p, bucket.code(), day, false);
        }
    }

    /** @return whose limit of a single card this payment takes; 0 none. */
    private long cardLimitOwner(final int p) {
        return payments.details(p) == Slab.NONE ? 0 : details.cardLimitOwner(payments.details(p));
    }

    private Bucket cardBucket(final int p, final long card) {
        return card == 0 ? Bucket.NONE : payments.operation(p) == Operation.CARD_WITHDRAWAL
            ? Bucket.CARD_WITHDRAWALS : Bucket.CARD_PURCHASES;
    }

    private void closeChallenge(final int p) {
        if (payments.details(p) != Slab.NONE) {
            details.request(payments.details(p), PaymentDetails.NO_REQUEST);
        }
        if (payments.challenge(p) != Slab.NONE) {
            challenges.close(payments.challenge(p));
            payments.challenge(p, Slab.NONE);
        }
    }

    /** Shows the caller the member's account as it is in the payment's present state. */
    public void recordBalances(final int p, final int account) {
        payments.balancesAfter(p, ledger.balanceMinor(account), ledger.availableMinor(account));
    }

    private void schedule(final int p, final long timeMs) {
        payments.deadlineMs(p, timeMs);
        deadlines.schedule(p, timeMs, payments.sequence(p));
    }

    private void move(final int p, final PaymentState to, final long nowMs) {
        final PaymentState from = payments.state(p);
        if ((SUCCESSORS[from.code()] & 1 << to.code()) == 0) {
            throw new IllegalStateException("payment record " + p + " may not go from " + from + " to " + to);
        }
        if (to == PaymentState.SENT) {
            legs.begin(payments.networkLeg(p));
        } else if (from == PaymentState.SENT) {
            legs.end(payments.networkLeg(p));
        }
        if (to == PaymentState.REVERSAL_PENDING) {
            legs.beginReversal(payments.networkLeg(p));
        } else if (from == PaymentState.REVERSAL_PENDING) {
            legs.endReversal(payments.networkLeg(p));
        }
        payments.state(p, to);
        payments.updatedMs(p, nowMs);
    }

    private static int successors(final PaymentState from) {
        return switch (from) {
            case RECEIVED -> bits(PaymentState.CHALLENGED, PaymentState.HELD, PaymentState.POSTED,
                PaymentState.DECLINED, PaymentState.MANUAL) | bits(PaymentState.SENT, PaymentState.DONE);
            case CHALLENGED -> bits(PaymentState.HELD, PaymentState.DECLINED, PaymentState.EXPIRED,
                PaymentState.REVERSED) | bits(PaymentState.SENT, PaymentState.DONE);
            case HELD -> bits(PaymentState.SENT, PaymentState.POSTED, PaymentState.DECLINED, PaymentState.EXPIRED,
                PaymentState.REVERSED) | 1 << PaymentState.SCHEDULED_EFFECTIVE.code();
            case SENT -> bits(PaymentState.POSTED, PaymentState.DECLINED, PaymentState.REVERSAL_PENDING,
                PaymentState.UNKNOWN) | bits(PaymentState.SCHEDULED_EFFECTIVE, PaymentState.DONE);
            case REVERSAL_PENDING -> bits(PaymentState.REVERSED, PaymentState.MANUAL);
            case UNKNOWN -> bits(PaymentState.POSTED, PaymentState.SCHEDULED_EFFECTIVE, PaymentState.DECLINED,
                PaymentState.MANUAL);
            case MANUAL -> bits(PaymentState.POSTED, PaymentState.SCHEDULED_EFFECTIVE, PaymentState.REVERSED);
            case POSTED, DECLINED, REVERSED, EXPIRED, DONE, SCHEDULED_EFFECTIVE -> 0;
        };
    }

    private static int bits(final PaymentState a, final PaymentState b) {
        return 1 << a.code() | 1 << b.code();
    }

    private static int bits(final PaymentState a, final PaymentState b, final PaymentState c) {
        return bits(a, b) | 1 << c.code();
    }

    private static int bits(final PaymentState a, final PaymentState b, final PaymentState c, final PaymentState d) {
        return bits(a, b) | bits(c, d);
    }

    private static int bits(final PaymentState a, final PaymentState b, final PaymentState c, final PaymentState d,
        final PaymentState e) {
        return bits(a, b, c) | bits(d, e);
    }

    private void require(final boolean holds, final int p) {
        if (!holds) {
            throw new IllegalStateException("payment record " + p + " in state " + payments.state(p)
                + " breaks an invariant");
        }
    }
}
