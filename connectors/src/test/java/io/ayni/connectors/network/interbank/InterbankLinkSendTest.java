package io.ayni.connectors.network.interbank;

import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.NodeReceiver;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.channel.iso.IsoEdge;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.notify.Notifier;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.translate.IsoPeer;
import io.ayni.connectors.translate.IsoRole;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.Commands;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.NetworkSendEncoder;
import io.ayni.core.command.NetworkSendFailedDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.Operation;
import io.ayni.iso8583.spec.Dialects;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A link that is not up: what cannot leave is told to the engine, so that nothing has to be reversed for it. */
class InterbankLinkSendTest {
    private final EventLoops loops = new EventLoops(1, 1 << 16, 0);
    private final RecordingIngress ingress = new RecordingIngress();
    private final InterbankLink link = new InterbankLink(
        new LinkSettings(1, "127.0.0.1", 1, new IsoPeer(1, "interbank", IsoRole.INTERBANK, Dialects.iso1987Ascii(),
            FrameFormat.BINARY_2), LinkTimings.DEFAULT, 16),
        new IsoEdge(loops, ingress, EdgeKeys.ofSecret(new byte[32]), Notifier.NONE),
        new OutcomeRouter(loops.mailboxes(), new Nobody()), null, Clock.systemUTC());

    @AfterEach
    void close() {
        loops.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatCannotLeaveIsReportedAsNotSent(final int attempt) {
        send(attempt);
        assertThat(ingress.reported).containsExactly("COMPLETION link 1 payment 4242 attempt " + attempt);
        assertThat(link.counters().notSent()).isEqualTo(1);
        assertThat(link.counters().sent()).isZero();
    }

    @Test
    void whenBackPressuredTheReportIsCountedAndLeftToTheEnginesTimeout() {
        ingress.result = Ingress.Result.BACK_PRESSURED;
        send(0);
        assertThat(link.counters().refusedCommands()).isEqualTo(1);
    }

    private void send(final int attempt) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        new NetworkSendEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .linkId(1).attempt(attempt).operation((short) Operation.TRANSFER_INTERBANK.code()).currency(840)
            .paymentId(4_242).amountMinor(1_500).debitAccount(AccountNumber.parse("1"))
            .institution(AccountNumber.parse("2002")).acquirer(300_042).stan(123).originalStan(122)
            .transmissionTime(121_040_506).originalTransmissionTime(121_040_501)
            .externalAccount("EC-77" + " ".repeat(23)).retrievalReference("000000000123").terminal("AYNI0001");
        final NetworkSendDecoder send =
            new NetworkSendDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        loops.loop(0).submit(() -> link.onNetworkSend(send)).syncUninterruptibly();
    }

    private static final class RecordingIngress implements Ingress {
        private final List<String> reported = new ArrayList<>();
        private Result result = Result.ACCEPTED;

        @Override
        public Result offer(final Lane lane, final DirectBuffer command, final int offset, final int length) {
            assertThat(Commands.templateId(command, offset)).isEqualTo(NetworkSendFailedDecoder.TEMPLATE_ID);
            final NetworkSendFailedDecoder failed =
                new NetworkSendFailedDecoder().wrapAndApplyHeader(command, offset, new MessageHeaderDecoder());
            reported.add(lane + " link " + failed.linkId() + " payment " + failed.paymentId()
                + " attempt " + failed.attempt());
            return result;
        }

        @Override
        public boolean isPressed() {
            return false;
        }
    }

    private static final class Nobody implements NodeReceiver {
        @Override
        public void onAlarm(final AlarmDecoder alarm) {
            throw new AssertionError("no alarm is expected");
        }

        @Override
        public void onAdminReply(final AdminReplyDecoder reply) {
            throw new AssertionError("no reply is expected");
        }
    }
}
