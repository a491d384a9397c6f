package io.ayni.connectors.operate;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.WaitingReplyDecoder;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;

/**
 * A payment as an operator sees it: no card, and of the account the last digits.
 *
 * @param responseCode what its caller was told, DE39
 * @param linkId       over which it was sent; 0: it was not
 * @param billerId     0 none
 * @param heldMinor    0 of one that waits for a person: what an advice told above its hold
 * @param account      masked; empty for none
 * @param reference    DE37 of what was sent; empty when nothing was
 * @param updatedMs    when it got its present state
 */
public record WaitingPayment(
        long paymentId, PaymentState state, Operation operation, String responseCode, int currency, long amountMinor,
        long heldMinor, String account, int linkId, int billerId, String reference, int reversals, int inquiries,
        long createdMs, long updatedMs) {
    private static final int SHOWN = 4;

    static WaitingPayment of(final WaitingReplyDecoder row) {
        return new WaitingPayment(
                row.paymentId(), PaymentState.ofCode(row.state()), Operation.ofCode(row.operation()),
                row.responseCode() == ResponseCode.NONE ? "" : ResponseCode.format(row.responseCode()), row.currency(),
                row.amountMinor(), row.heldMinor(), masked(row.debitAccount()), row.linkId(), row.billerId(),
                row.reference() == 0 ? "" : "%012d".formatted(row.reference()), row.reversals(), row.inquiries(),
                row.createdMs(), row.updatedMs());
    }

    private static String masked(final long account) {
        if (account <= 0) {
            return "";
        }
        final String digits = AccountNumber.format(account).toString();
        final int hidden = Math.max(0, digits.length() - SHOWN);
        return "*".repeat(hidden) + digits.substring(hidden);
    }

    /** @return in a few words, why it stands where it stands. */
    public String why() {
        return switch (state) {
            case MANUAL -> heldMinor == 0 ? "an advice above its hold: this much was not covered"
                    : reversals > 0 ? "its reversal was not accepted, sent " + times(reversals)
                    : billerId != 0 ? "no word of the biller, " + asked() : "given to a person before a reversal left";
            case UNKNOWN -> "no word of the biller yet, " + asked();
            case REVERSAL_PENDING -> reversals == 0 ? "to be taken back when the link is up"
                    : "to be taken back, reversal sent " + times(reversals);
            default -> "";
        };
    }

    private String asked() {
        return inquiries == 0 ? "not asked" : "asked " + times(inquiries);
    }

    private static String times(final int count) {
        return count == 1 ? "once" : count + " times";
    }
}
