package io.ayni.connectors.launch;

import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.ReplyReceiver;
import io.ayni.connectors.notify.Contact;
import io.ayni.connectors.notify.ContactBook;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.ContactReplyDecoder;
import io.ayni.core.command.MemberQueryEncoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.member.QueryKind;
import io.netty.channel.EventLoop;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Asks the engine how a member is reached, one question at a time, over an event loop's mailbox. One thread asks. */
final class EngineContacts implements ContactBook, ReplyReceiver {
    private static final long PATIENCE_MS = 5_000;
    private static final long RETRY_MS = 5;
    private static final int ONE_ROW = 1;

    private record Answer(long correlationId, Contact contact) {
    }

    private final Supplier<Ingress> ingress;
    private final long connectionId;
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(16);
    private final UnsafeBuffer command = new UnsafeBuffer(
            new byte[MessageHeaderEncoder.ENCODED_LENGTH + MemberQueryEncoder.BLOCK_LENGTH]);
    private final MemberQueryEncoder query = new MemberQueryEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long lastCorrelation;

    // event loop
    private final ContactReplyDecoder reply = new ContactReplyDecoder();
    private final MessageHeaderDecoder replyHeader = new MessageHeaderDecoder();

    EngineContacts(final Supplier<Ingress> ingress, final LoopMailbox mailbox, final EventLoop loop) {
        this.ingress = ingress;
        this.connectionId = loop.submit(() -> mailbox.open(this)).syncUninterruptibly().getNow();
    }

    @Override
    public Contact find(final long memberId) throws InterruptedException {
        final long correlationId = ++lastCorrelation;
        query.wrapAndApplyHeader(command, 0, header);
        query.replyTo().connectionId(connectionId).correlationId(correlationId);
        query.kind((short) QueryKind.CONTACT.code()).memberId(memberId).maxRows(ONE_ROW);
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (ingress.get().offer(Ingress.Lane.REQUEST, command, 0, command.capacity()) != Ingress.Result.ACCEPTED) {
            if (System.nanoTime() - deadlineNs > 0) {
                return null;
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        }
        while (true) {
            final Answer answer = answers.poll(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer == null || answer.correlationId == correlationId) {
                return answer == null ? null : answer.contact;
            }
        }
    }

    @Override
    public void onRow(final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        if (templateId == ContactReplyDecoder.TEMPLATE_ID) {
            reply.wrapAndApplyHeader(buffer, offset, replyHeader);
            answers.offer(new Answer(reply.replyTo().correlationId(), reply.found() == 0
                    ? null : new Contact(text(reply.name()), text(reply.phone()), text(reply.email()))));
        }
    }

    private static String text(final String padded) {
        return padded.replace('\0', ' ').strip();
    }

    @Override
    public void onPaymentReply(final PaymentReplyDecoder ignored) {
        // not asked for
    }

    @Override
    public void onAccountReply(final AccountReplyDecoder ignored) {
        // not asked for
    }

    @Override
    public void onRepliesEnd() {
        // no socket to flush
    }
}
