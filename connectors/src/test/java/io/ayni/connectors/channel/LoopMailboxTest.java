package io.ayni.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.AccountReplyEncoder;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AdminReplyEncoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.AlarmEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.NetworkSendEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.PaymentReplyEncoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class LoopMailboxTest {
    private static final long NODE_START_MS = 1_763_700_000_000L;
    private static final int CAPACITY = 4_096;

    private final ArrayDeque<Runnable> loop0 = new ArrayDeque<>();
    private final ArrayDeque<Runnable> loop1 = new ArrayDeque<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final LoopMailbox mailbox0 = new LoopMailbox(0, loop0::add, CAPACITY, NODE_START_MS, () ->
            nanoTime.getAndAdd(100_000_000));
    private final LoopMailbox mailbox1 = new LoopMailbox(1, loop1::add, CAPACITY, NODE_START_MS, nanoTime::get);
    private final Node node = new Node();
    private final OutcomeRouter router = new OutcomeRouter(List.of(mailbox0, mailbox1), node);
    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void aReplyReachesItsConnectionOnTheLoopThatItsIdNames() {
        final Caller caller0 = new Caller();
        final Caller caller1 = new Caller();
        final long id0 = mailbox0.open(caller0);
        final long id1 = mailbox1.open(caller1);

        paymentReply(id1, 7);
        accountReply(id0, 8);
        router.onBatchEnd();
        run(loop0);
        run(loop1);

        assertThat(caller1.seen).containsExactly("payment 7", "end");
        assertThat(caller0.seen).containsExactly("account 8", "end");
    }

    @Test
    void oneBatchWakesALoopOnceAndEndsOnceForEachConnection() {
        final Caller caller = new Caller();
        final long id = mailbox0.open(caller);

        for (int i = 1; i <= 3; i++) {
            paymentReply(id, i);
        }
        assertThat(loop0).as("nothing before the batch ends").isEmpty();
        router.onBatchEnd();
        paymentReply(id, 4);
        router.onBatchEnd();

        assertThat(loop0).hasSize(1);
        assertThat(loop1).isEmpty();
        run(loop0);
        assertThat(caller.seen).containsExactly("payment 1", "payment 2", "payment 3", "payment 4", "end");
    }

    @Test
    void aReplyForAClosedConnectionOrForNobodyIsDropped() {
        final Caller caller = new Caller();
        final long id = mailbox0.open(caller);
        mailbox0.close(id);
        final Caller next = new Caller();
        assertThat(mailbox0.open(next)).isNotEqualTo(id);

        paymentReply(id, 1);
        paymentReply(ConnectionId.NOBODY, 2);
        router.onBatchEnd();
        run(loop0);

        assertThat(caller.seen).isEmpty();
        assertThat(next.seen).isEmpty();
        assertThat(mailbox0.openConnections()).isEqualTo(1);
    }

    @Test
    void aConnectionOfAnEarlierRunIsNoConnectionOfThisOne() {
        final LoopMailbox later = new LoopMailbox(0, loop0::add, CAPACITY, NODE_START_MS + 1_000, nanoTime::get);

        final long before = mailbox0.open(new Caller());

        assertThat(later.open(new Caller())).isNotEqualTo(before);
    }

    @Test
    void aSendGoesToTheLoopOfItsLink() {
        final Link link = new Link();
        router.assignLink(3, mailbox1);
        mailbox1.bindLink(3, link);

        networkSend(3, 99);
        networkSend(4, 100);
        router.onBatchEnd();
        run(loop1);

        assertThat(link.seen).containsExactly("send 99", "end");
        assertThat(router.unroutable()).as("link 4 is assigned to no loop").isEqualTo(1);
    }

    @Test
    void alarmsAndAdministrationGoToTheNodeAtOnce() {
        router.onOutcome(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH
                + new AlarmEncoder().wrapAndApplyHeader(buffer, 0, header).linkId(5).encodedLength());
        final AdminReplyEncoder reply = new AdminReplyEncoder().wrapAndApplyHeader(buffer, 0, header);
        reply.result((short) 2).replyTo().connectionId(ConnectionId.NOBODY);
        router.onOutcome(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength());

        assertThat(node.seen).containsExactly("alarm 5", "admin 2");
    }

    @Test
    void aFullMailboxWaitsOnceThenDropsAndCountsUntilThereIsRoom() {
        final Caller caller = new Caller();
        final long id = mailbox0.open(caller);
        int fitting = 0;
        while (mailbox0.dropped() == 0) {
            paymentReply(id, ++fitting);
        }
        fitting--;
        final long afterTheWait = nanoTime.get();
        assertThat(afterTheWait).as("waited the bound").isGreaterThanOrEqualTo(LoopMailbox.MAX_WAIT_MS * 1_000_000);

        paymentReply(id, 1_000);

        assertThat(nanoTime.get()).as("no second wait").isEqualTo(afterTheWait);
        assertThat(mailbox0.dropped()).isEqualTo(2);
        assertThat(loop0).as("the loop was woken before the wait").hasSize(1);
        run(loop0);
        assertThat(caller.seen).hasSize(fitting + 1).doesNotContain("payment 1000");

        paymentReply(id, 2_000);
        router.onBatchEnd();
        run(loop0);
        assertThat(caller.seen).contains("payment 2000");
    }

    @Test
    void aReceiverThatFailsDoesNotStopTheOthers() {
        final Caller good = new Caller();
        final long bad = mailbox0.open(new Caller() {
            @Override
            public void onPaymentReply(final PaymentReplyDecoder reply) {
                throw new IllegalStateException("planted");
            }
        });
        final long id = mailbox0.open(good);

        paymentReply(bad, 1);
        paymentReply(id, 2);
        router.onBatchEnd();
        run(loop0);

        assertThat(good.seen).containsExactly("payment 2", "end");
    }

    private static void run(final ArrayDeque<Runnable> loop) {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    private void paymentReply(final long connectionId, final long correlationId) {
        final PaymentReplyEncoder reply = new PaymentReplyEncoder().wrapAndApplyHeader(buffer, 0, header);
        reply.replyTo().connectionId(connectionId).correlationId(correlationId);
        router.onOutcome(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength());
    }

    private void accountReply(final long connectionId, final long correlationId) {
        final AccountReplyEncoder reply = new AccountReplyEncoder().wrapAndApplyHeader(buffer, 0, header);
        reply.replyTo().connectionId(connectionId).correlationId(correlationId);
        router.onOutcome(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength());
    }

    private void networkSend(final int linkId, final long paymentId) {
        final NetworkSendEncoder send = new NetworkSendEncoder().wrapAndApplyHeader(buffer, 0, header);
        send.linkId(linkId).paymentId(paymentId);
        router.onOutcome(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + send.encodedLength());
    }

    private static class Caller implements ReplyReceiver {
        final List<String> seen = new ArrayList<>();

        @Override
        public void onPaymentReply(final PaymentReplyDecoder reply) {
            seen.add("payment " + reply.replyTo().correlationId());
        }

        @Override
        public void onAccountReply(final AccountReplyDecoder reply) {
            seen.add("account " + reply.replyTo().correlationId());
        }

        @Override
        public void onRepliesEnd() {
            seen.add("end");
        }
    }

    private static final class Link implements SendReceiver {
        final List<String> seen = new ArrayList<>();

        @Override
        public void onNetworkSend(final NetworkSendDecoder send) {
            seen.add("send " + send.paymentId());
        }

        @Override
        public void onSendsEnd() {
            seen.add("end");
        }
    }

    private static final class Node implements NodeReceiver {
        final List<String> seen = new ArrayList<>();

        @Override
        public void onAlarm(final AlarmDecoder alarm) {
            seen.add("alarm " + alarm.linkId());
        }

        @Override
        public void onAdminReply(final AdminReplyDecoder reply) {
            seen.add("admin " + reply.result());
        }
    }
}
