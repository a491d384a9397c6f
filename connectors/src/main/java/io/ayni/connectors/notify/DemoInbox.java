package io.ayni.connectors.notify;

import io.ayni.core.command.MemberNoticeDecoder;
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
     * @param account   packed; 0 about none
     * @param timeMs    of the epoch
     * @param paymentId it is about; 0 none
     */
    public record Message(long memberId, long account, long timeMs, long paymentId, String text) {
    }

    private final MemberTexts texts;
    private final int capacity;
    private final ArrayDeque<Message> messages = new ArrayDeque<>();

    /** @param capacity messages kept; the oldest makes room */
    public DemoInbox(final MemberTexts texts, final int capacity) {
        this.texts = texts;
        this.capacity = capacity;
    }

    /** With numbers for names. */
    public DemoInbox(final String institution, final Currency currency, final int capacity) {
        this(new MemberTexts(institution, currency, PayeeNames.NONE), capacity);
    }

    @Override
    public void oneTimePassword(final PaymentReplyDecoder reply, final int code) {
        add(texts.oneTimePassword(reply, code));
    }

    @Override
    public void notice(final MemberNoticeDecoder notice, final long nowMs) {
        add(texts.notice(notice, nowMs));
    }

    private void add(final Letter letter) {
        final Message message = new Message(
                letter.memberId(), letter.account(), letter.timeMs(), letter.paymentId(), letter.text());
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

    /** @return the messages of a member, the newest first. */
    public List<Message> ofMember(final long memberId) {
        synchronized (messages) {
            return messages.reversed().stream().filter(message -> message.memberId == memberId).toList();
        }
    }
}
