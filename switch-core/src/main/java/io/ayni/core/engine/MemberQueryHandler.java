package io.ayni.core.engine;

import io.ayni.core.command.MemberQueryDecoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.limits.Bucket;
import io.ayni.core.limits.Ceiling;
import io.ayni.core.member.QueryKind;
import io.ayni.core.store.Slab;

/**
 * What a member has, as rows and one PageEnd, which says where to ask on. Changes nothing: a query is in no journal.
 */
final class MemberQueryHandler {
    /** Rows and the PageEnd fit the outcomes of one command. */
    static final int MAX_ROWS = 30;

    private static final Bucket[] MEMBER_BUCKETS = {Bucket.INT, Bucket.EXT, Bucket.CARD};

    private final EngineState state;
    private final RowPublisher rows;
    private final KeptRows kept;
    private final HistoryRows history;
    private final OperatorRows operators;

    MemberQueryHandler(final EngineState state, final RowPublisher rows, final KeptRows kept,
        final HistoryRows history, final OperatorRows operators) {
        this.state = state;
        this.rows = rows;
        this.kept = kept;
        this.history = history;
        this.operators = operators;
    }

    void onQuery(final MemberQueryDecoder query) {
        final ReplyToDecoder replyTo = query.replyTo();
        final long connectionId = replyTo.connectionId();
        final long correlationId = replyTo.correlationId();
        final QueryKind kind = QueryKind.ofCode(query.kind());
        if (kind == null || state.policy == null) {
            rows.pageEnd(connectionId, correlationId, 0, 0, false);
            return;
        }
        switch (kind) {
            case POSITION -> position(query, connectionId, correlationId);
            case LIMITS -> limits(query, connectionId, correlationId);
            case CARDS -> cards(query, connectionId, correlationId);
            case HISTORY -> history.onQuery(query, connectionId, correlationId);
            case BENEFICIARIES -> kept.beneficiaries(query);
            case ENROLMENTS -> kept.enrolments(query);
            case SCHEDULES -> kept.schedules(query);
            case DEFERRALS -> kept.deferrals(query);
            case ONE_BENEFICIARY -> kept.oneBeneficiary(query);
            case ONE_ENROLMENT -> kept.oneEnrolment(query);
            case ONE_SCHEDULE -> kept.oneSchedule(query);
            case SIMULATE_DEFERRAL -> kept.simulation(query);
            case CONTACT -> kept.contact(query);
            case MANUAL_PAYMENTS, WAITING_PAYMENTS -> operators.payments(query, kind);
            case LINKS -> operators.links(query);
            case ONE_PAYMENT -> operators.onePayment(query);
            default -> rows.pageEnd(connectionId, correlationId, 0, 0, false);
        }
    }

    /** @return rows wanted, 1 to {@link #MAX_ROWS}. */
    static int maxRows(final MemberQueryDecoder query) {
        return query.maxRows() < 1 ? MAX_ROWS : Math.min(query.maxRows(), MAX_ROWS);
    }

    /** Accounts by number; the cursor is the last one shown. */
    private void position(final MemberQueryDecoder query, final long connectionId, final long correlationId) {
        final long after = query.cursor();
        final int most = maxRows(query);
        int shown = 0;
        long last = 0;
        int account = state.ledger.firstOfMember(query.memberId());
        final boolean found = account != Slab.NONE;
        for (; account != Slab.NONE && shown < most; account = state.ledger.nextOfMember(account)) {
            if (state.ledger.number(account) > after) {
                last = state.ledger.number(account);
                rows.account(connectionId, correlationId, last, account);
                shown++;
            }
        }
        rows.pageEnd(connectionId, correlationId, shown, account == Slab.NONE ? 0 : last, found);
    }

    /** The member's buckets; with a card's token also those of that card. */
    private void limits(final MemberQueryDecoder query, final long connectionId, final long correlationId) {
        final long memberId = query.memberId();
        if (state.ledger.firstOfMember(memberId) == Slab.NONE) {
            rows.pageEnd(connectionId, correlationId, 0, 0, false);
            return;
        }
        for (final Bucket bucket : MEMBER_BUCKETS) {
            rows.limit(connectionId, correlationId, memberId, bucket, state.policy.ceiling(bucket));
        }
        final int card = state.cards.findByToken(query.cardToken());
        final boolean showCard = card != Slab.NONE
            && state.ledger.memberId(state.cards.accountId(card)) == memberId;
        if (showCard) {
            cardLimit(connectionId, correlationId, card, Bucket.CARD_PURCHASES);
            cardLimit(connectionId, correlationId, card, Bucket.CARD_WITHDRAWALS);
        }
        rows.pageEnd(connectionId, correlationId, showCard ? MEMBER_BUCKETS.length + 2 : MEMBER_BUCKETS.length, 0,
            true);
    }

    private void cardLimit(final long connectionId, final long correlationId, final int card, final Bucket bucket) {
        final Ceiling ceiling = state.policy.ceiling(bucket);
        rows.limit(connectionId, correlationId, state.cards.limitOwner(card), bucket, ceiling);
    }

    /** Cards of the member's accounts; the cursor counts those shown before. */
    private void cards(final MemberQueryDecoder query, final long connectionId, final long correlationId) {
        final long skip = query.cursor();
        final int most = maxRows(query);
        int shown = 0;
        long seen = 0;
        boolean more = false;
        final int first = state.ledger.firstOfMember(query.memberId());
        for (int account = first; account != Slab.NONE; account = state.ledger.nextOfMember(account)) {
            for (int card = state.cards.firstOfAccount(account); card != Slab.NONE;
                card = state.cards.nextOfAccount(card)) {
                if (seen++ < skip) {
                    continue;
                }
                if (shown == most) {
                    more = true;
                } else {
                    rows.card(connectionId, correlationId, card);
                    shown++;
                }
            }
        }
        rows.pageEnd(connectionId, correlationId, shown, more ? skip + shown : 0, first != Slab.NONE);
    }
}
