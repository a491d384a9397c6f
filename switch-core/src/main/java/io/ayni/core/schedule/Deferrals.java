package io.ayni.core.schedule;

import io.ayni.core.command.DeferralRecordDecoder;
import io.ayni.core.command.DeferralRecordEncoder;
import io.ayni.core.store.OwnedRows;
import io.ayni.core.store.Slab;

/** What members deferred of the debt of their credit cards, by the number of the card's account. One thread. */
public final class Deferrals {
    /** Of one account; plans that have ended make room. */
    public static final int MOST_PER_ACCOUNT = 100;

    private static final int WORDS = 8;
    private static final int ID = 0;
    private static final int ACCOUNT = 1;
    /** Low half the next row of the account, bits 32 method (8), 40 currency (16), 56 instalments (8). */
    private static final int NEXT_TERMS = 2;
    private static final int CARD_TOKEN = 3;
    /** Low half the rate in basis points, high half the day of the first instalment. */
    private static final int RATE_DAY = 4;
    private static final int PRINCIPAL = 5;
    private static final int INTEREST = 6;

    private final Slab slab = new Slab(WORDS);
    private final OwnedRows rows = new OwnedRows(slab, ID, ACCOUNT, NEXT_TERMS);

    /** @return the rows by account number and id. */
    public OwnedRows rows() {
        return rows;
    }

    /** @param account the number of the card's account. */
    public int add(final long account, final long id, final long cardToken, final DeferralMethod method,
        final int currency) {
        final int row = rows.add(account, id);
        slab.set(row, CARD_TOKEN, cardToken);
        slab.setBits(row, NEXT_TERMS, 32, 8, method.code());
        slab.setBits(row, NEXT_TERMS, 40, 16, currency);
        return row;
    }

    public void terms(final int row, final long principalMinor, final long interestMinor, final int rateBasisPoints,
        final int instalments, final int firstDueDay) {
        slab.set(row, PRINCIPAL, principalMinor);
        slab.set(row, INTEREST, interestMinor);
        slab.setInt(row, RATE_DAY, 0, rateBasisPoints);
        slab.setInt(row, RATE_DAY, 32, firstDueDay);
        slab.setBits(row, NEXT_TERMS, 56, 8, instalments);
    }

    /** Forgets the plans of an account whose last instalment was due before this day. */
    public void removeEnded(final long account, final int epochDay) {
        int row = rows.firstOf(account);
        while (row != Slab.NONE) {
            final int next = rows.next(row);
            if (InstalmentPlan.dueDay(firstDueDay(row), instalments(row) - 1) < epochDay) {
                rows.remove(row);
            }
            row = next;
        }
    }

    /** @return plans of an account whose last instalment is not before this day. */
    public int running(final long account, final int epochDay) {
        int count = 0;
        for (int row = rows.firstOf(account); row != Slab.NONE; row = rows.next(row)) {
            if (InstalmentPlan.dueDay(firstDueDay(row), instalments(row) - 1) >= epochDay) {
                count++;
            }
        }
        return count;
    }

    public long cardToken(final int row) {
        return slab.get(row, CARD_TOKEN);
    }

    public DeferralMethod method(final int row) {
        return DeferralMethod.ofCode(slab.getBits(row, NEXT_TERMS, 32, 8));
    }

    public int currency(final int row) {
        return slab.getBits(row, NEXT_TERMS, 40, 16);
    }

    public int instalments(final int row) {
        return slab.getBits(row, NEXT_TERMS, 56, 8);
    }

    public int rateBasisPoints(final int row) {
        return slab.getInt(row, RATE_DAY, 0);
    }

    public int firstDueDay(final int row) {
        return slab.getInt(row, RATE_DAY, 32);
    }

    public long principalMinor(final int row) {
        return slab.get(row, PRINCIPAL);
    }

    public long interestMinor(final int row) {
        return slab.get(row, INTEREST);
    }

    /** Writes a deferral as a snapshot record. */
    public void save(final int row, final DeferralRecordEncoder record) {
        record.deferralId(rows.id(row)).cardToken(cardToken(row)).account(rows.owner(row))
            .method((short) method(row).code()).currency(currency(row)).instalments(instalments(row))
            .rateBasisPoints(rateBasisPoints(row)).firstDueDay(firstDueDay(row)).principalMinor(principalMinor(row))
            .interestMinor(interestMinor(row));
    }

    public void restore(final DeferralRecordDecoder record) {
        final int row = add(record.account(), record.deferralId(), record.cardToken(),
            DeferralMethod.ofCode(record.method()), record.currency());
        terms(row, record.principalMinor(), record.interestMinor(), record.rateBasisPoints(), record.instalments(),
            record.firstDueDay());
    }

    /** Appends the record as text, without its id. */
    public void describe(final int row, final StringBuilder line) {
        line.append(" card ").append(cardToken(row)).append(' ').append(method(row)).append(' ')
            .append(principalMinor(row)).append(' ').append(currency(row)).append(" interest ")
            .append(interestMinor(row)).append(" in ").append(instalments(row)).append(" rate ")
            .append(rateBasisPoints(row)).append(" from day ").append(firstDueDay(row));
    }
}
