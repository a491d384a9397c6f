package io.ayni.perf.micro;

import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.payment.Operation;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An internal transfer as a command, written over and over into one buffer: new payment, new key, random accounts. */
final class TransferCommand {
    private static final short FINANCIAL = 2;
    private static final long AMOUNT_MINOR = 100;

    private final AuthorizeRequestEncoder request = new AuthorizeRequestEncoder();
    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final int accounts;
    private final AccountPicker picker = new AccountPicker();
    private long paymentId;

    TransferCommand(final int accounts) {
        this.accounts = accounts;
        request.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        request.bodyHash(1)
            .peerId(1)
            .operation((short) Operation.TRANSFER_INTERNAL.code())
            .messageClass(FINANCIAL)
            .currency(Cooperative.CURRENCY)
            .amountMinor(AMOUNT_MINOR);
    }

    /** The next transfer, in {@link #buffer} from 0 on. */
    void next() {
        picker.next(accounts);
        write();
    }

    /** As {@link #next}, out of a given account. */
    void nextFrom(final int debit) {
        picker.nextCredit(accounts, debit);
        write();
    }

    private void write() {
        paymentId++;
        request.replyTo().connectionId(1).correlationId(paymentId);
        request.paymentId(paymentId);
        request.key().high(paymentId).low(~paymentId);
        request.debitAccount(Cooperative.FIRST_ACCOUNT + picker.debit());
        request.creditAccount(Cooperative.FIRST_ACCOUNT + picker.credit());
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int length() {
        return MessageHeaderEncoder.ENCODED_LENGTH + request.encodedLength();
    }
}
