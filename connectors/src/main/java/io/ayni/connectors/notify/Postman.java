package io.ayni.connectors.notify;

import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Brings messages to members, off the event loops and off the outcome thread:
 * <pre>
 * loops, outcome thread → queue → ayni-notify: asks where the member is reached → queue of each way → its own thread
 * </pre>
 * so that a mail server that does not answer holds up no text message. All queues are bounded; what finds no room is
 * dropped and counted, as is what comes too late: a member asks for another password.
 */
public final class Postman implements Notifier, AutoCloseable {
    private static final long CLOSE_MS = 2_000;

    private final MemberTexts texts;
    private final ContactBook contacts;
    private final LongSupplier nowMs;
    private final BlockingQueue<Letter> incoming;
    private final List<Route> routes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder unknownMembers = new LongAdder();

    private record Addressed(Letter letter, Contact contact) {
    }

    /** Messages that left on one way, for metrics. */
    public record Count(String way, String result, long messages) {
    }

    /** One way and how often it is tried. */
    public record Tried(MessageWay way, int tries) {
    }

    /**
     * @param retryMs  before the second try; doubles
     * @param capacity of each queue, in messages
     * @param nowMs    of the epoch
     */
    public Postman(
            final MemberTexts texts, final ContactBook contacts, final List<Tried> ways,
            final long retryMs, final int capacity, final LongSupplier nowMs) {
        this.texts = texts;
        this.contacts = contacts;
        this.nowMs = nowMs;
        this.incoming = new ArrayBlockingQueue<>(capacity);
        ways.forEach(each -> routes.add(new Route(each.way, each.tries, retryMs, capacity)));
        routes.forEach(route -> start("ayni-notify-" + route.way.name(), route));
        start("ayni-notify", this::address);
    }

    @Override
    public void oneTimePassword(final PaymentReplyDecoder reply, final int code) {
        take(texts.oneTimePassword(reply, code));
    }

    @Override
    public void notice(final MemberNoticeDecoder notice, final long now) {
        take(texts.notice(notice, now));
    }

    private void take(final Letter letter) {
        if (!incoming.offer(letter)) {
            dropped.increment();
        }
    }

    /** Any thread. @return messages that found no room. */
    public long dropped() {
        return dropped.sum();
    }

    /** Any thread. @return what became of messages so far. */
    public List<Count> counts() {
        final List<Count> counts = new ArrayList<>();
        counts.add(new Count("all", "dropped", dropped.sum()));
        counts.add(new Count("all", "unknown_member", unknownMembers.sum()));
        for (final Route route : routes) {
            final String way = route.way.name();
            counts.add(new Count(way, "delivered", route.delivered.sum()));
            counts.add(new Count(way, "no_address", route.withoutAddress.sum()));
            counts.add(new Count(way, "refused", route.refused.sum()));
            counts.add(new Count(way, "given_up", route.givenUp.sum()));
        }
        return counts;
    }

    /** Any thread. @return messages that came to this, as {@link #counts} names it. */
    public long messages(final String way, final String result) {
        return counts().stream().filter(each -> each.way.equals(way) && each.result.equals(result))
                .mapToLong(Count::messages).sum();
    }

    private void start(final String name, final Loop loop) {
        final Thread thread = new Thread(() -> {
            try {
                while (true) {
                    loop.next();
                }
            } catch (final InterruptedException e) {
                // closed
            }
        }, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @FunctionalInterface
    private interface Loop {
        void next() throws InterruptedException;
    }

    private void address() throws InterruptedException {
        final Letter letter = incoming.take();
        final Contact contact = contacts.find(letter.memberId());
        if (contact == null) {
            unknownMembers.increment();
            return;
        }
        for (final Route route : routes) {
            if (!route.waiting.offer(new Addressed(letter, contact))) {
                dropped.increment();
            }
        }
    }

    /** One way, with the messages that wait for it. */
    private final class Route implements Loop {
        private final MessageWay way;
        private final int tries;
        private final long retryMs;
        private final BlockingQueue<Addressed> waiting;
        private final LongAdder delivered = new LongAdder();
        private final LongAdder withoutAddress = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final LongAdder givenUp = new LongAdder();

        Route(final MessageWay way, final int tries, final long retryMs, final int capacity) {
            this.way = way;
            this.tries = tries;
            this.retryMs = retryMs;
            this.waiting = new ArrayBlockingQueue<>(capacity);
        }

        @Override
        public void next() throws InterruptedException {
            final Addressed next = waiting.take();
            switch (deliver(next)) {
                case DELIVERED -> delivered.increment();
                case NO_ADDRESS -> withoutAddress.increment();
                case REFUSED -> refused.increment();
                case TRY_AGAIN -> givenUp.increment();
            }
        }

        /** Tries a few times, each wait twice the one before, as long as the message is of use. */
        private MessageWay.Result deliver(final Addressed next) throws InterruptedException {
            long waitMs = retryMs;
            for (int tried = 1;; tried++) {
                if (nowMs.getAsLong() >= next.letter.deadlineMs()) {
                    return MessageWay.Result.TRY_AGAIN;
                }
                final MessageWay.Result result = way.deliver(next.letter, next.contact);
                if (result != MessageWay.Result.TRY_AGAIN || tried == tries) {
                    return result;
                }
                TimeUnit.MILLISECONDS.sleep(waitMs);
                waitMs *= 2;
            }
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (final Thread thread : threads) {
                thread.join(CLOSE_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
