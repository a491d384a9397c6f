package io.ayni.connectors.channel.iso;

import com.sun.management.ThreadMXBean;
import io.ayni.connectors.channel.BillInquiry;
import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.ReadGate;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.frame.FrameWriter;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.IsoPeer;
import io.ayni.connectors.translate.IsoRole;
import io.ayni.connectors.translate.IsoText;
import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.PaymentReplyEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocalThread;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

class IsoCallerTest {
    private static final int MAX_IN_FLIGHT = 4;
    private static final int SMALLEST_OBJECT_BYTES = 16;
    private static final IsoPeer PEER =
        new IsoPeer(7, "mobile", IsoRole.CHANNEL, IsoText.DIALECT, FrameFormat.BINARY_2);
    private static final IsoText TRANSFER = IsoText.of("0200").with(3, "400000").with(4, "000000001500")
        .with(7, "1121040506").with(11, "000123").with(37, "REF000000001").with(41, "WEB00001").with(49, "840")
        .with(102, "1000000001").with(103, "1000000002");
    private static final IsoText BILL = IsoText.of("0200").with(3, "500000").with(4, "000000001500")
        .with(7, "1121040506").with(11, "000123").with(37, "REF000000001").with(41, "WEB00001").with(49, "840")
        .with(98, "17").with(102, "1000000001").with(103, "0912345678");
    private static final InstitutionFacts BILLERS = new InstitutionFacts("Cooperativa Ayni", ZoneOffset.UTC,
        Currency.getInstance("USD"), List.of(new InstitutionFacts.Biller(17, "", "", "bill.pay",
        Currency.getInstance("USD"), 0, 0, false, true, true, 1, 1_000, 0, "", "")), Map.of());

    private final RecordingIngress ingress = new RecordingIngress();
    private final List<Integer> codes = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ReadGate gate = new ReadGate(channel);
    private final IsoCounters counters = new IsoCounters();
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[512]);
    private final PaymentReplyDecoder replyDecoder = new PaymentReplyDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private IsoPeerTools tools;
    private final FrameWriter out = new FrameWriter(channel, PEER.frame());
    private IsoCaller caller;

    @BeforeEach
    void open() {
        open(IsoServices.withoutBillers(EdgeKeys.ofSecret(new byte[32])));
    }

    private void open(final IsoServices services) {
        final LoopMailbox mailbox = new LoopMailbox(0, channel.eventLoop(), 1 << 16, 0, System::nanoTime);
        final IsoLoop loop = new IsoLoop(channel.eventLoop(), mailbox, ingress, (answer, code) -> codes.add(code),
            EdgeKeys.ofSecret(new byte[32]),
            new RandomSource(IsoCallerTest::fill), services);
        tools = IsoPeerTools.of(loop, PEER);
        caller = new IsoCaller(channel, tools, out, gate, counters, MAX_IN_FLIGHT);
    }

    @AfterEach
    void close() {
        caller.close();
        channel.finishAndReleaseAll();
    }

    @Test
    void anAnswerGoesToTheRequestItBelongsTo() {
        read(TRANSFER.with(11, "000001"));
        read(TRANSFER.with(11, "000002"));
        final long first = ingress.correlationIds.get(0);
        final long second = ingress.correlationIds.get(1);
        answer(second, ResponseCode.INSUFFICIENT_FUNDS, Disposition.FIRST, false);
        answer(first, ResponseCode.APPROVED, Disposition.FIRST, false);
        final List<IsoText> answers = written();
        assertThat(answers.get(0).get(11) + answers.get(0).get(39)).isEqualTo("00000251");
        assertThat(answers.get(1).get(11) + answers.get(1).get(39)).isEqualTo("00000100");
    }

    @ParameterizedTest
    @EnumSource(value = Ingress.Result.class, names = {"BACK_PRESSURED", "CLOSED"})
    void answers96AtOnceWhenBackPressured(final Ingress.Result refused) {
        ingress.result = refused;
        for (int i = 0; i < 10_000; i++) {
            read(TRANSFER);
            final List<IsoText> answers = written();
            assertThat(answers).hasSize(1);
            assertThat(answers.getFirst().get(39)).isEqualTo("96");
        }
        assertThat(counters.backPressured()).isEqualTo(10_000);
        assertThat(gate.isStopped(ReadGate.Reason.TOO_MANY_IN_FLIGHT)).as("nothing waits").isFalse();
    }

    @Test
    void aBillWaitsForWhatItsBillerSaysIsOwed() {
        final List<Consumer<BillInquiry.Bill>> asked = new ArrayList<>();
        open(new IsoServices(new SealedCards(EdgeKeys.ofSecret(new byte[32])),
            (billerId, reference, answer) -> asked.add(answer), () -> BILLERS));

        read(BILL);
        assertThat(ingress.correlationIds).as("nothing is known yet").isEmpty();
        asked.getFirst().accept(BillInquiry.Bill.owed(2_001, 840));
        channel.runPendingTasks();

        assertThat(ingress.correlationIds).hasSize(1);
        assertThat(ingress.owedMinor).isEqualTo(2_001);
        answer(ingress.correlationIds.getFirst(), ResponseCode.APPROVED, Disposition.FIRST, false);
        assertThat(written().getFirst().get(39)).isEqualTo("00");
    }

    @Test
    void aBillWhoseBillerHasSpokenIsAnswered96WhenTheRingHasNoRoom() {
        open(new IsoServices(new SealedCards(EdgeKeys.ofSecret(new byte[32])),
            (billerId, reference, answer) -> answer.accept(BillInquiry.Bill.UNREACHABLE), () -> BILLERS));
        ingress.result = Ingress.Result.BACK_PRESSURED;

        read(BILL);
        channel.runPendingTasks();

        assertThat(written().getFirst().get(39)).isEqualTo("96");
    }

    @Test
    void stopsReadingWhileTheRingIsPressed() {
        ingress.isPressed = true;
        read(TRANSFER);
        assertThat(channel.config().isAutoRead()).isFalse();
        ingress.isPressed = false;
        channel.advanceTimeBy(10, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void stopsReadingWhenTooManyRequestsWaitAndGoesOnWithTheirAnswers() {
        for (int i = 0; i < MAX_IN_FLIGHT; i++) {
            assertThat(channel.config().isAutoRead()).isTrue();
            read(TRANSFER);
        }
        assertThat(channel.config().isAutoRead()).isFalse();
        answer(ingress.correlationIds.getFirst(), ResponseCode.APPROVED, Disposition.FIRST, false);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void answersThatWereLostDoNotStopReadingForEver() {
        for (int i = 0; i < MAX_IN_FLIGHT; i++) {
            read(TRANSFER);
        }
        channel.freezeTime();
        for (int i = 0; i < 200; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void aRepeatInFlightWaitsForTheFirst() {
        read(TRANSFER.as("0201"));
        final long correlationId = ingress.correlationIds.getFirst();
        answer(correlationId, ResponseCode.NONE, Disposition.IN_FLIGHT, false);
        assertThat(written()).isEmpty();
        answer(correlationId, ResponseCode.APPROVED, Disposition.REPEAT, false);
        assertThat(written()).hasSize(1);
    }

    @Test
    void anAnswerNobodyWaitsForIsCountedAndNotWritten() {
        read(TRANSFER);
        final long correlationId = ingress.correlationIds.getFirst();
        answer(correlationId, ResponseCode.APPROVED, Disposition.FIRST, false);
        written();
        answer(correlationId, ResponseCode.APPROVED, Disposition.FIRST, false);
        assertThat(written()).isEmpty();
        assertThat(counters.unawaitedAnswers()).isEqualTo(1);
    }

    @Test
    void aPasswordIsDeliveredOnlyWhenTheEngineSaysSo() {
        read(TRANSFER);
        answer(ingress.correlationIds.getFirst(), ResponseCode.APPROVED, Disposition.FIRST, false);
        assertThat(codes).isEmpty();
        read(TRANSFER.with(11, "000124"));
        answer(ingress.correlationIds.getLast(), ResponseCode.ADDITIONAL_AUTHENTICATION_REQUIRED, Disposition.FIRST,
            true);
        assertThat(codes).hasSize(1);
    }

    @Test
    void threeMalformedInARowEndTheConnectionAndTheAnswersGoOutBefore() {
        read(TRANSFER.without(37));
        read(TRANSFER.without(41));
        assertThat(channel.isOpen()).isTrue();
        read(TRANSFER.without(49));
        assertThat(channel.isOpen()).isFalse();
        assertThat(written()).extracting(message -> message.get(44)).containsExactly("037", "041", "049");
    }

    /**
     * On a thread of Netty's kind, as event loops are: only there does it give buffers back. Its pool makes a chunk now
     * and then, which comes to a few bytes a payment; the smallest object has sixteen.
     */
    @Test
    void aPaymentAllocatesNoObjectOnItsWayInAndOut() throws Exception {
        final AtomicLong least = new AtomicLong(Long.MAX_VALUE);
        final Thread loop = new FastThreadLocalThread(() -> least.set(leastBytesInThousandPayments()));
        loop.start();
        loop.join();
        assertThat(least.get()).as("bytes in 1,000 payments").isLessThan(1_000 * SMALLEST_OBJECT_BYTES);
    }

    private long leastBytesInThousandPayments() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final ByteBuf frame = Unpooled.directBuffer().writeBytes(TRANSFER.bytes());
        encodeReply(0, ResponseCode.APPROVED, Disposition.FIRST, false);
        ingress.isRecording = false;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100 && least >= 1_000 * SMALLEST_OBJECT_BYTES; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                inAndOut(frame);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        frame.release();
        return least;
    }

    private void inAndOut(final ByteBuf frame) {
        caller.onMessage(tools.reader(), tools.read(frame));
        reply.putLong(MessageHeaderEncoder.ENCODED_LENGTH + 8, ingress.lastCorrelationId,
            ByteOrder.LITTLE_ENDIAN);
        caller.onPaymentReply(replyDecoder.wrapAndApplyHeader(reply, 0, header));
        out.discard();
    }

    /** The system's own generator allocates when it fills the pool, once in some hundred payments. */
    private static void fill(final byte[] pool) {
        for (int i = 0; i < pool.length; i++) {
            pool[i] = (byte) (i * 31);
        }
    }

    private void read(final IsoText message) {
        final ByteBuf frame = Unpooled.wrappedBuffer(message.bytes());
        caller.onMessage(tools.reader(), tools.read(frame));
        caller.onReadEnd();
    }

    private void answer(
        final long correlationId, final int responseCode, final Disposition disposition, final boolean mayReveal) {
        encodeReply(correlationId, responseCode, disposition, mayReveal);
        caller.onPaymentReply(replyDecoder.wrapAndApplyHeader(reply, 0, header));
        caller.onRepliesEnd();
    }

    private void encodeReply(
        final long correlationId, final int responseCode, final Disposition disposition, final boolean mayReveal) {
        final PaymentReplyEncoder encoder = new PaymentReplyEncoder()
            .wrapAndApplyHeader(reply, 0, new MessageHeaderEncoder())
            .disposition((short) disposition.code()).operation((short) Operation.TRANSFER_INTERNAL.code())
            .state((short) PaymentState.POSTED.code()).responseCode(responseCode).currency(840).paymentId(4_242)
            .mayReveal((short) (mayReveal ? 1 : 0)).ledgerMinor(1).availableMinor(1).approvalCode("A00001");
        encoder.replyTo().connectionId(1).correlationId(correlationId);
    }

    private List<IsoText> written() {
        final ByteBuf all = Unpooled.buffer();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            all.writeBytes(out);
            out.release();
        }
        final List<IsoText> messages = new ArrayList<>();
        while (all.isReadable()) {
            final byte[] message = new byte[all.readUnsignedShort()];
            all.readBytes(message);
            messages.add(IsoText.read(message));
        }
        return messages;
    }

    private static final class RecordingIngress implements Ingress {
        private final AuthorizeRequestDecoder request = new AuthorizeRequestDecoder();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final List<Long> correlationIds = new ArrayList<>();
        private Result result = Result.ACCEPTED;
        private boolean isPressed;
        private boolean isRecording = true;
        private long lastCorrelationId;
        private long owedMinor;

        @Override
        public Result offer(final Lane lane, final DirectBuffer command, final int offset, final int length) {
            lastCorrelationId = request.wrapAndApplyHeader(command, offset, header).replyTo().correlationId();
            owedMinor = request.owedMinor();
            if (isRecording) {
                correlationIds.add(lastCorrelationId);
            }
            return result;
        }

        @Override
        public boolean isPressed() {
            return isPressed;
        }
    }
}
