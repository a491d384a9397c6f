package io.ayni.core.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.core.command.AlarmEncoder;
import io.ayni.core.command.Commands;
import io.ayni.core.command.CutoverTakenEncoder;
import io.ayni.core.command.LinkStatusDecoder;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.LinkSuspendedEncoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkSendEncoder;
import io.ayni.core.command.NodeStartedDecoder;
import io.ayni.core.command.PaymentQueryEncoder;
import io.ayni.core.command.PaymentReplyEncoder;
import io.ayni.core.command.ScheduleDueEncoder;
import io.ayni.core.command.TickDecoder;
import io.ayni.core.command.TickEncoder;
import io.ayni.core.engine.Outcomes;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.snapshot.SnapshotRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

/** What entries of the log do, entry by entry: no cluster, no clock. */
class ClusterMachineTest {
    private static final long NOW = 1_000_000;
    private static final int LINK = 3;

    private final List<String> applied = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1_024);
    private long deadlineMs = Long.MAX_VALUE;
    private int ticksThatStayDue;
    private Outcomes outcomes;

    private final ClusterMachine machine = new ClusterMachine(said -> {
        outcomes = said;
        return new Recorder();
    }, (session, kind, value, number, message, offset, length) ->
        sent.add("to " + session + ": " + name(kind) + ' ' + value + ' ' + number));

    private static String name(final int kind) {
        return switch (kind) {
            case GatewayFrame.WELCOME -> "welcome";
            case GatewayFrame.GRANTED -> "granted";
            case GatewayFrame.OUTCOME -> "outcome";
            default -> "received";
        };
    }

    /** Notes what it is given. */
    private final class Recorder implements StateMachine {
        @Override
        public void onCommand(final long sequence, final long timestampMs, final DirectBuffer message,
            final int offset, final int length) {
            final int template = Commands.templateId(message, offset);
            final String what = switch (template) {
                case TickDecoder.TEMPLATE_ID -> "tick";
                case NodeStartedDecoder.TEMPLATE_ID -> "node started";
                case LinkStatusDecoder.TEMPLATE_ID -> "link " + new LinkStatusDecoder()
                    .wrapAndApplyHeader(message, offset, new MessageHeaderDecoder()).linkId() + " is "
                    + new LinkStatusDecoder().wrapAndApplyHeader(message, offset, new MessageHeaderDecoder()).status();
                default -> "command " + template;
            };
            if (template == TickDecoder.TEMPLATE_ID && ticksThatStayDue-- <= 0) {
                deadlineMs = Long.MAX_VALUE;
            }
            applied.add(sequence + " at " + (timestampMs - NOW) + ": " + what);
        }

        @Override
        public long nextDeadlineMs() {
            return deadlineMs;
        }

        @Override
        public void save(final SnapshotRecords records) {
            throw new AssertionError("not asked here");
        }

        @Override
        public void load(final Consumer<SnapshotRecords> snapshot) {
            throw new AssertionError("not asked here");
        }
    }

    private void frame(final long session, final int kind, final int value) {
        GatewayFrame.put(buffer, 0, kind, value, 0);
        machine.onMessage(session, NOW, buffer, 0, GatewayFrame.HEADER_LENGTH);
    }

    private void hello(final long session, final int gateway) {
        frame(session, GatewayFrame.HELLO, gateway);
    }

    private void claim(final long session) {
        frame(session, GatewayFrame.CLAIM, LINK);
    }

    private void command(final long session, final long number, final int bodyLength) {
        GatewayFrame.put(buffer, 0, GatewayFrame.COMMAND, 0, number);
        machine.onMessage(session, NOW, buffer, 0, GatewayFrame.HEADER_LENGTH + bodyLength);
    }

    private void tickCommand(final long session, final long number) {
        final TickEncoder tick =
            new TickEncoder().wrapAndApplyHeader(buffer, GatewayFrame.HEADER_LENGTH, new MessageHeaderEncoder());
        command(session, number, MessageHeaderEncoder.ENCODED_LENGTH + tick.encodedLength());
    }

    private void linkStatus(final long session, final int status) {
        new LinkStatusEncoder().wrapAndApplyHeader(buffer, GatewayFrame.HEADER_LENGTH, new MessageHeaderEncoder())
            .linkId(LINK).status((short) status);
        command(session, 1, MessageHeaderEncoder.ENCODED_LENGTH + LinkStatusEncoder.BLOCK_LENGTH);
    }

    @Test
    void theFirstTermOfAClusterIsTheStartOfARunAndNoLaterOneIs() {
        machine.onNewTerm(0, NOW);
        machine.onNewTerm(1, NOW + 5);
        assertThat(applied).containsExactly("1 at 0: node started");
    }

    @Test
    void timeDoesNotGoBackWhenTheNewLeadersClockIsBehind() {
        machine.onTimer(NOW + 700);
        machine.onNewTerm(1, NOW + 200);
        machine.onTimer(NOW + 300);
        machine.onTimer(NOW + 900);
        assertThat(applied).containsExactly("1 at 700: tick", "2 at 700: tick", "3 at 900: tick");
    }

    @Test
    void aTimerTicksOnceAndAgainAsLongAsSomethingIsDueUpToABound() {
        deadlineMs = NOW;
        ticksThatStayDue = 2;
        machine.onTimer(NOW);
        assertThat(applied).hasSize(3);
        deadlineMs = NOW;
        ticksThatStayDue = Integer.MAX_VALUE;
        machine.onTimer(NOW + 1);
        assertThat(applied).hasSize(3 + ClusterMachine.TICKS_PER_TIMER);
    }

    @Test
    void aQueryPassesThroughWithoutASequenceOfItsOwn() {
        hello(10, 1);
        tickCommand(10, 1);
        final PaymentQueryEncoder query = new PaymentQueryEncoder()
            .wrapAndApplyHeader(buffer, GatewayFrame.HEADER_LENGTH, new MessageHeaderEncoder());
        command(10, 2, MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength());
        tickCommand(10, 3);
        assertThat(applied).containsExactly("1 at 0: tick", "1 at 0: command 4", "2 at 0: tick");
    }

    @Test
    void aSessionThatDidNotSayWhichGatewayItIsIsNotHeard() {
        tickCommand(10, 1);
        claim(10);
        assertThat(applied).isEmpty();
        assertThat(sent).isEmpty();
    }

    @Test
    void aLinkLivesOnOneGatewayAndMovesOnWhenThatOneGoes() {
        hello(10, 1);
        hello(20, 2);
        hello(30, 3);
        claim(10);
        claim(20);
        claim(30);
        assertThat(sent).filteredOn(line -> line.contains("granted")).containsExactly("to 10: granted 3 0");

        sent.clear();
        machine.onSessionClosed(10, NOW + 1);
        assertThat(applied).containsExactly("1 at 1: link 3 is 2");
        assertThat(sent).containsExactly("to 20: granted 3 0");

        sent.clear();
        machine.onSessionClosed(20, NOW + 2);
        machine.onSessionClosed(30, NOW + 3);
        assertThat(applied).endsWith("2 at 2: link 3 is 2", "3 at 3: link 3 is 2");
        assertThat(sent).containsExactly("to 30: granted 3 0");
    }

    @Test
    void aGatewayThatWaitedAndWentGetsNothing() {
        hello(10, 1);
        hello(20, 2);
        claim(10);
        claim(20);
        machine.onSessionClosed(20, NOW);
        assertThat(applied).isEmpty();
        sent.clear();
        machine.onSessionClosed(10, NOW);
        assertThat(sent).isEmpty();
    }

    @Test
    void theStateOfALinkIsToldByWhoHasIt() {
        hello(10, 1);
        hello(20, 2);
        claim(10);
        linkStatus(10, 1);
        linkStatus(20, 2);
        assertThat(applied).containsExactly("1 at 0: link 3 is 1");
    }

    @Test
    void aGatewayThatComesBackThroughAnotherSessionTakesItsOwnPlace() {
        hello(10, 1);
        claim(10);
        tickCommand(10, 7);
        sent.clear();

        hello(11, 1);
        assertThat(applied).endsWith("2 at 0: link 3 is 2");
        assertThat(sent).containsExactly("to 11: welcome 1 7");
        machine.onSessionClosed(10, NOW);
        tickCommand(11, 8);
        assertThat(applied).endsWith("3 at 0: tick");
    }

    @Test
    void anOutcomeFindsItsGatewayItsLinkOrAnyOne() {
        hello(20, 2);
        hello(10, 1);
        claim(20);
        sent.clear();

        final ExpandableArrayBuffer message = new ExpandableArrayBuffer(1_024);
        final PaymentReplyEncoder reply =
            new PaymentReplyEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder());
        reply.replyTo().connectionId(2).correlationId(99);
        outcomes.emit(message, 0, 64);
        reply.replyTo().connectionId(5);
        outcomes.emit(message, 0, 64);
        new NetworkSendEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder()).linkId(LINK);
        outcomes.emit(message, 0, 64);
        new NetworkSendEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder()).linkId(LINK + 1);
        outcomes.emit(message, 0, 64);
        new AlarmEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder());
        outcomes.emit(message, 0, 64);
        assertThat(sent).containsExactly("to 20: outcome 0 0", "to 20: outcome 0 0", "to 10: outcome 0 0");
    }

    @Test
    void whatTheEngineSaysOfALinkIsHeardByTheGatewayThatHasIt() {
        hello(LINK, LINK); // the gateway whose number is the link's has nothing to do with it
        hello(20, 2);
        claim(20);
        sent.clear();

        final ExpandableArrayBuffer message = new ExpandableArrayBuffer(64);
        new LinkSuspendedEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
            .linkId(LINK).suspensions(1);
        outcomes.emit(message, 0, 64);
        new CutoverTakenEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
            .linkId(LINK).settlementDay(20_000);
        outcomes.emit(message, 0, 64);
        new ScheduleDueEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder()).linkId(LINK);
        outcomes.emit(message, 0, 64);
        assertThat(sent).containsExactly("to 20: outcome 0 0", "to 20: outcome 0 0", "to 20: outcome 0 0");
    }

    @Test
    void eachTimerTellsTheGatewaysHowFarTheirCommandsAreInTheLog() {
        hello(10, 1);
        tickCommand(10, 41);
        tickCommand(10, 42);
        sent.clear();
        machine.onTimer(NOW);
        assertThat(sent).containsExactly("to 10: received 0 42");
    }

    @Test
    void whatAnotherBuildSaysStopsTheNode() {
        assertThatThrownBy(() -> frame(10, 99, 0)).isInstanceOf(IllegalStateException.class);
    }
}
