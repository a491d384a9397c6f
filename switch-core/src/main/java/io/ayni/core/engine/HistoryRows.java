package io.ayni.core.engine;

import io.ayni.core.command.MemberQueryDecoder;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Payments;
import io.ayni.core.store.Slab;
import java.util.Arrays;

/**
 * Payments of a member, newest first: of one account, or of all merged by their place in the log. What a member sent is
 * shown whatever it came to; what came in only when it arrived. The cursor is the place in the log of the last one
 * looked at.
 */
final class HistoryRows {
    /** Payments looked at for one page: a filter that fits few of them must not hold the engine. */
    private static final int MOST_LOOKED_AT = 4_096;

    private final EngineState state;
    private final OutcomePublisher publisher;
    private final RowPublisher rows;
    private int[] accounts = new int[16];
    /** By account: the next payment to be looked at. */
    private int[] next = new int[16];
    private int count;

    HistoryRows(final EngineState state, final OutcomePublisher publisher, final RowPublisher rows) {
        this.state = state;
        this.publisher = publisher;
        this.rows = rows;
    }

    void onQuery(final MemberQueryDecoder query, final long connectionId, final long correlationId) {
        if (!find(query)) {
            rows.pageEnd(connectionId, correlationId, 0, 0, false);
            return;
        }
        final long below = query.cursor() <= 0 ? Long.MAX_VALUE : query.cursor();
        for (int i = 0; i < count; i++) {
            next[i] = firstBelow(accounts[i], below);
        }
        final int most = MemberQueryHandler.maxRows(query);
        int shown = 0;
        long cursor = 0;
        int p = newest();
        for (int looked = 0; p != Slab.NONE && shown < most && looked < MOST_LOOKED_AT; looked++) {
            if (state.payments.createdMs(p) < query.fromMs()) {
                p = Slab.NONE;
            } else {
                if (fits(p, query)) {
                    publisher.reply(connectionId, correlationId, p, Disposition.VIEW, false);
                    shown++;
                }
                cursor = state.payments.sequence(p);
                advancePast(p);
                p = newest();
            }
        }
        rows.pageEnd(connectionId, correlationId, shown, p == Slab.NONE ? 0 : cursor, true);
    }

    /** @return whether there is such an account, or a member with any. */
    private boolean find(final MemberQueryDecoder query) {
        count = 0;
        if (query.account() != 0) {
            final int account = state.ledger.find(query.account());
            final boolean found = account != Slab.NONE && !state.ledger.isInstitution(account)
                && (query.memberId() == 0 || state.ledger.memberId(account) == query.memberId());
            if (found) {
                add(account);
            }
            return found;
        }
        for (int account = state.ledger.firstOfMember(query.memberId()); account != Slab.NONE;
            account = state.ledger.nextOfMember(account)) {
            add(account);
        }
        return count > 0;
    }

    private void add(final int account) {
        if (count == accounts.length) {
            accounts = Arrays.copyOf(accounts, count * 2);
            next = Arrays.copyOf(next, count * 2);
        }
        accounts[count++] = account;
    }

    private int firstBelow(final int account, final long sequence) {
        int p = state.history.newest(account);
        while (p != Slab.NONE && state.payments.sequence(p) >= sequence) {
            p = state.history.before(p, account);
        }
        return p;
    }

    private int newest() {
        int newest = Slab.NONE;
        for (int i = 0; i < count; i++) {
            if (next[i] != Slab.NONE
                && (newest == Slab.NONE || state.payments.sequence(next[i]) > state.payments.sequence(newest))) {
                newest = next[i];
            }
        }
        return newest;
    }

    /** A payment between two accounts of the member stands in both lists. */
    private void advancePast(final int p) {
        for (int i = 0; i < count; i++) {
            if (next[i] == p) {
                next[i] = state.history.before(p, accounts[i]);
            }
        }
    }

    private boolean fits(final int p, final MemberQueryDecoder query) {
        final Payments payments = state.payments;
        return (query.operation() == 0 || payments.operation(p).code() == query.operation())
            && (query.toMs() <= 0 || payments.createdMs(p) < query.toMs())
            && (isSender(payments.debitAccount(p)) || payments.capturedMinor(p) > 0);
    }

    private boolean isSender(final int account) {
        for (int i = 0; i < count; i++) {
            if (accounts[i] == account) {
                return true;
            }
        }
        return false;
    }
}
