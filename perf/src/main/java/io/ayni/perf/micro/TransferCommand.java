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
    /** Knuth's 64-bit linear congruential generator: random enough to miss the caches, and a multiplication. */
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
    private static final long INCREMENT = 1_442_695_040_888_963_407L;

    private final AuthorizeRequestEncoder request = new AuthorizeRequestEncoder();
    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final int accounts;
    private long random = 1;
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
        nextFrom(nextBelow(accounts));
    }

    /** As {@link #next}, out of a given account. */
    void nextFrom(final int debit) {
        paymentId++;
        final int other = nextBelow(accounts - 1);
        request.replyTo().connectionId(1).correlationId(paymentId);
        request.paymentId(paymentId);
        request.key().high(paymentId).low(random);
        request.debitAccount(Cooperative.FIRST_ACCOUNT + debit);
        request.creditAccount(Cooperative.FIRST_ACCOUNT + (other < debit ? other : other + 1));
    }

    private int nextBelow(final int bound) {
        random = random * MULTIPLIER + INCREMENT;
        return (int) ((random >>> 33) * bound >>> 31);
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int length() {
        return MessageHeaderEncoder.ENCODED_LENGTH + request.encodedLength();
    }
}
