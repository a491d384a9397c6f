package io.ayni.connectors;

import io.ayni.connectors.config.PolicyCommands;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.Commands;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutAccountEncoder;
import io.ayni.core.command.TickEncoder;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.payment.LinkState;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The real engine behind the ingress, on the caller's thread, with a clock of the test: no ring, no journal, no wait.
 */
public final class DirectEngine implements Ingress {
    public static final Path EXAMPLE = Path.of("..", "examples", "switch.yaml");
    public static final int LINK = 1;
    private static final int USD = 840;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuthorizationEngine engine;
    private final OutcomeSink[] sink = new OutcomeSink[1];
    private long sequence;
    private long nowMs = 1_763_700_000_000L;
    private Result result = Result.ACCEPTED;
    private boolean isPressed;
    private int offered;

    /** With the rules of {@link #EXAMPLE}. */
    public DirectEngine() {
        this(EXAMPLE);
    }

    /** @param config of a switch, with its institution */
    public DirectEngine(final Path config) {
        engine = new AuthorizationEngine(EngineContext.defaults(), (bytes, offset, length) -> {
            if (sink[0] != null) {
                sink[0].onOutcome(bytes, offset, length);
            }
        });
        new PolicyCommands(SwitchConfig.load(config)).commands().forEach(command ->
                apply(command, 0, command.capacity()));
    }

    public void sink(final OutcomeSink outcomes) {
        sink[0] = outcomes;
    }

    public void account(final String number, final long member, final long balanceMinor) {
        final PutAccountEncoder put = new PutAccountEncoder().wrapAndApplyHeader(buffer, 0, header);
        put.replyTo().connectionId(0).correlationId(0);
        put.account(AccountNumber.parse(number)).memberId(member).currency(USD)
                .kind((short) AccountKind.SAVINGS.code())
                .status((short) AccountStatus.ACTIVE.code())
                .signature((short) Signature.SINGLE.code())
                .authorisedLineMinor(0).openingBalanceMinor(balanceMinor);
        apply(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength());
    }

    public void linkIs(final LinkState state) {
        new LinkStatusEncoder().wrapAndApplyHeader(buffer, 0, header).linkId(LINK).status((short) state.code()).suspensions(0);
        apply(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + LinkStatusEncoder.BLOCK_LENGTH);
    }

    /** Lets time go on, and fires what falls due. */
    public void advance(final long ms) {
        nowMs += ms;
        while (engine.nextDeadlineMs() <= nowMs) {
            new TickEncoder().wrapAndApplyHeader(buffer, 0, header);
            apply(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + TickEncoder.BLOCK_LENGTH);
        }
    }

    /** What the ring says from now on. */
    public void answerOffersWith(final Result next) {
        result = next;
    }

    public void press(final boolean pressed) {
        isPressed = pressed;
    }

    /** @return commands that callers offered and the ring took. */
    public int offered() {
        return offered;
    }

    @Override
    public Result offer(final Lane lane, final DirectBuffer command, final int offset, final int length) {
        if (result == Result.ACCEPTED) {
            offered++;
            apply(command, offset, length);
        }
        return result;
    }

    @Override
    public boolean isPressed() {
        return isPressed;
    }

    /** @return the clock. */
    public long nowMs() {
        return nowMs;
    }

    /** A command of nobody's request: of a network, or of administration. */
    public void apply(final DirectBuffer command, final int offset, final int length) {
        if (!Commands.isQuery(Commands.templateId(command, offset))) {
            sequence++;
        }
        engine.onCommand(sequence, nowMs, command, offset, length);
        if (sink[0] != null) {
            sink[0].onBatchEnd();
        }
    }
}
