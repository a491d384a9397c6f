package io.ayni.connectors.translate;

import io.ayni.connectors.security.StepUpCodes;
import io.ayni.connectors.security.StepUpPayee;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.BeneficiaryReplyDecoder;
import io.ayni.core.command.EnrolmentReplyDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.member.BeneficiaryKind;
import io.ayni.core.payment.Operation;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An AuthorizeRequest that names who is paid by the id of a saved row, and waits for that row. When there is none it goes
 * to the engine as it is, which declines it under its key like any other. One request's.
 */
public final class SavedPayment {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int EXTERNAL_ACCOUNT = HEADER + AuthorizeRequestEncoder.externalAccountEncodingOffset();
    private static final int SEALED_CARD = HEADER + AuthorizeRequestEncoder.sealedCardEncodingOffset();

    private final UnsafeBuffer command;
    private final AuthorizeRequestEncoder request = new AuthorizeRequestEncoder();
    private final StepUpCodes codes;
    private final StepUpPayee payee = new StepUpPayee();
    private String reference = "";

    /** Keeps a copy of the command, header included, from 0 on. */
    SavedPayment(final DirectBuffer command, final int length, final StepUpCodes codes) {
        this.command = new UnsafeBuffer(new byte[length]);
        this.command.putBytes(0, command, 0, length);
        request.wrap(this.command, HEADER);
        this.codes = codes;
    }

    /** Fills in where the row leads. */
    public void beneficiary(final BeneficiaryReplyDecoder row) {
        reference = row.externalAccount().strip();
        switch (BeneficiaryKind.ofCode(row.kind())) {
            case INTERNAL -> request.creditAccount(AccountNumber.parse(reference));
            case INTERBANK -> {
                request.institution(row.institution());
                putExternalAccount();
            }
            case CARD -> {
                request.cardBin(row.cardBin()).cardLastFour(row.cardLastFour());
                command.putBytes(SEALED_CARD, row.buffer(),
                        row.offset() + BeneficiaryReplyDecoder.sealedCardEncodingOffset(),
                        BeneficiaryReplyDecoder.sealedCardEncodingLength());
            }
            case OWN_CARD -> request.cardToken(row.cardToken());
        }
    }

    /** Fills in who is paid, and under which number. */
    public void service(final EnrolmentReplyDecoder row) {
        reference = row.reference().strip();
        request.billerId(row.billerId());
        putExternalAccount();
    }

    /** @return 0 when it pays no biller. */
    public int billerId() {
        return decoder().billerId();
    }

    /** @return of the member at the biller. */
    public String reference() {
        return reference;
    }

    /**
     * Binds the code to where the payment goes.
     *
     * @param code {@link JsonTranslator#NO_CODE} where nobody confirms it
     * @return the whole command
     */
    public DirectBuffer complete(final int code) {
        if (code == JsonTranslator.NO_CODE) {
            return command;
        }
        final AuthorizeRequestDecoder whole = decoder();
        codes.mac(whole.paymentId(), whole.amountMinor(), whole.currency(), payee(whole), code, request.mac());
        return command;
    }

    private AuthorizeRequestDecoder decoder() {
        return new AuthorizeRequestDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder());
    }

    private void putExternalAccount() {
        command.putStringWithoutLengthAscii(EXTERNAL_ACCOUNT, reference);
    }

    private StepUpPayee payee(final AuthorizeRequestDecoder whole) {
        return switch (Operation.ofCode(whole.operation())) {
            case BILL_PAY, TOP_UP -> payee.biller(whole.billerId(), reference);
            case CARD_PAYMENT -> payee.card(whole.cardToken());
            case CARD_PAYMENT_EXTERNAL -> payee.card((int) whole.cardBin(), whole.cardLastFour());
            case TRANSFER_INTERBANK -> payee.elsewhere(whole.institution(), reference);
            default -> payee.account(whole.creditAccount());
        };
    }
}
