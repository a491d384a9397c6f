package io.ayni.connectors.notify;

import io.ayni.core.command.PaymentReplyDecoder;
import java.util.ArrayDeque;
import java.util.Currency;
import java.util.List;

/**
 * Stands for the member's phone on a machine without one: keeps the last messages in memory, for whoever is on this
 * machine to read. Not for members' money.
 */
public final class DemoInbox implements Notifier {
    /**
     * A message.
     *
     * @param account   packed
     * @param timeMs    of the epoch
     * @param paymentId it is about
     */
    public record Message(long account, long timeMs, long paymentId, String text) {
    }

    private final MemberTexts texts;
    private final int capacity;
    private final ArrayDeque<Message> messages = new ArrayDeque<>();

    /** @param capacity messages kept; the oldest makes room */
    public DemoInbox(final String institution, final Currency currency, final int capacity) {
        this.texts = new MemberTexts(institution, currency);
        this.capacity = capacity;
    }

    @Override
    public void oneTimePassword(final PaymentReplyDecoder reply, final int code) {
        final Message message = new Message(
                reply.debitAccount(), reply.updatedMs(), reply.paymentId(), texts.oneTimePassword(reply, code));
        synchronized (messages) {
            if (messages.size() == capacity) {
                messages.removeFirst();
            }
            messages.addLast(message);
        }
    }

    /** @return the messages of an account, the newest first. */
    public List<Message> of(final long account) {
        synchronized (messages) {
            return messages.reversed().stream().filter(message -> message.account == account).toList();
        }
    }
}
