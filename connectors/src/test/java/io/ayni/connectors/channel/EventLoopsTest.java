package io.ayni.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.PaymentReplyEncoder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class EventLoopsTest {
    @Test
    void eachLoopHasItsOwnMailboxAtItsIndex() {
        try (EventLoops loops = new EventLoops(2, 4_096, 0)) {
            assertThat(loops.count()).isEqualTo(2);
            for (int i = 0; i < 2; i++) {
                assertThat(loops.mailboxOf(loops.loop(i))).isSameAs(loops.mailboxes().get(i));
                assertThat(loops.mailboxes().get(i).loopIndex()).isEqualTo(i);
            }
        }
    }

    @Test
    void aNodeHasAtLeastOneLoop() {
        assertThatThrownBy(() -> new EventLoops(0, 4_096, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatReachedTheMailboxesIsHandedOutBeforeTheLoopsEnd() throws InterruptedException {
        final int replies = 3_000;
        final AtomicInteger seen = new AtomicInteger();
        final CountDownLatch opened = new CountDownLatch(1);
        final CountDownLatch busy = new CountDownLatch(1);
        final long[] connectionId = new long[1];
        final EventLoops loops = new EventLoops(1, 1 << 20, 0);
        loops.loop(0).execute(() -> {
            connectionId[0] = loops.mailboxes().getFirst().open(new CountingReceiver(seen));
            opened.countDown();
            awaitUninterruptibly(busy);
        });
        opened.await();
        final OutcomeRouter router = new OutcomeRouter(loops.mailboxes(), null);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final PaymentReplyEncoder reply = new PaymentReplyEncoder().wrapAndApplyHeader(buffer, 0,
                new MessageHeaderEncoder());
        reply.replyTo().connectionId(connectionId[0]).correlationId(1);
        for (int i = 0; i < replies; i++) {
            router.onOutcome(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength());
        }
        router.onBatchEnd();
        busy.countDown();

        loops.close();

        assertThat(loops.mailboxes().getFirst().dropped()).isZero();
        assertThat(seen).hasValue(replies);
    }

    private static void awaitUninterruptibly(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record CountingReceiver(AtomicInteger seen) implements ReplyReceiver {
        @Override
        public void onPaymentReply(final PaymentReplyDecoder reply) {
            seen.incrementAndGet();
        }

        @Override
        public void onAccountReply(final AccountReplyDecoder reply) {
            throw new AssertionError("none was sent");
        }

        @Override
        public void onRepliesEnd() {
            // nothing is gathered
        }
    }
}
