package io.ayni.core.host.cluster;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.LinkHolder;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * A gateway's way into the cluster: any thread offers, one thread sends to whoever leads and hands on what comes back.
 * <pre>
 *   any thread ──offer──▶ queue ──▶ ayni-cluster: number, keep, send ──UDP──▶ leader
 *   OutcomeSink ◀─────────────────  ayni-cluster: match, hand on     ◀──UDP── leader
 * </pre>
 * A command is kept until its answer came (or, for what wants none, until it is in the log). When another member leads,
 * what is kept is sent again, in its order, before anything new: the engine knows keys it has seen, so nothing has its
 * effect twice, and every caller gets one answer. While nobody leads, commands wait in the queue; when it is full,
 * {@link #offer} says so.
 */
public final class ClusterIngress implements Ingress, AutoCloseable {
    private static final int COMMAND = 1;
    private static final int REFUSED_PERCENT = 95;
    private static final int PRESSED_PERCENT = 80;
    private static final int PERCENT = 100;

    private final ClusterIngressContext context;
    private final ManyToOneRingBuffer queue = new ManyToOneRingBuffer(new UnsafeBuffer(
        ByteBuffer.allocateDirect(ClusterIngressContext.QUEUE_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    private final AtomicLong refused = new AtomicLong();
    private final ClientAgent agent;
    private volatile boolean isOpen;
    private MediaDriver driver;
    private AgentRunner runner;

    public ClusterIngress(final ClusterIngressContext context) {
        context.conclude();
        this.context = context;
        this.agent = new ClientAgent(context, queue, this::onFatal);
    }

    /** Starts the client; it connects, and connects again, by itself. */
    public synchronized ClusterIngress start() {
        driver = MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(context.driverDirectory().toString())
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(context.idle().newStrategy())
            .termBufferSparseFile(true)
            .errorHandler(context.listener()::onError));
        isOpen = true;
        runner = new AgentRunner(context.idle().newStrategy(), context.listener()::onError, null, agent);
        AgentRunner.startOnThread(runner, task -> new Thread(task, "ayni-cluster"));
        return this;
    }

    /** {@inheritDoc} The lanes are those of one machine: the last twentieth of the room is for what finishes work. */
    @Override
    public Result offer(final Lane lane, final DirectBuffer command, final int offset, final int length) {
        if (length < MessageHeaderEncoder.ENCODED_LENGTH || length > queue.maxMsgLength()) {
            throw new IllegalArgumentException("command of " + length + " bytes");
        }
        if (!isOpen) {
            return Result.CLOSED;
        }
        if (lane == Lane.REQUEST && isAbove(REFUSED_PERCENT) || !queue.write(COMMAND, command, offset, length)) {
            refused.incrementAndGet();
            return Result.BACK_PRESSURED;
        }
        return Result.ACCEPTED;
    }

    private boolean isAbove(final int percent) {
        return queue.size() > (long) queue.capacity() * percent / PERCENT
            || agent.unanswered() > (long) context.maxUnanswered() * percent / PERCENT;
    }

    @Override
    public boolean isPressed() {
        return isAbove(PRESSED_PERCENT);
    }

    /** Any thread: asks for a link. The holder is told when it is ours, and when it may no longer be. */
    public void claim(final int linkId, final LinkHolder holder) {
        agent.claim(linkId, holder);
    }

    /** Any thread: asks the leader for a snapshot on every node. @return whether one that leads is there to be asked. */
    public boolean requestSnapshot() {
        return agent.requestSnapshot();
    }

    /** Any thread. @return the member that leads as far as is known; -1 while there is none. */
    public int leader() {
        return agent.leader();
    }

    /** Any thread. @return of the leader, counted over the life of the cluster; -1 while there is none. */
    public long leadershipTermId() {
        return agent.leadershipTermId();
    }

    /** Any thread. @return whether commands get through now. */
    public boolean isConnected() {
        return isOpen && agent.leader() >= 0;
    }

    /** Any thread. @return commands that wait for their answers. */
    public int unanswered() {
        return agent.unanswered();
    }

    /** Any thread. @return offers answered with back pressure. */
    public long refused() {
        return refused.get();
    }

    /** Any thread. @return commands that were sent a second time. */
    public long sentAgain() {
        return agent.sentAgain();
    }

    private void onFatal(final Throwable cause) {
        isOpen = false;
        context.listener().onFatal(cause);
    }

    /** Ends the session: links of this gateway go to another one at once. Harmless when closed already. */
    @Override
    public synchronized void close() {
        isOpen = false;
        CloseHelper.quietCloseAll(runner, driver);
    }
}
