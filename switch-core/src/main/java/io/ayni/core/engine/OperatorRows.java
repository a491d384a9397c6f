package io.ayni.core.engine;

import io.ayni.core.command.LinkReplyEncoder;
import io.ayni.core.command.MemberQueryDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.command.WaitingReplyEncoder;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.Policy;
import io.ayni.core.store.Slab;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** What an operator looks at: payments that wait for a person or a network, and the links. Changes nothing. */
final class OperatorRows {
    /** Payments looked at for one page: few of them wait, and the engine must go on meanwhile. */
    private static final int MOST_LOOKED_AT = 4_096;

    private final EngineState state;
    private final Outcomes outcomes;
    private final RowPublisher rows;
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(StateMachine.MAX_OUTCOME_LENGTH);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final WaitingReplyEncoder waiting = new WaitingReplyEncoder();
    private final LinkReplyEncoder link = new LinkReplyEncoder();

    OperatorRows(final EngineState state, final Outcomes outcomes, final RowPublisher rows) {
        this.state = state;
        this.outcomes = outcomes;
        this.rows = rows;
    }

    /** In no order; the cursor is the place in memory of the first one not looked at. */
    void payments(final MemberQueryDecoder query, final QueryKind kind) {
        final ReplyToDecoder replyTo = query.replyTo();
        final long connectionId = replyTo.connectionId();
        final long correlationId = replyTo.correlationId();
        final boolean manualOnly = kind == QueryKind.MANUAL_PAYMENTS;
        final int most = MemberQueryHandler.maxRows(query);
        final int highWater = state.payments.highWater();
        int p = (int) Math.clamp(query.cursor(), 0, highWater);
        final int end = Math.min(highWater, p + MOST_LOOKED_AT);
        int shown = 0;
        for (; p < end && shown < most; p++) {
            if (state.payments.isUsed(p) && waits(state.payments.state(p), manualOnly)) {
                payment(connectionId, correlationId, p);
                shown++;
            }
        }
        rows.pageEnd(connectionId, correlationId, shown, p < highWater ? p : 0, true);
    }

    void onePayment(final MemberQueryDecoder query) {
        final ReplyToDecoder replyTo = query.replyTo();
        final long connectionId = replyTo.connectionId();
        final long correlationId = replyTo.correlationId();
        final int p = query.cursor() > 0 ? state.payments.findById(query.cursor()) : Slab.NONE;
        if (p != Slab.NONE) {
            payment(connectionId, correlationId, p);
        }
        rows.pageEnd(connectionId, correlationId, p == Slab.NONE ? 0 : 1, 0, p != Slab.NONE);
    }

    private static boolean waits(final PaymentState paymentState, final boolean manualOnly) {
        return switch (paymentState) {
            case MANUAL -> true;
            case UNKNOWN, REVERSAL_PENDING -> !manualOnly;
            default -> false;
        };
    }

    private void payment(final long connectionId, final long correlationId, final int p) {
        final Payments payments = state.payments;
        final NetworkLegs legs = state.legs;
        final int leg = payments.networkLeg(p);
        final int detail = payments.details(p);
        final int debit = payments.debitAccount(p);
        final boolean isSent = leg != Slab.NONE && legs.retrievalReference(leg) != 0;
        waiting.wrapAndApplyHeader(buffer, 0, header)
            .paymentId(payments.paymentId(p)).state((short) payments.state(p).code())
            .operation((short) payments.operation(p).code()).reason((short) payments.reason(p).code())
            .responseCode(payments.responseCode(p)).currency(payments.currency(p))
            .reversals(isSent ? legs.reversals(leg) : 0)
            .inquiries(detail == Slab.NONE ? 0 : state.details.inquiries(detail))
            .linkId(isSent ? legs.linkId(leg) : 0)
            .billerId(detail == Slab.NONE ? 0 : state.details.billerId(detail))
            .amountMinor(payments.amountMinor(p)).heldMinor(payments.heldMinor(p))
            .debitAccount(debit == Slab.NONE ? 0 : state.ledger.number(debit))
            .institution(leg == Slab.NONE ? 0 : legs.institution(leg))
            .createdMs(payments.createdMs(p)).updatedMs(payments.updatedMs(p))
            .reference(isSent ? legs.retrievalReference(leg) : 0)
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        outcomes.emit(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + waiting.encodedLength());
    }

    /** By id; the cursor is the last one shown. */
    void links(final MemberQueryDecoder query) {
        final ReplyToDecoder replyTo = query.replyTo();
        final long connectionId = replyTo.connectionId();
        final long correlationId = replyTo.correlationId();
        final int most = MemberQueryHandler.maxRows(query);
        final List<Policy.LinkTerms> links = state.policy.links();
        int last = (int) query.cursor();
        int shown = 0;
        int next = following(links, last);
        for (; next != 0 && shown < most; next = following(links, last)) {
            link(connectionId, correlationId, next);
            last = next;
            shown++;
        }
        rows.pageEnd(connectionId, correlationId, shown, next == 0 ? 0 : last, true);
    }

    /** @return the least id above this one; 0 for none. */
    private static int following(final List<Policy.LinkTerms> links, final int linkId) {
        int least = 0;
        for (int i = 0; i < links.size(); i++) {
            final int each = links.get(i).linkId();
            if (each > linkId && (least == 0 || each < least)) {
                least = each;
            }
        }
        return least;
    }

    private void link(final long connectionId, final long correlationId, final int linkId) {
        link.wrapAndApplyHeader(buffer, 0, header)
            .linkId(linkId).state((short) state.links.state(linkId).code())
            .timeouts(state.links.timeouts(linkId)).suspensions(state.links.suspensions(linkId))
            .inFlight(state.legs.inFlight(linkId)).reversing(state.legs.reversing(linkId))
            .queued(state.links.waiting(linkId)).inWindow(state.legs.inWindow(linkId))
            .settlementDay(state.links.settlementDay(linkId))
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        outcomes.emit(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + link.encodedLength());
    }
}
