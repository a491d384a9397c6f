package io.ayni.connectors.translate;

import io.ayni.connectors.security.StepUpPayee;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.payment.Operation;

/** Whom the one-time password of a payment is bound to, from what the engine keeps of it. */
final class Payees {
    private Payees() {
    }

    static StepUpPayee of(final PaymentReplyDecoder payment, final StepUpPayee to) {
        final Operation operation = Operation.ofCode(payment.operation());
        if (operation != null && operation.isMemberRequest()) {
            // What the request is about to make has the id of the request itself: that is no target.
            return to.request(operation.type(), payment.targetId() == payment.paymentId() ? 0 : payment.targetId());
        }
        if (payment.billerId() != 0) {
            return to.biller(payment.billerId(), payment.externalAccount().strip());
        }
        if (operation == Operation.CARD_PAYMENT || operation == Operation.CARD_PAYMENT_EXTERNAL) {
            return payment.cardToken() != 0 ? to.card(payment.cardToken())
                    : to.card((int) payment.cardBin(), payment.cardLastFour());
        }
        return payment.institution() != AccountNumber.NONE
                ? to.elsewhere(payment.institution(), payment.externalAccount().strip())
                : to.account(payment.creditAccount());
    }
}
