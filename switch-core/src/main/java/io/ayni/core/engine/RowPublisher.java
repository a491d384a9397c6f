package io.ayni.core.engine;

import io.ayni.core.command.AccountReplyEncoder;
import io.ayni.core.command.CardReplyEncoder;
import io.ayni.core.command.LimitReplyEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PageEndEncoder;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.limits.Bucket;
import io.ayni.core.limits.Ceiling;
import io.ayni.core.limits.LimitTable;
import io.ayni.core.store.Slab;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Encodes the rows that answer queries; one buffer, no allocation. */
final class RowPublisher {
    private static final int NOT_FOUND = 0;
    private static final int FOUND = 1;
    private static final int MAY_NOT_BE_USED = 2;

    private final EngineState state;
    private final Outcomes outcomes;
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(StateMachine.MAX_OUTCOME_LENGTH);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AccountReplyEncoder accountReply = new AccountReplyEncoder();
    private final CardReplyEncoder cardReply = new CardReplyEncoder();
    private final LimitReplyEncoder limitReply = new LimitReplyEncoder();
    private final PageEndEncoder pageEnd = new PageEndEncoder();

    RowPublisher(final EngineState state, final Outcomes outcomes) {
        this.state = state;
        this.outcomes = outcomes;
    }

    /** @param id of the account in the ledger, or {@link Slab#NONE} for a number that names none. */
    void account(final long connectionId, final long correlationId, final long number, final int id) {
        account(connectionId, correlationId, number, id, id == Slab.NONE ? NOT_FOUND : FOUND);
    }

    private void account(final long connectionId, final long correlationId, final long number, final int id,
        final int found) {
        accountReply.wrapAndApplyHeader(buffer, 0, header)
            .account(number).found((short) found)
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        if (id == Slab.NONE) {
            accountReply.kind((short) 0).status((short) 0).signature((short) 0).currency(0).memberId(0)
                .ledgerMinor(0).heldMinor(0).availableMinor(0).authorisedLineMinor(0);
        } else {
            accountReply.kind((short) state.ledger.kind(id).code())
                .status((short) state.ledger.status(id).code())
                .signature((short) state.ledger.signature(id).code())
                .currency(state.ledger.currency(id))
                .memberId(state.ledger.memberId(id))
                .ledgerMinor(state.ledger.balanceMinor(id))
                .heldMinor(state.ledger.heldMinor(id))
                .availableMinor(state.ledger.availableMinor(id))
                .authorisedLineMinor(state.ledger.authorisedLineMinor(id));
        }
        encodeProduct(state.products.find(number));
        emit(accountReply.encodedLength());
    }

    /** The account behind a debit card that is active; of any other nothing but that it may not be used. */
    void accountOfCard(final long connectionId, final long correlationId, final int card) {
        if (state.cards.status(card) == AccountStatus.ACTIVE && state.cards.kind(card) == CardKind.DEBIT) {
            final int id = state.cards.accountId(card);
            account(connectionId, correlationId, state.ledger.number(id), id);
        } else {
            account(connectionId, correlationId, 0, Slab.NONE, MAY_NOT_BE_USED);
        }
    }

    void card(final long connectionId, final long correlationId, final int card) {
        cardReply.wrapAndApplyHeader(buffer, 0, header)
            .cardToken(state.cards.token(card)).account(state.ledger.number(state.cards.accountId(card)))
            .kind((short) state.cards.kind(card).code()).status((short) state.cards.status(card).code())
            .cardBin(state.cards.bin(card)).cardLastFour(state.cards.lastFour(card))
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        emit(cardReply.encodedLength());
    }

    /** @param owner a member, or of a bucket of one card that card. */
    void limit(final long connectionId, final long correlationId, final long owner, final Bucket bucket,
        final Ceiling ceiling) {
        final LimitTable limits = state.limits;
        final int id = limits.find(owner, bucket);
        final int today = state.today();
        limitReply.wrapAndApplyHeader(buffer, 0, header)
            .bucket((short) bucket.code())
            .ceilingDailyMinor(ceiling.dailyMinor()).ceilingWeeklyMinor(ceiling.weeklyMinor())
            .ceilingMonthlyMinor(ceiling.monthlyMinor()).ceilingDailyCount(ceiling.dailyCount())
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        if (id == Slab.NONE) {
            limitReply.ownDailyMinor(Long.MAX_VALUE).ownWeeklyMinor(Long.MAX_VALUE).ownMonthlyMinor(Long.MAX_VALUE)
                .usedDailyMinor(0).usedWeeklyMinor(0).usedMonthlyMinor(0).dailyCount(0);
        } else {
            limitReply.ownDailyMinor(limits.ownDailyMinor(id)).ownWeeklyMinor(limits.ownWeeklyMinor(id))
                .ownMonthlyMinor(limits.ownMonthlyMinor(id)).usedDailyMinor(limits.usedDailyMinor(id, today))
                .usedWeeklyMinor(limits.usedWeeklyMinor(id, today))
                .usedMonthlyMinor(limits.usedMonthlyMinor(id, today)).dailyCount(limits.dailyCount(id, today));
        }
        emit(limitReply.encodedLength());
    }

    /** @param cursor to ask on from; 0 no more rows. */
    void pageEnd(final long connectionId, final long correlationId, final int rows, final long cursor,
        final boolean found) {
        pageEnd.wrapAndApplyHeader(buffer, 0, header)
            .rows(rows).cursor(cursor).found((short) (found ? 1 : 0))
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        emit(pageEnd.encodedLength());
    }

    private void encodeProduct(final int product) {
        if (product == Slab.NONE) {
            accountReply.instalmentMinor(0).minimumPaymentMinor(0).deferredMinor(0).instalmentsLeft(0).dueDay(0)
                .rateBasisPoints(0).openedDay(0);
        } else {
            accountReply.instalmentMinor(state.products.instalmentMinor(product))
                .minimumPaymentMinor(state.products.minimumPaymentMinor(product))
                .deferredMinor(state.products.deferredMinor(product))
                .instalmentsLeft(state.products.instalmentsLeft(product))
                .dueDay(state.products.dueDay(product))
                .rateBasisPoints(state.products.rateBasisPoints(product))
                .openedDay(state.products.openedDay(product));
        }
    }

    private void emit(final int bodyLength) {
        outcomes.emit(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
