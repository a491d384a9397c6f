package io.ayni.core.host.cluster;

import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.ayni.core.engine.StateMachine;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.ControlledMessageHandler.Action;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Sends frames to the gateways' sessions, on the leader. A gateway that does not keep up, or is not connected to a new
 * leader yet, has them wait in a bounded queue, in order; what does not fit is dropped and counted. That is safe:
 * callers ask again under the same key, and networks time out. Service thread.
 */
final class GatewayEgress implements ClusterMachine.Output {
    private static final int QUEUE_BYTES = 1 << 20;
    private static final int ATTEMPTS = 3;
    private static final int FRAME = 1;
    private static final int DRAIN_LIMIT = 256;

    private final Cluster cluster;
    private final NodeListener listener;
    private final Long2ObjectHashMap<OneToOneRingBuffer> queues = new Long2ObjectHashMap<>();
    private final UnsafeBuffer frame = new UnsafeBuffer(
        new byte[GatewayFrame.HEADER_LENGTH + StateMachine.MAX_OUTCOME_LENGTH]);
    private boolean isLeader;
    private volatile long dropped;

    GatewayEgress(final Cluster cluster, final NodeListener listener) {
        this.cluster = cluster;
        this.listener = listener;
    }

    /** What a follower would have said, the leader has said. */
    void isLeader(final boolean isLeading) {
        isLeader = isLeading;
        queues.clear();
    }

    @Override
    public void send(final long sessionId, final int kind, final int value, final long number,
        final DirectBuffer message, final int offset, final int length) {
        if (!isLeader) {
            return;
        }
        GatewayFrame.put(frame, 0, kind, value, number);
        frame.putBytes(GatewayFrame.HEADER_LENGTH, message, offset, length);
        final OneToOneRingBuffer queue = queues.get(sessionId);
        final boolean isDirect = queue == null || queue.size() == 0;
        if (!(isDirect && offer(sessionId, GatewayFrame.HEADER_LENGTH + length))
            && !queueOf(sessionId).write(FRAME, frame, 0, GatewayFrame.HEADER_LENGTH + length)) {
            dropped++; // one writer
            listener.onOutcomeDropped(sessionId);
        }
    }

    private boolean offer(final long sessionId, final int length) {
        final ClientSession session = cluster.getClientSession(sessionId);
        if (session == null) {
            return true; // nobody is there to be told
        }
        final IdleStrategy idle = cluster.idleStrategy();
        idle.reset();
        for (int i = 0; i < ATTEMPTS; i++) {
            if (session.offer(frame, 0, length) > 0) {
                return true;
            }
            idle.idle();
        }
        return false;
    }

    private OneToOneRingBuffer queueOf(final long sessionId) {
        OneToOneRingBuffer queue = queues.get(sessionId);
        if (queue == null) {
            queue = new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(QUEUE_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
            queues.put(sessionId, queue);
        }
        return queue;
    }

    /** Sends what waits, as far as it goes. Within an event of the log: Aeron allows it nowhere else. */
    void flush() {
        if (queues.isEmpty()) {
            return;
        }
        queues.longForEach((sessionId, queue) -> queue.controlledRead((type, buffer, index, length) -> {
            frame.putBytes(0, buffer, index, length);
            return offer(sessionId, length)
                ? Action.COMMIT
                : Action.ABORT;
        }, DRAIN_LIMIT));
        queues.values().removeIf(queue -> queue.size() == 0);
    }

    /** The session is gone. */
    void forget(final long sessionId) {
        queues.remove(sessionId);
    }

    /** Any thread. @return frames that found no room. */
    long dropped() {
        return dropped;
    }
}
