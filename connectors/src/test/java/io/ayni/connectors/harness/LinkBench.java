package io.ayni.connectors.harness;

import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.NodeReceiver;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.BillerAnswerDecoder;
import io.ayni.core.command.Commands;
import io.ayni.core.command.LinkStatusDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkSendEncoder;
import io.ayni.core.command.NetworkSendFailedDecoder;
import io.ayni.core.command.ScheduleBillDecoder;
import io.ayni.core.command.ScheduleDueEncoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.SendKind;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** The switch as a link sees it: outcomes come through a router to a loop, commands are taken down. */
public final class LinkBench implements Ingress, AutoCloseable {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventLoops loops = new EventLoops(1, 1 << 18, System.currentTimeMillis());
    private final OutcomeRouter router = new OutcomeRouter(loops.mailboxes(), new NobodyNode());
    private final UnsafeBuffer outcome = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Map<Integer, LinkState> states = new ConcurrentHashMap<>();
    private final Set<Long> failed = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<UnsafeBuffer> answers = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<UnsafeBuffer> scheduleBills = new LinkedBlockingQueue<>();

    public EventLoops loops() {
        return loops;
    }

    public OutcomeRouter router() {
        return router;
    }

    /** The engine wants a payment, or to know what became of it. */
    public void send(
        final int linkId, final long paymentId, final SendKind kind, final int attempt, final int billerId,
        final String reference, final long amountMinor) {
        final NetworkSendEncoder send = new NetworkSendEncoder().wrapAndApplyHeader(cleared(), 0, header);
        send.linkId(linkId).attempt(attempt).operation((short) Operation.BILL_PAY.code()).currency(840)
            .paymentId(paymentId).amountMinor(amountMinor).kind((short) kind.code()).billerId(billerId)
            .externalAccount(reference);
        hand(HEADER + send.encodedLength());
    }

    /** The engine wants to know what is owed of a schedule. */
    public void scheduleDue(
        final int linkId, final long scheduleId, final int runDay, final int billerId, final String reference) {
        final ScheduleDueEncoder due = new ScheduleDueEncoder().wrapAndApplyHeader(cleared(), 0, header);
        due.linkId(linkId).scheduleId(scheduleId).runDay(runDay).billerId(billerId).reference(reference);
        hand(HEADER + due.encodedLength());
    }

    private UnsafeBuffer cleared() {
        outcome.setMemory(0, outcome.capacity(), (byte) 0);
        return outcome;
    }

    private void hand(final int length) {
        router.onOutcome(outcome, 0, length);
        router.onBatchEnd();
    }

    /** Waits for a report of the link that was not waited for before. */
    public void awaitStatus(final int linkId, final LinkState state) {
        Await.until("link " + linkId + " is " + state, () -> states.remove(linkId, state));
    }

    /** @return whether the engine was told that no byte of it left. */
    public boolean sendFailed(final long paymentId) {
        return failed.contains(paymentId);
    }

    public int answersWaiting() {
        return answers.size();
    }

    /** @return the next answer of a biller. */
    public BillerAnswerDecoder billerAnswer() {
        Await.until("an answer of the biller", () -> !answers.isEmpty());
        return new BillerAnswerDecoder().wrapAndApplyHeader(answers.poll(), 0, new MessageHeaderDecoder());
    }

    /** @return the next answer to a ScheduleDue. */
    public ScheduleBillDecoder scheduleBill() {
        Await.until("a bill for the schedule", () -> !scheduleBills.isEmpty());
        return new ScheduleBillDecoder().wrapAndApplyHeader(scheduleBills.poll(), 0, new MessageHeaderDecoder());
    }

    @Override
    public Result offer(final Lane lane, final DirectBuffer command, final int offset, final int length) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
        copy.putBytes(0, command, offset, length);
        final MessageHeaderDecoder decoded = new MessageHeaderDecoder();
        switch (Commands.templateId(copy, 0)) {
            case LinkStatusDecoder.TEMPLATE_ID -> {
                final LinkStatusDecoder status = new LinkStatusDecoder().wrapAndApplyHeader(copy, 0, decoded);
                states.put(status.linkId(), LinkState.ofCode(status.status()));
            }
            case NetworkSendFailedDecoder.TEMPLATE_ID ->
                failed.add(new NetworkSendFailedDecoder().wrapAndApplyHeader(copy, 0, decoded).paymentId());
            case BillerAnswerDecoder.TEMPLATE_ID -> answers.add(copy);
            case ScheduleBillDecoder.TEMPLATE_ID -> scheduleBills.add(copy);
            default -> throw new AssertionError("no command of a link: " + Commands.templateId(copy, 0));
        }
        return Result.ACCEPTED;
    }

    @Override
    public boolean isPressed() {
        return false;
    }

    @Override
    public void close() {
        loops.close();
    }

    private static final class NobodyNode implements NodeReceiver {
        @Override
        public void onAlarm(final AlarmDecoder alarm) {
            throw new AssertionError("a link raises no alarm");
        }

        @Override
        public void onAdminReply(final AdminReplyDecoder reply) {
            throw new AssertionError("a link administers nothing");
        }
    }
}
