package io.ayni.core.engine;

import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.member.Beneficiaries;
import io.ayni.core.member.BeneficiaryKind;
import io.ayni.core.payment.Operation;
import io.ayni.core.store.Slab;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whether a payment that names a beneficiary or a service of the member goes where that leads. The edge fills in the
 * parties from the row; the row may have been deleted since, or be another member's.
 */
final class SavedPayees {
    private final EngineState state;
    private final MutableDirectBuffer account = new UnsafeBuffer(new byte[Beneficiaries.ACCOUNT_LENGTH]);

    SavedPayees(final EngineState state) {
        this.state = state;
    }

    /** @param debit account that pays, or {@link Slab#NONE} */
    boolean leadsThere(final AuthorizeRequestDecoder request, final Operation operation, final int debit) {
        if (debit == Slab.NONE) {
            return false;
        }
        final long memberId = state.ledger.memberId(debit);
        return switch (operation) {
            case BILL_PAY, TOP_UP, INTERNAL_PAYMENT -> isService(request, memberId);
            case TRANSFER_INTERNAL -> isBeneficiary(request, memberId, BeneficiaryKind.INTERNAL);
            case TRANSFER_INTERBANK -> isBeneficiary(request, memberId, BeneficiaryKind.INTERBANK);
            case CARD_PAYMENT -> isBeneficiary(request, memberId, BeneficiaryKind.OWN_CARD);
            case CARD_PAYMENT_EXTERNAL -> isBeneficiary(request, memberId, BeneficiaryKind.CARD);
            default -> false;
        };
    }

    private boolean isService(final AuthorizeRequestDecoder request, final long memberId) {
        final int row = state.enrolments.rows().find(memberId, request.savedId());
        return row != Slab.NONE && row == state.enrolments.find(memberId, request.billerId(), request.buffer(),
            externalAccount(request));
    }

    private boolean isBeneficiary(final AuthorizeRequestDecoder request, final long memberId,
        final BeneficiaryKind kind) {
        final Beneficiaries table = state.beneficiaries;
        final int row = table.rows().find(memberId, request.savedId());
        if (row == Slab.NONE || table.kind(row) != kind) {
            return false;
        }
        return switch (kind) {
            case INTERNAL -> {
                table.getAccount(row, account, 0);
                yield MemberChecks.accountDigits(account, 0) == request.creditAccount();
            }
            case INTERBANK -> table.isAccount(row, kind, request.institution(), request.buffer(),
                externalAccount(request));
            case CARD -> table.cardBin(row) == request.cardBin() && table.cardLastFour(row) == request.cardLastFour();
            case OWN_CARD -> table.cardToken(row) == request.cardToken();
        };
    }

    private static int externalAccount(final AuthorizeRequestDecoder request) {
        return request.offset() + AuthorizeRequestDecoder.externalAccountEncodingOffset();
    }
}
