package io.ayni.connectors.channel;

import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.BeneficiaryReplyDecoder;
import io.ayni.core.command.CardReplyDecoder;
import io.ayni.core.command.ContactReplyDecoder;
import io.ayni.core.command.CutoverTakenDecoder;
import io.ayni.core.command.DeferralReplyDecoder;
import io.ayni.core.command.EnrolmentReplyDecoder;
import io.ayni.core.command.LimitReplyDecoder;
import io.ayni.core.command.LinkReplyDecoder;
import io.ayni.core.command.LinkSuspendedDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ScheduleDueDecoder;
import io.ayni.core.command.ScheduleReplyDecoder;
import io.ayni.core.command.WaitingReplyDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries outcomes from the outcome thread to one event loop, and knows who on that loop they are for. The outcome
 * thread calls {@link #offer} and {@link #flush}; everything else belongs to the loop. One wake-up task per batch.
 * <p>
 * Bounded: when the loop does not keep up, the outcome thread waits {@link #MAX_WAIT_MS} once, then drops and counts
 * until there is room again. Dropping is safe: a caller asks again under the same key, a network times out into its
 * reversal.
 */
public final class LoopMailbox {
    static final long MAX_WAIT_MS = 1_000;
    private static final long WAIT_STEP_NS = 20_000;
    private static final int DRAIN_LIMIT = 1_024;
    private static final Logger LOG = LoggerFactory.getLogger(LoopMailbox.class);

    private final int loopIndex;
    private final Executor loop;
    private final LongSupplier nanoTime;
    private final OneToOneRingBuffer ring;
    private final AtomicBoolean wakeUpPending = new AtomicBoolean();
    private final Runnable drainTask = this::drain;
    private final MessageHandler dispatcher = this::dispatch;

    // outcome thread
    private boolean unflushed;
    private boolean stalled;
    private volatile long dropped;

    // event loop
    private final Long2ObjectHashMap<Connection> connections = new Long2ObjectHashMap<>();
    private final Int2ObjectHashMap<Link> links = new Int2ObjectHashMap<>();
    private final ArrayList<Touched> touched = new ArrayList<>();
    private final PaymentReplyDecoder paymentReply = new PaymentReplyDecoder();
    private final AccountReplyDecoder accountReply = new AccountReplyDecoder();
    private final NetworkSendDecoder networkSend = new NetworkSendDecoder();
    private final ScheduleDueDecoder scheduleDue = new ScheduleDueDecoder();
    private final LinkSuspendedDecoder linkSuspended = new LinkSuspendedDecoder();
    private final CutoverTakenDecoder cutoverTaken = new CutoverTakenDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long lastNumber;
    private volatile int openConnections;

    /**
     * @param loopIndex     the part of the connection ids that leads here
     * @param loop          runs tasks on the event loop's one thread
     * @param capacityBytes of outcomes that wait for the loop; rounded up to a power of two
     * @param nodeStartMs   clock at the start of the node, see {@link ConnectionId}
     * @param nanoTime      for the bounded wait
     */
    public LoopMailbox(
            final int loopIndex, final Executor loop, final int capacityBytes, final long nodeStartMs,
            final LongSupplier nanoTime) {
        this.loopIndex = loopIndex;
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.lastNumber = ConnectionId.firstNumber(nodeStartMs);
        final int capacity = BitUtil.findNextPositivePowerOfTwo(capacityBytes);
        this.ring = new OneToOneRingBuffer(new UnsafeBuffer(
                ByteBuffer.allocateDirect(capacity + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    public int loopIndex() {
        return loopIndex;
    }

    // ------------------------------------------------------------------------------------------- outcome thread

    /** Outcome thread. @return whether the message was taken; if not it is dropped and counted. */
    boolean offer(final int templateId, final DirectBuffer message, final int offset, final int length) {
        if (ring.write(templateId, message, offset, length)) {
            unflushed = true;
            stalled = false;
            return true;
        }
        return !stalled && offerWaiting(templateId, message, offset, length) || drop();
    }

    private boolean offerWaiting(final int templateId, final DirectBuffer message, final int offset, final int length) {
        unflushed = true;
        flush();
        final long deadlineNs = nanoTime.getAsLong() + MAX_WAIT_MS * 1_000_000;
        while (nanoTime.getAsLong() - deadlineNs < 0) {
            LockSupport.parkNanos(WAIT_STEP_NS);
            if (ring.write(templateId, message, offset, length)) {
                unflushed = true;
                return true;
            }
        }
        stalled = true;
        return false;
    }

    private boolean drop() {
        dropped++; // one writer
        return false;
    }

    /** Outcome thread: wakes the loop once for all that was offered since the last call. */
    void flush() {
        if (unflushed) {
            unflushed = false;
            wakeUp();
        }
    }

    private void wakeUp() {
        if (!wakeUpPending.getAndSet(true)) {
            try {
                loop.execute(drainTask);
            } catch (final RejectedExecutionException loopHasEnded) {
                wakeUpPending.set(false);
            }
        }
    }

    /** Any thread. @return outcomes that found no room. */
    public long dropped() {
        return dropped;
    }

    /** Any thread. @return bytes that wait for the loop. */
    public int waitingBytes() {
        return ring.size();
    }

    /** Any thread. @return connections open on this loop. */
    public int openConnections() {
        return openConnections;
    }

    // ------------------------------------------------------------------------------------------- event loop

    /** Event loop: registers a connection. @return its id, for the {@code replyTo} of its commands. */
    public long open(final ReplyReceiver receiver) {
        final long connectionId = ConnectionId.of(loopIndex, ++lastNumber);
        connections.put(connectionId, new Connection(receiver));
        openConnections = connections.size();
        return connectionId;
    }

    /** Event loop: answers that still come for this connection are dropped. */
    public void close(final long connectionId) {
        connections.remove(connectionId);
        openConnections = connections.size();
    }

    /** Event loop: what the engine sends to this link comes to this receiver from now on. */
    public void bindLink(final int linkId, final SendReceiver receiver) {
        links.put(linkId, new Link(receiver));
    }

    /** Event loop: what the engine still sends to this link is dropped; the engine's timeout sees to it. */
    public void unbindLink(final int linkId) {
        links.remove(linkId);
    }

    private void drain() {
        wakeUpPending.set(false); // before the read: what is offered after it wakes the loop again
        int count = 0;
        long positionBefore;
        do { // a read ends where the ring wraps
            positionBefore = ring.consumerPosition();
            count += ring.read(dispatcher, DRAIN_LIMIT - count);
        } while (count < DRAIN_LIMIT && ring.consumerPosition() != positionBefore);
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).end();
        }
        touched.clear();
        if (count == DRAIN_LIMIT) {
            wakeUp(); // sockets get their turn between two reads
        }
    }

    private void dispatch(final int templateId, final MutableDirectBuffer buffer, final int offset, final int length) {
        try {
            switch (templateId) {
                case PaymentReplyDecoder.TEMPLATE_ID -> dispatchPaymentReply(buffer, offset);
                case AccountReplyDecoder.TEMPLATE_ID -> dispatchAccountReply(buffer, offset);
                case NetworkSendDecoder.TEMPLATE_ID -> dispatchNetworkSend(buffer, offset);
                case ScheduleDueDecoder.TEMPLATE_ID -> dispatchScheduleDue(buffer, offset);
                case LinkSuspendedDecoder.TEMPLATE_ID -> dispatchLinkSuspended(buffer, offset);
                case CutoverTakenDecoder.TEMPLATE_ID -> dispatchCutoverTaken(buffer, offset);
                case BeneficiaryReplyDecoder.TEMPLATE_ID, EnrolmentReplyDecoder.TEMPLATE_ID,
                     ScheduleReplyDecoder.TEMPLATE_ID, CardReplyDecoder.TEMPLATE_ID, LimitReplyDecoder.TEMPLATE_ID,
                     DeferralReplyDecoder.TEMPLATE_ID, ContactReplyDecoder.TEMPLATE_ID, PageEndDecoder.TEMPLATE_ID,
                     WaitingReplyDecoder.TEMPLATE_ID, LinkReplyDecoder.TEMPLATE_ID, AdminReplyDecoder.TEMPLATE_ID ->
                    dispatchRow(templateId, buffer, offset, length);
                default -> LOG.error("no receiver for template {}", templateId);
            }
        } catch (final RuntimeException e) {
            LOG.error("template {} failed on loop {}", templateId, loopIndex, e);
        }
    }

    private void dispatchPaymentReply(final DirectBuffer buffer, final int offset) {
        paymentReply.wrapAndApplyHeader(buffer, offset, header);
        final Connection connection = connections.get(paymentReply.replyTo().connectionId());
        if (connection != null) {
            touch(connection);
            connection.receiver.onPaymentReply(paymentReply);
        }
    }

    private void dispatchAccountReply(final DirectBuffer buffer, final int offset) {
        accountReply.wrapAndApplyHeader(buffer, offset, header);
        final Connection connection = connections.get(accountReply.replyTo().connectionId());
        if (connection != null) {
            touch(connection);
            connection.receiver.onAccountReply(accountReply);
        }
    }

    private void dispatchRow(
            final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        final Connection connection = connections.get(
                buffer.getLong(offset + OutcomeRouter.CONNECTION_ID_OFFSET, ByteOrder.LITTLE_ENDIAN));
        if (connection != null) {
            touch(connection);
            connection.receiver.onRow(templateId, buffer, offset, length);
        }
    }

    private void dispatchNetworkSend(final DirectBuffer buffer, final int offset) {
        networkSend.wrapAndApplyHeader(buffer, offset, header);
        final Link link = links.get(networkSend.linkId());
        if (link != null) {
            touch(link);
            link.receiver.onNetworkSend(networkSend);
        }
    }

    private void dispatchScheduleDue(final DirectBuffer buffer, final int offset) {
        scheduleDue.wrapAndApplyHeader(buffer, offset, header);
        final Link link = links.get(scheduleDue.linkId());
        if (link != null) {
            touch(link);
            link.receiver.onScheduleDue(scheduleDue);
        }
    }

    private void dispatchLinkSuspended(final DirectBuffer buffer, final int offset) {
        linkSuspended.wrapAndApplyHeader(buffer, offset, header);
        final Link link = links.get(linkSuspended.linkId());
        if (link != null) {
            touch(link);
            link.receiver.onLinkSuspended(linkSuspended.suspensions());
        }
    }

    private void dispatchCutoverTaken(final DirectBuffer buffer, final int offset) {
        cutoverTaken.wrapAndApplyHeader(buffer, offset, header);
        final Link link = links.get(cutoverTaken.linkId());
        if (link != null) {
            touch(link);
            link.receiver.onCutoverTaken(cutoverTaken.settlementDay());
        }
    }

    private void touch(final Touched receiver) {
        if (!receiver.isTouched) {
            receiver.isTouched = true;
            touched.add(receiver);
        }
    }

    private abstract static class Touched {
        private boolean isTouched;

        final void end() {
            isTouched = false;
            try {
                flush();
            } catch (final RuntimeException e) {
                LOG.error("flush failed", e);
            }
        }

        abstract void flush();
    }

    private static final class Connection extends Touched {
        private final ReplyReceiver receiver;

        Connection(final ReplyReceiver receiver) {
            this.receiver = receiver;
        }

        @Override
        void flush() {
            receiver.onRepliesEnd();
        }
    }

    private static final class Link extends Touched {
        private final SendReceiver receiver;

        Link(final SendReceiver receiver) {
            this.receiver = receiver;
        }

        @Override
        void flush() {
            receiver.onSendsEnd();
        }
    }
}
