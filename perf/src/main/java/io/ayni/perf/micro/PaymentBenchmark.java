package io.ayni.perf.micro;

import java.util.concurrent.TimeUnit;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.security.CardHash;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.security.StepUpCodes;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.IsoAnswers;
import io.ayni.connectors.translate.IsoPeer;
import io.ayni.connectors.translate.IsoRole;
import io.ayni.connectors.translate.IsoTranslator;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The whole way of a payment over ISO 8583 but socket, ring and disk: 0200 parsed, translated to a command (key, payment
 * id, one-time password and its MAC included), applied by the engine, its outcome translated to the 0210.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PaymentBenchmark {
    private static final long START_MS = 1_800_000_000_000L;
    private static final long RETENTION_MS = 100;
    private static final int PAYMENTS_PER_MS = 1_000;
    /** DE37 has twelve digits. */
    private static final long FIRST_REFERENCE = 100_000_000_000L;

    @Param("1000000")
    public int accounts;

    private final Dialect dialect = Dialects.iso1987Ascii();
    private final IsoPeer peer = new IsoPeer(1, "bench", IsoRole.CHANNEL, dialect, FrameFormat.BINARY_2);
    private final EdgeKeys keys = EdgeKeys.ofSecret(new byte[32]);
    private final RandomSource random = new RandomSource();
    private final IsoTranslator translator =
        new IsoTranslator(peer, random, new StepUpCodes(keys, random), new CardHash(keys),
            new SealedCards(keys), () -> InstitutionFacts.NONE);
    private final IsoReader reader = new IsoReader(dialect);
    private final IsoAnswers answers = new IsoAnswers(peer);
    private final UnsafeBuffer request = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[1_024]);
    private final UnsafeBuffer image = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PaymentReplyDecoder reply = new PaymentReplyDecoder();
    private final Replies replies = new Replies();
    private final AccountPicker picker = new AccountPicker();
    private AuthorizationEngine engine;
    private int requestLength;
    private int referenceOffset;
    private int debitOffset;
    private int creditOffset;
    private int imageLength;
    private int answerLength;
    private long sequence;
    private long reference = FIRST_REFERENCE;
    private long untilNextMs = PAYMENTS_PER_MS;
    private long nowMs = START_MS;

    @Setup(Level.Trial)
    public void setUp() {
        engine = new AuthorizationEngine(new EngineContext(accounts, 1 << 18), this::onOutcome);
        new Cooperative().open(accounts, RETENTION_MS,
            (buffer, offset, length) -> engine.onCommand(++sequence, nowMs, buffer, offset, length));
        requestLength = SampleRequest.write(new IsoWriter(dialect), request);
        reader.wrap(request, 0, requestLength);
        referenceOffset = reader.offset(37);
        debitOffset = reader.offset(102);
        creditOffset = reader.offset(103);
        // Each member's limit counters come to be with the first payment: that growth belongs to no benchmark.
        for (int i = 0; i < accounts; i++) {
            pay(i, i == 0 ? 1 : 0);
        }
    }

    @Benchmark
    public int requestToAnswer() {
        picker.next(accounts);
        pay(picker.debit(), picker.credit());
        return answerLength;
    }

    private void pay(final int debit, final int credit) {
        request.putNaturalLongAscii(referenceOffset, ++reference);
        request.putNaturalLongAscii(debitOffset, Cooperative.FIRST_NUMBER + debit);
        request.putNaturalLongAscii(creditOffset, Cooperative.FIRST_NUMBER + credit);
        if (!Result.isOk(reader.wrap(request, 0, requestLength))
            || translator.translate(reader, 1, reference, command) != IsoTranslator.Verdict.COMMAND) {
            throw new IllegalStateException("the request was not understood");
        }
        imageLength = answers.begin(reader, image, 0, image.capacity());
        if (--untilNextMs == 0) {
            untilNextMs = PAYMENTS_PER_MS;
            nowMs++;
        }
        engine.onCommand(++sequence, nowMs, command, 0, translator.commandLength());
    }

    private void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
        replies.emit(buffer, offset, length);
        if (header.wrap(buffer, offset).templateId() == PaymentReplyDecoder.TEMPLATE_ID) {
            reply.wrapAndApplyHeader(buffer, offset, header);
            answerLength = answers.answer(image, 0, imageLength, reply, answer);
        }
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        replies.checkAllPosted();
        reader.wrap(answer, 0, answerLength);
        if (!reader.equalsAscii(39, "00")) {
            throw new IllegalStateException("the last answer is no approval");
        }
    }
}
