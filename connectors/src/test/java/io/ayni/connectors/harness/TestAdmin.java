package io.ayni.connectors.harness;

import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.ReplyReceiver;
import io.ayni.connectors.security.CardHash;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AccountQueryEncoder;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentQueryEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.PutAccountEncoder;
import io.ayni.core.command.PutCardEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.host.Ingress;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.ledger.Signature;
import io.ayni.core.payment.PaymentState;
import io.netty.channel.EventLoop;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Opens accounts and reads them, past every channel. Any thread. */
public final class TestAdmin {
    /** An account as the engine tells it. */
    public record Account(boolean found, long ledgerMinor, long heldMinor, long availableMinor) {
    }

    /** A payment as the engine tells it. */
    public record Payment(PaymentState state, String responseCode, long amountMinor, int reversals) {
    }

    private static final int USD = 840;
    private static final int ANY_PEER = 0;

    private final Ingress ingress;
    private final long connectionId;
    private final AtomicLong lastCorrelation = new AtomicLong();
    private final Map<Long, CompletableFuture<Account>> accounts = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Payment>> payments = new ConcurrentHashMap<>();

    TestAdmin(final Ingress ingress, final LoopMailbox mailbox, final EventLoop loop) {
        this.ingress = ingress;
        this.connectionId = loop.submit(() -> mailbox.open(new Replies())).syncUninterruptibly().getNow();
    }

    /** Opens a savings account in US dollars. */
    public TestAdmin open(final String account, final long memberId, final long openingBalanceMinor) {
        final UnsafeBuffer buffer = command();
        final PutAccountEncoder put = new PutAccountEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        put.replyTo().connectionId(0).correlationId(0);
        put.account(AccountNumber.parse(account)).memberId(memberId).currency(USD)
            .kind((short) AccountKind.SAVINGS.code()).status((short) AccountStatus.ACTIVE.code())
            .signature((short) Signature.SINGLE.code()).authorisedLineMinor(0).openingBalanceMinor(openingBalanceMinor);
        offer(buffer, put.encodedLength());
        return this;
    }

    /** Issues a debit card of an account. */
    public TestAdmin card(final String pan, final String account) {
        final UnsafeBuffer buffer = command();
        final PutCardEncoder put = new PutCardEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        put.replyTo().connectionId(0).correlationId(0);
        final byte[] digits = pan.getBytes(StandardCharsets.US_ASCII);
        final CardHash hash = new CardHash(EdgeKeys.ofSecret(new byte[32]));
        hash.hash(new UnsafeBuffer(digits), 0, digits.length, put.card());
        put.kind((short) CardKind.DEBIT.code()).token(0);
        put.account(AccountNumber.parse(account)).cardBin(hash.bin()).cardLastFour(hash.lastFour())
            .status((short) AccountStatus.ACTIVE.code());
        offer(buffer, put.encodedLength());
        return this;
    }

    public Account account(final String account) {
        final UnsafeBuffer buffer = command();
        final long correlationId = lastCorrelation.incrementAndGet();
        final CompletableFuture<Account> answer = new CompletableFuture<>();
        accounts.put(correlationId, answer);
        final AccountQueryEncoder query =
            new AccountQueryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        query.replyTo().connectionId(connectionId).correlationId(correlationId);
        query.account(AccountNumber.parse(account)).peerId(ANY_PEER);
        offer(buffer, query.encodedLength());
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    public Payment payment(final long paymentId, final int peerId) {
        final UnsafeBuffer buffer = command();
        final long correlationId = lastCorrelation.incrementAndGet();
        final CompletableFuture<Payment> answer = new CompletableFuture<>();
        payments.put(correlationId, answer);
        final PaymentQueryEncoder query =
            new PaymentQueryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        query.replyTo().connectionId(connectionId).correlationId(correlationId);
        query.paymentId(paymentId).peerId(peerId);
        offer(buffer, query.encodedLength());
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static UnsafeBuffer command() {
        return new UnsafeBuffer(new byte[512]);
    }

    private void offer(final UnsafeBuffer buffer, final int blockLength) {
        Await.until("room in the ring", () -> ingress.offer(Ingress.Lane.COMPLETION, buffer, 0,
            MessageHeaderEncoder.ENCODED_LENGTH + blockLength) == Ingress.Result.ACCEPTED);
    }

    private final class Replies implements ReplyReceiver {
        @Override
        public void onPaymentReply(final PaymentReplyDecoder reply) {
            payments.remove(reply.replyTo().correlationId()).complete(new Payment(PaymentState.ofCode(reply.state()),
                ResponseCode.format(reply.responseCode()), reply.amountMinor(), reply.reversals()));
        }

        @Override
        public void onAccountReply(final AccountReplyDecoder reply) {
            accounts.remove(reply.replyTo().correlationId()).complete(new Account(reply.found() == 1,
                reply.ledgerMinor(), reply.heldMinor(), reply.availableMinor()));
        }

        @Override
        public void onRepliesEnd() {
            // nothing to flush
        }
    }
}
