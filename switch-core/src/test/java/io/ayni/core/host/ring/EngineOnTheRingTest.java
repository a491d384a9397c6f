package io.ayni.core.host.ring;

import io.ayni.core.command.Commands;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.engine.TestCooperative;
import io.ayni.core.host.Ingress.Lane;
import io.ayni.core.host.Ingress.Result;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalReport;
import io.ayni.core.journal.JournalVerifier;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** The real engine on the real host and real files: what it knew before the end it knows afterwards. */
@Timeout(60)
class EngineOnTheRingTest {
    private static final int ON_US = 2_000;

    @TempDir
    private Path directory;
    private final AtomicReference<AuthorizationEngine> engine = new AtomicReference<>();
    private final Sink sink = new Sink();

    /** Counts what the engine said. */
    private static final class Sink implements OutcomeSink {
        private final PaymentReplyDecoder reply = new PaymentReplyDecoder();
        private final NetworkSendDecoder send = new NetworkSendDecoder();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final List<Integer> attempts = new ArrayList<>();
        private int posted;

        @Override
        public void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
            final int templateId = Commands.templateId(buffer, offset);
            if (templateId == PaymentReplyDecoder.TEMPLATE_ID) {
                reply.wrapAndApplyHeader(buffer, offset, header);
                posted += reply.state() == PaymentState.POSTED.code() ? 1 : 0;
            } else if (templateId == NetworkSendDecoder.TEMPLATE_ID) {
                send.wrapAndApplyHeader(buffer, offset, header);
                attempts.add(send.attempt());
            }
        }

        @Override
        public void onBatchEnd() {
            // Nothing to flush.
        }
    }

    private final TestCooperative cooperative = new TestCooperative(new TestCooperative.PolicyOptions().noStepUp());

    @BeforeEach
    void makeTheCommands() {
        for (int i = 0; i < ON_US; i++) {
            cooperative.request().amount(1 + i % 7).send();
        }
        cooperative.request().operation(Operation.TRANSFER_INTERBANK).amount(1_500).send();
    }

    private RingHostContext context() {
        return new RingHostContext().journalDirectory(directory).segmentLength(JournalContext.MIN_SEGMENT_LENGTH)
            .outcomeSink(sink).stateMachine(outcomes -> {
                engine.set(new AuthorizationEngine(new EngineContext(16, 16), outcomes));
                return engine.get();
            });
    }

    private static void offerAll(final RingHost host, final List<byte[]> commands) {
        for (final byte[] command : commands) {
            final UnsafeBuffer buffer = new UnsafeBuffer(command);
            while (host.offer(Lane.REQUEST, buffer, 0, command.length) == Result.BACK_PRESSURED) {
                assertThat(Thread.interrupted()).as("time is up").isFalse();
                LockSupport.parkNanos(10_000);
            }
        }
    }

    @Test
    void paymentsPostedBeforeTheEndAreThereAfterTheStartWithTheSameStateHash() {
        final RingHost first = new RingHost(context()).start();
        offerAll(first, cooperative.log);
        first.close();
        assertThat(first.fatal()).isNull();
        assertThat(sink.posted).isEqualTo(ON_US);
        final String hash = engine.get().stateHash();
        final long sequence = engine.get().sequence();

        final RingHost second = new RingHost(context().manual()).start();
        assertThat(engine.get().sequence()).isEqualTo(sequence);
        assertThat(engine.get().stateHash()).isEqualTo(hash);
        assertThat(sink.posted).isEqualTo(ON_US);
        second.close();

        final JournalReport report =
            JournalVerifier.verify(new DirectoryStorage(directory), (s, timestampMs, buffer, offset, length) -> { });
        assertThat(report.isGood()).isTrue();
        assertThat(report.segments()).isGreaterThan(2);
    }

    @Test
    void aPaymentCaughtBetweenTheNetworkAndItsAnswerIsReversedAfterTheStart() {
        final RingHost first = new RingHost(context()).start();
        offerAll(first, cooperative.log);
        first.close();
        assertThat(sink.attempts).containsExactly(0);

        final RingHost second = new RingHost(context().manual()).start();
        second.doWork();
        assertThat(sink.attempts).as("the link is down until it signs on").containsExactly(0);

        final UnsafeBuffer linkUp = new UnsafeBuffer(new byte[64]);
        final LinkStatusEncoder status = new LinkStatusEncoder().wrapAndApplyHeader(linkUp, 0, new MessageHeaderEncoder());
        status.linkId(TestCooperative.LINK).status((short) LinkState.UP.code()).suspensions(0);
        second.offer(Lane.COMPLETION, linkUp, 0, MessageHeaderEncoder.ENCODED_LENGTH + status.encodedLength());
        while (sink.attempts.size() < 2) {
            assertThat(Thread.interrupted()).as("time is up").isFalse();
            second.doWork();
        }
        assertThat(sink.attempts).containsExactly(0, 1);
        second.close();
    }
}
