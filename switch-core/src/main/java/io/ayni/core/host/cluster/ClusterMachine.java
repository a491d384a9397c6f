package io.ayni.core.host.cluster;

import io.ayni.core.command.Commands;
import io.ayni.core.command.LinkStatusDecoder;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.NodeStartedEncoder;
import io.ayni.core.command.TickEncoder;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.host.StateMachineFactory;
import io.ayni.core.snapshot.SnapshotRecords;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the entries of the replicated log do to the state machine, without Aeron: the same entries give the same state
 * on a node, on one that replays the log, and in a tool that reads it.
 *
 * <p>Counts the sequence (queries have none), keeps time from going back when a new leader's clock is behind the old
 * one's, makes ticks of timers, lets the links of a gateway that has gone be down, and says for each outcome which
 * session it goes to. One thread.
 */
final class ClusterMachine {
    /** Code of {@code payment.LinkState.DOWN}, which hosts do not import. */
    static final int LINK_DOWN = 2;
    static final long FIRST_TERM = 0;
    /** The engine fires a bounded number of deadlines per tick: so many follow at once while one is due. */
    static final int TICKS_PER_TIMER = 64;

    /** Where it says what goes to gateways; whether anybody listens cannot change state. */
    interface Output {
        /**
         * @param kind   of {@link GatewayFrame}
         * @param number highest command of the gateway that is in the log
         */
        void send(long sessionId, int kind, int value, long number, DirectBuffer message, int offset, int length);
    }

    private static final UnsafeBuffer NOTHING = new UnsafeBuffer(new byte[0]);
    private static final int LINK_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH
        + NetworkSendDecoder.linkIdEncodingOffset();

    private final StateMachine engine;
    private final Output output;
    private final Gateways gateways = new Gateways();
    private final UnsafeBuffer tick = bare(TickEncoder.BLOCK_LENGTH);
    private final UnsafeBuffer nodeStarted = bare(NodeStartedEncoder.BLOCK_LENGTH);
    private final UnsafeBuffer linkStatus = bare(LinkStatusEncoder.BLOCK_LENGTH);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LinkStatusDecoder linkStatusDecoder = new LinkStatusDecoder();
    private long sequence;
    private long timestampMs = Long.MIN_VALUE;

    ClusterMachine(final StateMachineFactory factory, final Output output) {
        this.output = output;
        engine = factory.create(this::onOutcome);
        new TickEncoder().wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
        new NodeStartedEncoder().wrapAndApplyHeader(nodeStarted, 0, new MessageHeaderEncoder());
    }

    private static UnsafeBuffer bare(final int blockLength) {
        return new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + blockLength]);
    }

    /** A leader was elected. The first term of a cluster is the start of a run; later ones change nothing. */
    void onNewTerm(final long leadershipTermId, final long nowMs) {
        advance(nowMs);
        if (leadershipTermId == FIRST_TERM) {
            apply(nodeStarted, 0, nodeStarted.capacity());
        }
    }

    /** A timer fell due. */
    void onTimer(final long nowMs) {
        advance(nowMs);
        int ticks = 0;
        do {
            apply(tick, 0, tick.capacity());
        } while (engine.nextDeadlineMs() <= timestampMs && ++ticks < TICKS_PER_TIMER);
        for (int i = 0; i < gateways.all().size(); i++) {
            final Gateways.Gateway gateway = gateways.all().get(i);
            output.send(gateway.sessionId, GatewayFrame.RECEIVED, 0, gateway.received, NOTHING, 0, 0);
        }
    }

    /** One frame of a gateway. */
    void onMessage(final long sessionId, final long nowMs, final DirectBuffer buffer, final int offset,
        final int length) {
        advance(nowMs);
        if (length < GatewayFrame.HEADER_LENGTH) {
            return;
        }
        final int value = GatewayFrame.value(buffer, offset);
        switch (GatewayFrame.kind(buffer, offset)) {
            case GatewayFrame.HELLO -> onHello(sessionId, value);
            case GatewayFrame.CLAIM -> onClaim(sessionId, value);
            case GatewayFrame.COMMAND -> onCommand(sessionId, GatewayFrame.number(buffer, offset), buffer,
                offset + GatewayFrame.HEADER_LENGTH, length - GatewayFrame.HEADER_LENGTH);
            default -> throw new IllegalStateException("a gateway says " + GatewayFrame.kind(buffer, offset)
                + ", which this build does not know");
        }
    }

    /** A session ended: its links are down, and go to who waits for them. */
    void onSessionClosed(final long sessionId, final long nowMs) {
        advance(nowMs);
        takeBack(sessionId);
        gateways.remove(sessionId);
    }

    private void onHello(final long sessionId, final int gatewayId) {
        if (gatewayId < 1 || gatewayId > GatewayFrame.MAX_GATEWAY) {
            return;
        }
        final long before = gateways.hello(gatewayId, sessionId);
        if (before != Gateways.NOBODY) {
            takeBack(before);
        }
        output.send(sessionId, GatewayFrame.WELCOME, gatewayId, gateways.byId(gatewayId).received, NOTHING, 0, 0);
    }

    private void onClaim(final long sessionId, final int linkId) {
        if (gateways.bySession(sessionId) != null && gateways.claim(linkId, sessionId)) {
            grant(linkId, sessionId);
        }
    }

    private void grant(final int linkId, final long sessionId) {
        final Gateways.Gateway gateway = gateways.bySession(sessionId);
        output.send(sessionId, GatewayFrame.GRANTED, linkId, gateway == null ? 0 : gateway.received, NOTHING, 0, 0);
    }

    private void takeBack(final long sessionId) {
        final List<Integer> links = gateways.linksOf(sessionId);
        gateways.unclaim(sessionId);
        for (final int linkId : links) {
            new LinkStatusEncoder().wrapAndApplyHeader(linkStatus, 0, new MessageHeaderEncoder())
                .linkId(linkId).status((short) LINK_DOWN);
            apply(linkStatus, 0, linkStatus.capacity());
            final long next = gateways.ownerOf(linkId);
            if (next != Gateways.NOBODY) {
                grant(linkId, next);
            }
        }
    }

    private void onCommand(final long sessionId, final long number, final DirectBuffer buffer, final int offset,
        final int length) {
        final Gateways.Gateway gateway = gateways.bySession(sessionId);
        if (gateway == null || length < MessageHeaderDecoder.ENCODED_LENGTH) {
            return;
        }
        gateway.received = Math.max(gateway.received, number);
        if (!isOfAnothersLink(sessionId, buffer, offset)) {
            apply(buffer, offset, length);
        }
    }

    /** The last word on a link is that of the gateway that has it, not of one whose connection ends late. */
    private boolean isOfAnothersLink(final long sessionId, final DirectBuffer buffer, final int offset) {
        return Commands.templateId(buffer, offset) == LinkStatusDecoder.TEMPLATE_ID
            && gateways.ownerOf(linkStatusDecoder.wrapAndApplyHeader(buffer, offset, header).linkId()) != sessionId;
    }

    private void advance(final long nowMs) {
        timestampMs = Math.max(timestampMs, nowMs);
    }

    private void apply(final DirectBuffer buffer, final int offset, final int length) {
        if (!Commands.isQuery(Commands.templateId(buffer, offset))) {
            sequence++;
        }
        engine.onCommand(sequence, timestampMs, buffer, offset, length);
    }

    private void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
        final Gateways.Gateway gateway = switch (OutcomeAddress.of(Commands.templateId(buffer, offset))) {
            case GATEWAY -> gateways.byId(GatewayFrame.connectionId(buffer, offset));
            case LINK -> gateways.bySession(
                gateways.ownerOf(buffer.getInt(offset + LINK_OFFSET, ByteOrder.LITTLE_ENDIAN)));
            case ANY -> gateways.first();
        };
        if (gateway != null) {
            output.send(gateway.sessionId, GatewayFrame.OUTCOME, 0, gateway.received, buffer, offset, length);
        }
    }

    /** @return when the engine's next deadline falls; {@link Long#MAX_VALUE} for none. */
    long nextDeadlineMs() {
        return engine.nextDeadlineMs();
    }

    /** @return of the last command applied. */
    long sequence() {
        return sequence;
    }

    /** @return the time of the log. */
    long timestampMs() {
        return timestampMs;
    }

    Gateways gateways() {
        return gateways;
    }

    void save(final SnapshotRecords records) {
        engine.save(records);
    }

    /**
     * Fills the machine, to which nothing was applied.
     *
     * @param lastSequence of the last command in the snapshot
     */
    void load(final long lastSequence, final long lastTimestampMs, final Consumer<SnapshotRecords> snapshot) {
        engine.load(snapshot);
        sequence = lastSequence;
        timestampMs = lastTimestampMs;
    }

    /** @param seed fills an engine from the snapshots of one machine, and says up to where */
    void load(final EngineSeed seed) {
        final EngineSeed.Filled filled = seed.fill(engine);
        sequence = filled.sequence();
        timestampMs = filled.timestampMs();
    }
}
