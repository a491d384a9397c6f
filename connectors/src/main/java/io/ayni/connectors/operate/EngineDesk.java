package io.ayni.connectors.operate;

import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.ReplyReceiver;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.LinkReplyDecoder;
import io.ayni.core.command.MemberQueryEncoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ResolveManualEncoder;
import io.ayni.core.command.WaitingReplyDecoder;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.host.Ingress;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.Resolution;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts an operator's questions and orders to the engine, wherever it runs, and waits for the answers: one at a time, of
 * any thread but an event loop. A question is in no journal, an order is, with whose it is and why.
 */
public final class EngineDesk implements ReplyReceiver {
    /** Bytes of UTF-8 that fit the order. */
    public static final int MAX_NAME_BYTES = ResolveManualEncoder.orderedByLength();
    public static final int MAX_WHY_BYTES = ResolveManualEncoder.whyLength();

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int ROWS_OF_A_PAGE = 30;
    private static final int MAX_ANSWERS = 4 * ROWS_OF_A_PAGE;
    private static final long RETRY_MS = 2;

    /** A row, a PageEnd (as {@link End}) or an {@link AdminResult}, and what it answers. */
    private record Answer(long correlationId, Object content) {
    }

    private record End(long cursor) {
    }

    /**
     * Rows in the order in which the engine found them.
     *
     * @param isWhole whether there are no more
     */
    public record Rows<T>(List<T> rows, boolean isWhole) {
    }

    /** The engine takes nothing now, or did not answer in time. */
    public static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswerException(final String message) {
            super(message);
        }
    }

    private final Ingress ingress;
    private final long connectionId;
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(MAX_ANSWERS);
    private final MutableDirectBuffer command =
            new UnsafeBuffer(new byte[HEADER + Math.max(MemberQueryEncoder.BLOCK_LENGTH, ResolveManualEncoder.BLOCK_LENGTH)]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MemberQueryEncoder query = new MemberQueryEncoder();
    private final ResolveManualEncoder resolve = new ResolveManualEncoder();
    private long lastCorrelation;

    // event loop
    private final MessageHeaderDecoder answerHeader = new MessageHeaderDecoder();
    private final WaitingReplyDecoder waiting = new WaitingReplyDecoder();
    private final LinkReplyDecoder link = new LinkReplyDecoder();
    private final PageEndDecoder pageEnd = new PageEndDecoder();
    private final AdminReplyDecoder admin = new AdminReplyDecoder();

    /** @param loop of the mailbox, over which answers come */
    public EngineDesk(final Ingress ingress, final LoopMailbox mailbox, final Executor loop) {
        this.ingress = ingress;
        this.connectionId = CompletableFuture.supplyAsync(() -> mailbox.open(this), loop).join();
    }

    /**
     * @param manualOnly those that wait for a person; otherwise also those that wait for a network's word
     * @param most       rows at most
     */
    public synchronized Rows<WaitingPayment> waiting(final boolean manualOnly, final int most, final long patienceMs)
            throws NoAnswerException, InterruptedException {
        return rows(manualOnly ? QueryKind.MANUAL_PAYMENTS : QueryKind.WAITING_PAYMENTS, WaitingPayment.class, most, 0,
                patienceMs);
    }

    /** @return every link of the rules in force. */
    public synchronized List<LinkRow> links(final long patienceMs) throws NoAnswerException, InterruptedException {
        return rows(QueryKind.LINKS, LinkRow.class, Integer.MAX_VALUE, 0, patienceMs).rows;
    }

    /** @return empty for a payment that is not there, or not remembered any more. */
    public synchronized Optional<WaitingPayment> payment(final long paymentId, final long patienceMs)
            throws NoAnswerException, InterruptedException {
        return rows(QueryKind.ONE_PAYMENT, WaitingPayment.class, 1, paymentId, patienceMs).rows.stream().findFirst();
    }

    /**
     * Returns when the order is durable.
     *
     * @param orderedBy {@link #MAX_NAME_BYTES} at most
     * @param why       {@link #MAX_WHY_BYTES} at most; no card number
     */
    public synchronized AdminResult resolve(
            final long paymentId, final Resolution resolution, final String orderedBy, final String why,
            final long patienceMs) throws NoAnswerException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        final long correlationId = ++lastCorrelation;
        resolve.wrapAndApplyHeader(command, 0, header)
                .paymentId(paymentId)
                .resolution((short) resolution.code())
                .replyTo().connectionId(connectionId).correlationId(correlationId);
        text(HEADER + ResolveManualEncoder.orderedByEncodingOffset(), MAX_NAME_BYTES, orderedBy);
        text(HEADER + ResolveManualEncoder.whyEncodingOffset(), MAX_WHY_BYTES, why);
        offer(Ingress.Lane.COMPLETION, HEADER + ResolveManualEncoder.BLOCK_LENGTH, deadlineNs);
        return (AdminResult) next(correlationId, deadlineNs);
    }

    private <T> Rows<T> rows(
            final QueryKind kind, final Class<T> type, final int most, final long firstCursor, final long patienceMs)
            throws NoAnswerException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        final List<T> rows = new ArrayList<>();
        long cursor = firstCursor;
        do {
            final long correlationId = ++lastCorrelation;
            query.wrapAndApplyHeader(command, 0, header)
                    .peerId(0).kind((short) kind.code()).operation((short) 0)
                    .maxRows(Math.min(ROWS_OF_A_PAGE, most - rows.size()))
                    .memberId(0).account(0).fromMs(0).toMs(0).cursor(cursor).amountMinor(0).instalments(0)
                    .method((short) 0).cardToken(0)
                    .replyTo().connectionId(connectionId).correlationId(correlationId);
            offer(Ingress.Lane.REQUEST, HEADER + MemberQueryEncoder.BLOCK_LENGTH, deadlineNs);
            Object answer = next(correlationId, deadlineNs);
            while (!(answer instanceof End)) {
                rows.add(type.cast(answer));
                answer = next(correlationId, deadlineNs);
            }
            cursor = ((End) answer).cursor;
        } while (cursor != 0 && rows.size() < most);
        return new Rows<>(rows, cursor == 0);
    }

    private void text(final int at, final int capacity, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        command.setMemory(at, capacity, (byte) 0);
        command.putBytes(at, bytes, 0, Math.min(bytes.length, capacity));
    }

    private void offer(final Ingress.Lane lane, final int length, final long deadlineNs)
            throws NoAnswerException, InterruptedException {
        while (ingress.offer(lane, command, 0, length) != Ingress.Result.ACCEPTED) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new NoAnswerException("the switch takes no commands now");
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        }
    }

    /** What answers an earlier question, given up, is passed over. */
    private Object next(final long correlationId, final long deadlineNs)
            throws NoAnswerException, InterruptedException {
        while (true) {
            final Answer answer = answers.poll(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                throw new NoAnswerException("the switch did not answer in time; is the disk of the journal stuck?");
            }
            if (answer.correlationId == correlationId) {
                return answer.content;
            }
        }
    }

    @Override
    public void onRow(final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        switch (templateId) {
            case WaitingReplyDecoder.TEMPLATE_ID -> {
                waiting.wrapAndApplyHeader(buffer, offset, answerHeader);
                answers.offer(new Answer(waiting.replyTo().correlationId(), WaitingPayment.of(waiting)));
            }
            case LinkReplyDecoder.TEMPLATE_ID -> {
                link.wrapAndApplyHeader(buffer, offset, answerHeader);
                answers.offer(new Answer(link.replyTo().correlationId(), LinkRow.of(link)));
            }
            case PageEndDecoder.TEMPLATE_ID -> {
                pageEnd.wrapAndApplyHeader(buffer, offset, answerHeader);
                answers.offer(new Answer(pageEnd.replyTo().correlationId(), new End(pageEnd.cursor())));
            }
            case AdminReplyDecoder.TEMPLATE_ID -> {
                admin.wrapAndApplyHeader(buffer, offset, answerHeader);
                answers.offer(new Answer(admin.replyTo().correlationId(), AdminResult.ofCode(admin.result())));
            }
            default -> throw new IllegalStateException("template " + templateId + " was not asked for");
        }
    }

    @Override
    public void onPaymentReply(final PaymentReplyDecoder reply) {
        throw new IllegalStateException("not asked for");
    }

    @Override
    public void onAccountReply(final AccountReplyDecoder reply) {
        throw new IllegalStateException("not asked for");
    }

    @Override
    public void onRepliesEnd() {
        // no socket to flush
    }
}
