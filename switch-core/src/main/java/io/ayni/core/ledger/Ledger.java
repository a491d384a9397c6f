package io.ayni.core.ledger;

import io.ayni.core.command.AccountRecordDecoder;
import io.ayni.core.command.AccountRecordEncoder;
import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabIndex;
import io.ayni.core.store.SlabLists;

/**
 * Accounts, holds and postings in double entry, exact {@code long} minor units. Every posting has two legs of the same
 * amount and currency, so the ledger sums to zero per currency at any moment. One thread.
 *
 * <p>Available = ledger − held + authorised line, and never below zero for an account whose kind has a floor. What would
 * break this is a bug of the caller and throws: the checks for declines come before.
 */
public final class Ledger {
    private static final int WORDS = 8;
    private static final int NUMBER = 0;
    private static final int MEMBER = 1;
    private static final int BALANCE = 2;
    private static final int HELD = 3;
    private static final int LINE = 4;
    /**
     * Bits 0 currency (16), 16 kind (8), 24 status (4), 28 signature (4), 32 wrong passwords of a day (16), 48 that day's
     * last 16 bits, which come again after 179 years.
     */
    private static final int ATTRIBUTES = 5;
    /** Low half the limit record that its transfers took last + 1, high half the newest payment + 1. */
    private static final int LIMIT_NEWEST = 6;
    private static final int MAX_FAILURES = 0xFFFF;
    private static final int POSTINGS = 7;

    private final Slab slab;
    private final SlabIndex index;
    private final SlabLists byMember;
    private long postings;
    private PostingListener listener;

    public Ledger(final int expectedAccounts) {
        slab = new Slab(WORDS, expectedAccounts);
        index = new SlabIndex(slab, NUMBER, 1, expectedAccounts);
        byMember = new SlabLists(this::number, expectedAccounts);
    }

    /** @param number packed. @return the account's id, or {@link Slab#NONE}. */
    public int find(final long number) {
        return index.find(number);
    }

    /** As {@link #find(long)}, and without a search when the account is the one that {@code guess} says. */
    public int find(final long number, final int guess) {
        return guess >= 0 && guess < slab.highWater() && slab.get(guess, NUMBER) == number ? guess : index.find(number);
    }

    /** @return what {@link #touch} and {@link #guess} want. */
    public int hash(final long number) {
        return index.hash(number, 0);
    }

    /** Reads where the search for an account begins. */
    public long touch(final int hash) {
        return index.touch(hash);
    }

    /** @return the account that the hash leads to if it leads to one at all, unchecked; or {@link Slab#NONE}. */
    public int guess(final int hash) {
        return index.guess(hash);
    }

    /**
     * Whether a member may transfer between these accounts: both savings in this currency, the one active and not of a
     * joint signature, the other not blocked.
     */
    public boolean mayTransfer(final int debit, final int credit, final int currency) {
        final long savings = (long) AccountKind.SAVINGS.code() << 16 | currency & 0xFFFFL;
        final long from = slab.get(debit, ATTRIBUTES);
        final long to = slab.get(credit, ATTRIBUTES);
        return (from & 0xFFF_FFFFL) == ((long) AccountStatus.ACTIVE.code() << 24 | savings)
            && (from >>> 28 & 0xF) != Signature.JOINT.code()
            && (to & 0xFF_FFFFL) == savings && (to >>> 24 & 0xF) != AccountStatus.BLOCKED.code();
    }

    public int open(final long number, final long memberId, final int currency, final AccountKind kind) {
        final int id = slab.allocate();
        slab.set(id, NUMBER, number);
        slab.set(id, MEMBER, memberId);
        slab.setBits(id, ATTRIBUTES, 0, 16, currency);
        slab.setBits(id, ATTRIBUTES, 16, 8, kind.code());
        index.add(id);
        if (kind.isOfMember()) {
            byMember.add(memberId, id);
        }
        return id;
    }

    public void setAttributes(final int id, final AccountStatus status, final Signature signature,
        final long authorisedLineMinor) {
        slab.setBits(id, ATTRIBUTES, 24, 4, status.code());
        slab.setBits(id, ATTRIBUTES, 28, 4, signature.code());
        slab.set(id, LINE, authorisedLineMinor);
    }

    /** @param seesPostings from now on; null nobody */
    public void listener(final PostingListener seesPostings) {
        listener = seesPostings;
    }

    /**
     * Moves an amount above zero from one account to another.
     *
     * @param payment id in the slab of payments, or {@link PostingListener#NO_PAYMENT}
     */
    public void post(final int debit, final int credit, final long amountMinor, final PostingKind kind,
        final int payment) {
        post(debit, credit, amountMinor);
        if (listener != null) {
            listener.onPosting(debit, credit, amountMinor, kind, payment);
        }
    }

    /** Moves an amount above zero from one account to another. */
    public void post(final int debit, final int credit, final long amountMinor) {
        if (amountMinor <= 0) {
            throw new IllegalStateException("posting of " + amountMinor + " minor units");
        }
        if (currency(debit) != currency(credit)) {
            throw new IllegalStateException("posting between currencies " + currency(debit) + ", " + currency(credit));
        }
        final long debitAfter = Math.subtractExact(slab.get(debit, BALANCE), amountMinor);
        final long creditAfter = Math.addExact(slab.get(credit, BALANCE), amountMinor);
        slab.set(debit, BALANCE, debitAfter);
        slab.set(credit, BALANCE, creditAfter);
        requireCovered(debit);
        slab.set(debit, POSTINGS, slab.get(debit, POSTINGS) + 1);
        slab.set(credit, POSTINGS, slab.get(credit, POSTINGS) + 1);
        postings++;
    }

    public void hold(final int id, final long amountMinor) {
        slab.set(id, HELD, Math.addExact(slab.get(id, HELD), amountMinor));
        requireCovered(id);
    }

    public void release(final int id, final long amountMinor) {
        final long left = slab.get(id, HELD) - amountMinor;
        if (left < 0 || amountMinor < 0) {
            throw new IllegalStateException("hold below zero on account record " + id);
        }
        slab.set(id, HELD, left);
    }

    public long number(final int id) {
        return slab.get(id, NUMBER);
    }

    /** @return 0 for an account of the institution. */
    public long memberId(final int id) {
        return slab.get(id, MEMBER);
    }

    public boolean isInstitution(final int id) {
        return !kind(id).isOfMember();
    }

    /** @return whether what is available may never fall below zero. */
    public boolean hasFloor(final int id) {
        return kind(id).hasFloor();
    }

    /** @return the member's account with the lowest number, or {@link Slab#NONE}; {@link #nextOfMember} goes on. */
    public int firstOfMember(final long memberId) {
        return byMember.first(memberId);
    }

    /** @return the one with the next number, or {@link Slab#NONE}. */
    public int nextOfMember(final int id) {
        return byMember.next(id);
    }

    public long balanceMinor(final int id) {
        return slab.get(id, BALANCE);
    }

    public long heldMinor(final int id) {
        return slab.get(id, HELD);
    }

    public long authorisedLineMinor(final int id) {
        return slab.get(id, LINE);
    }

    public long availableMinor(final int id) {
        return slab.get(id, BALANCE) - slab.get(id, HELD) + slab.get(id, LINE);
    }

    /** @return ISO 4217 numeric. */
    public int currency(final int id) {
        return slab.getBits(id, ATTRIBUTES, 0, 16);
    }

    public AccountKind kind(final int id) {
        return AccountKind.ofCode(slab.getBits(id, ATTRIBUTES, 16, 8));
    }

    public AccountStatus status(final int id) {
        return AccountStatus.ofCode(slab.getBits(id, ATTRIBUTES, 24, 4));
    }

    public Signature signature(final int id) {
        return Signature.ofCode(slab.getBits(id, ATTRIBUTES, 28, 4));
    }

    /** @return wrong passwords on this account on this day. */
    public int stepUpFailures(final int id, final int epochDay) {
        return failureDay(id) == (epochDay & 0xFFFF) ? slab.getBits(id, ATTRIBUTES, 32, 16) : 0;
    }

    public void countStepUpFailure(final int id, final int epochDay) {
        final int failures = stepUpFailures(id, epochDay);
        slab.setBits(id, ATTRIBUTES, 48, 16, epochDay);
        slab.setBits(id, ATTRIBUTES, 32, 16, Math.min(failures + 1, MAX_FAILURES));
    }

    private int failureDay(final int id) {
        return slab.getBits(id, ATTRIBUTES, 48, 16);
    }

    /** @return what {@link #limitGuess(int, int)} said last, or {@link Slab#NONE}; to be checked. */
    public int limitGuess(final int id) {
        return slab.getInt(id, LIMIT_NEWEST, 0) - 1;
    }

    /** Remembers where the limit of this account's transfers is, to find it again without a search. */
    public void limitGuess(final int id, final int limit) {
        slab.setInt(id, LIMIT_NEWEST, 0, limit + 1);
    }

    /** @return the head of the account's list in {@code History}, or {@link Slab#NONE}. */
    public int newestPayment(final int id) {
        return slab.getInt(id, LIMIT_NEWEST, 32) - 1;
    }

    public void newestPayment(final int id, final int p) {
        slab.setInt(id, LIMIT_NEWEST, 32, p + 1);
    }

    /** @return postings so far, over all accounts. */
    public long postings() {
        return postings;
    }

    /** @return postings that touched this account. */
    public long postings(final int id) {
        return slab.get(id, POSTINGS);
    }

    /** @return accounts; their ids are 0 to this. */
    public int size() {
        return slab.size();
    }

    /** Writes an account as a snapshot record. */
    public void save(final int id, final AccountRecordEncoder record) {
        record.account(number(id)).memberId(memberId(id)).ledgerMinor(balanceMinor(id)).heldMinor(heldMinor(id))
            .authorisedLineMinor(authorisedLineMinor(id)).postings(postings(id)).currency(currency(id))
            .kind((short) kind(id).code()).status((short) status(id).code()).signature((short) signature(id).code())
            .stepUpFailureDay(failureDay(id))
            .stepUpFailures(slab.getBits(id, ATTRIBUTES, 32, 16));
    }

    /** Opens an account as a snapshot record says, without a posting. */
    public void restore(final AccountRecordDecoder record) {
        final int id = open(record.account(), record.memberId(), record.currency(),
            AccountKind.ofCode(record.kind()));
        setAttributes(id, AccountStatus.ofCode(record.status()), Signature.ofCode(record.signature()),
            record.authorisedLineMinor());
        slab.set(id, BALANCE, record.ledgerMinor());
        slab.set(id, HELD, record.heldMinor());
        slab.set(id, POSTINGS, record.postings());
        slab.setBits(id, ATTRIBUTES, 48, 16, record.stepUpFailureDay());
        slab.setBits(id, ATTRIBUTES, 32, 16, record.stepUpFailures());
    }

    /** The count of a snapshot. */
    public void restorePostings(final long count) {
        postings = count;
    }

    /** Appends the record as text, without its number. */
    public void describe(final int id, final StringBuilder line) {
        line.append(' ').append(currency(id)).append(' ').append(kind(id)).append(' ').append(status(id))
            .append(' ').append(signature(id)).append(" member ").append(memberId(id))
            .append(" ledger ").append(balanceMinor(id)).append(" held ").append(heldMinor(id))
            .append(" available ").append(availableMinor(id)).append(" line ").append(authorisedLineMinor(id))
            .append(" postings ").append(postings(id))
            .append(" wrong-passwords ").append(slab.getBits(id, ATTRIBUTES, 32, 16))
            .append(" day ").append(failureDay(id));
    }

    private void requireCovered(final int id) {
        if (availableMinor(id) < 0 && hasFloor(id)) {
            throw new IllegalStateException("available balance below zero on account record " + id);
        }
    }
}
