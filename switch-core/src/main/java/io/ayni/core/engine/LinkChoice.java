package io.ayni.core.engine;

import io.ayni.core.payment.Operation;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.BillerTerms;
import io.ayni.core.policy.Policy;
import io.ayni.core.policy.Routes;
import io.ayni.core.store.Slab;
import java.util.function.IntPredicate;

/** Whether a payment leaves the cooperative, and over which link: one that is up and has room in its window. */
final class LinkChoice {
    private final EngineState state;
    private final IntPredicate takesTraffic = this::takesTraffic;

    LinkChoice(final EngineState state) {
        this.state = state;
    }

    boolean leaves(final int p) {
        return switch (state.payments.operation(p)) {
            case TRANSFER_INTERBANK, CARD_PAYMENT_EXTERNAL -> true;
            case CARD_PAYMENT -> state.payments.networkLeg(p) != Slab.NONE;
            case BILL_PAY, TOP_UP, INTERNAL_PAYMENT -> {
                final BillerTerms biller = biller(p);
                yield biller != null && biller.linkId() != Routes.NONE;
            }
            default -> false;
        };
    }

    /** @return the link that a payment which leaves takes now, or null when none takes traffic. */
    Policy.LinkTerms pick(final int p) {
        final BillerTerms biller = biller(p);
        if (biller != null) {
            return takesTraffic(biller.linkId()) ? state.policy.link(biller.linkId()) : null;
        }
        if (isBatchedCard(p)) {
            final int linkId = state.policy.cardBatchLinkId;
            return takesTraffic(linkId) ? state.policy.link(linkId) : null;
        }
        final Payments payments = state.payments;
        final boolean byCard = payments.operation(p) != Operation.TRANSFER_INTERBANK;
        return state.policy.link(state.policy.routes.pick(state.legs.institution(payments.networkLeg(p)),
            byCard ? payments.cardBin(p) : 0, payments.paymentId(p), takesTraffic));
    }

    /** @return the link to the issuer of a card, or null when none takes traffic. */
    Policy.LinkTerms pickForCard(final int bin, final long paymentId) {
        return state.policy.link(state.policy.routes.pick(0, bin, paymentId, takesTraffic));
    }

    /** @return the biller of a payment as the policy in force has it; null when there is none. */
    BillerTerms biller(final int p) {
        final int billerId = billerId(p);
        return billerId == 0 ? null : state.policy.biller(billerId);
    }

    boolean isToBiller(final int p) {
        return billerId(p) != 0;
    }

    /** @return whether it is a payment of an own card that the processor hears of by file, if at all. */
    boolean isBatchedCard(final int p) {
        final int detail = state.payments.details(p);
        return detail != Slab.NONE && state.payments.operation(p) == Operation.CARD_PAYMENT
            && state.details.effectiveDay(detail) != 0;
    }

    private int billerId(final int p) {
        final int detail = state.payments.details(p);
        return detail == Slab.NONE ? 0 : state.details.billerId(detail);
    }

    private boolean takesTraffic(final int linkId) {
        final Policy.LinkTerms terms = state.policy.link(linkId);
        return terms != null && state.links.isUp(linkId) && state.legs.inFlight(linkId) < terms.window()
            && state.legs.reversing(linkId) < terms.reversals().store();
    }
}
