package io.ayni.core.host.cluster;

import io.ayni.core.command.AccountQueryEncoder;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.Commands;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.engine.TestCooperative;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.BitSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Payments of one cent from Ana to Luis at a rate, each under a key of its own; knows which were acknowledged. */
final class TestLoad implements OutcomeSink {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[HEADER + AuthorizeRequestEncoder.BLOCK_LENGTH]);
    private final AuthorizeRequestEncoder request = new AuthorizeRequestEncoder();
    private final PaymentReplyDecoder reply = new PaymentReplyDecoder();
    private final AccountReplyDecoder account = new AccountReplyDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BlockingQueue<Long> balances = new LinkedBlockingQueue<>();
    private final BitSet acknowledged = new BitSet();
    final BlockingQueue<String> problems = new LinkedBlockingQueue<>();
    private int offered;
    private volatile int answers;
    private long lastAnswerNs;
    private long longestSilenceNs;

    /** Offers so many payments, so many each second, and waits for the ring when it is full. */
    void run(final Ingress ingress, final int payments, final int perSecond) {
        final long startNs = System.nanoTime();
        for (int i = 0; i < payments; i++) {
            final long dueNs = startNs + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < dueNs) {
                LockSupport.parkNanos(Math.min(1_000_000, dueNs - System.nanoTime()));
            }
            encode(++offered);
            offer(ingress, buffer, buffer.capacity());
        }
    }

    private void encode(final int id) {
        request.wrapAndApplyHeader(buffer, 0, headerEncoder).paymentId(id).bodyHash(id).peerId(TestCooperative.CHANNEL)
            .operation((short) Operation.TRANSFER_INTERNAL.code()).messageClass((short) 2)
            .currency(TestCooperative.USD).amountMinor(1).debitAccount(TestCooperative.ANA)
            .creditAccount(TestCooperative.LUIS).cardBin(0).cardLastFour(0).institution(0)
            .externalAccount("                            ").billerId(0).owedMinor(0).cardToken(0);
        request.key().high(9).low(id);
        request.card().high(0).low(0);
        request.replyTo().connectionId(1L << 48 | 5).correlationId(id);
    }

    private static void offer(final Ingress ingress, final DirectBuffer command, final int length) {
        while (ingress.offer(Ingress.Lane.REQUEST, command, 0, length) != Ingress.Result.ACCEPTED) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Asks through the log, so all that was committed before is in it. */
    long balanceMinor(final Ingress ingress, final long number) throws InterruptedException {
        final UnsafeBuffer query = new UnsafeBuffer(new byte[HEADER + AccountQueryEncoder.BLOCK_LENGTH]);
        final AccountQueryEncoder encoder =
            new AccountQueryEncoder().wrapAndApplyHeader(query, 0, new MessageHeaderEncoder());
        encoder.account(number).peerId(TestCooperative.CHANNEL).replyTo().connectionId(1).correlationId(1);
        balances.clear();
        offer(ingress, query, query.capacity());
        final Long balance = balances.poll(20, TimeUnit.SECONDS);
        if (balance == null) {
            throw new AssertionError("the cluster does not answer");
        }
        return balance;
    }

    void awaitAnswers() throws InterruptedException {
        final long deadline = System.nanoTime() + 30_000_000_000L;
        while (answers < offered) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(answers + " answers to " + offered + " payments; " + problems);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** What a test does in the middle of the load. */
    interface Blow {
        void strike() throws Exception;
    }

    /** @return a thread that strikes once so many were answered. */
    Thread whenAnswered(final int count, final Blow blow) {
        return Thread.ofPlatform().start(() -> {
            while (answers < count) {
                LockSupport.parkNanos(1_000_000);
            }
            try {
                blow.strike();
            } catch (final Exception e) {
                problems.add("the blow failed: " + e);
            }
        });
    }

    int offered() {
        return offered;
    }

    int answers() {
        return answers;
    }

    /** @return since the last call. */
    synchronized long longestSilenceMs() {
        final long longest = longestSilenceNs;
        longestSilenceNs = 0;
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    @Override
    public synchronized void onOutcome(final DirectBuffer bytes, final int offset, final int length) {
        final int template = Commands.templateId(bytes, offset);
        if (template == AccountReplyDecoder.TEMPLATE_ID) {
            balances.add(account.wrapAndApplyHeader(bytes, offset, header).ledgerMinor());
        } else if (template == PaymentReplyDecoder.TEMPLATE_ID) {
            reply.wrapAndApplyHeader(bytes, offset, header);
            final int id = (int) reply.replyTo().correlationId();
            if (reply.state() != PaymentState.POSTED.code() || reply.replyTo().connectionId() != (1L << 48 | 5)
                || acknowledged.get(id)) {
                problems.add("payment " + id + ": " + reply);
            }
            acknowledged.set(id);
            final long nowNs = System.nanoTime();
            longestSilenceNs = Math.max(longestSilenceNs, lastAnswerNs == 0 ? 0 : nowNs - lastAnswerNs);
            lastAnswerNs = nowNs;
            answers++;
        }
    }

    @Override
    public void onBatchEnd() {
        // nothing is gathered
    }
}
