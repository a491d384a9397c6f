package io.ayni.connectors.translate;

import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;

/** The state of a payment as JSON names it: DONE is told in the words of what was done. */
final class StateWords {
    private StateWords() {
    }

    /** @param operation null: not known to this version */
    static String of(final Operation operation, final PaymentState state) {
        if (state != PaymentState.DONE || operation == null) {
            return state.name();
        }
        return switch (operation) {
            case LIMITS_UPDATE -> "APPLIED";
            case BENEFICIARY_CREATE -> "ACTIVE";
            case BENEFICIARY_UPDATE, SCHEDULE_UPDATE -> "UPDATED";
            case BENEFICIARY_DELETE, BILLER_DELETE -> "DELETED";
            case BILLER_ENROL -> "ENROLLED";
            case BILLER_FAVORITE -> "SAVED";
            case SCHEDULE_CREATE -> "CREATED";
            case SCHEDULE_DELETE -> "CANCELLED";
            case CARD_PIN_CHANGE -> "CHANGED";
            case CARD_PIN_GENERATE -> "GENERATED";
            case CARD_DEFERRAL_CONFIRM, CARD_DEFERRAL_BALANCE -> "DEFERRED";
            case CHALLENGE -> "VERIFIED";
            default -> state.name();
        };
    }
}
