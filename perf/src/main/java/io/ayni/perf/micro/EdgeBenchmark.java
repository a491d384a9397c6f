package io.ayni.perf.micro;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.security.CardHash;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.security.StepUpCodes;
import io.ayni.connectors.translate.CommandFrame;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.IsoAnswers;
import io.ayni.connectors.translate.IsoPeer;
import io.ayni.connectors.translate.IsoRole;
import io.ayni.connectors.translate.IsoTranslator;
import io.ayni.connectors.translate.JsonReplies;
import io.ayni.connectors.translate.JsonTranslator;
import io.ayni.connectors.translate.JsonWriter;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.payment.Operation;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What an event loop does for a payment between socket and ring, each way alone: a request to its command with the
 * beginning of its answer kept, the engine's word to the answer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EdgeBenchmark {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final long RETENTION_MS = 60_000;
    private static final int ACCOUNTS = 2;
    private static final byte[] JSON = ("{\"type\":\"transfer.internal\",\"amountMinor\":100,\"currency\":\"USD\","
        + "\"debitAccount\":\"7000000001\",\"creditAccount\":\"7000000002\"}").getBytes(StandardCharsets.US_ASCII);

    private final Dialect dialect = Dialects.iso1987Ascii();
    private final IsoPeer peer = new IsoPeer(1, "bench", IsoRole.CHANNEL, dialect, FrameFormat.BINARY_2);
    private final EdgeKeys keys = EdgeKeys.ofSecret(new byte[32]);
    private final RandomSource random = new RandomSource();
    /** Transfers that nobody confirms: no password is made. */
    private final InstitutionFacts facts = new InstitutionFacts("", ZoneOffset.UTC, Currency.getInstance("USD"),
        List.of(), Map.of(), Set.of(Operation.TRANSFER_INTERNAL));
    private final IsoTranslator translator = new IsoTranslator(
        peer, random, new StepUpCodes(keys, random), new CardHash(keys), new SealedCards(keys), () -> facts);
    private final IsoReader reader = new IsoReader(dialect);
    private final IsoAnswers answers = new IsoAnswers(peer);
    private final UnsafeBuffer request = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[1_024]);
    private final UnsafeBuffer image = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer outcome = new UnsafeBuffer(new byte[1_024]);
    private final PaymentReplyDecoder reply = new PaymentReplyDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandFrame frame = new CommandFrame();
    private final JsonTranslator json =
        new JsonTranslator(frame, keys, random, new SealedCards(keys), () -> facts);
    private final JsonReplies replies = new JsonReplies(new JsonWriter());
    private int requestLength;
    private int imageLength;
    private long sequence;

    @Setup(Level.Trial)
    public void setUp() {
        final AuthorizationEngine engine = new AuthorizationEngine(new EngineContext(ACCOUNTS, 64), this::onOutcome);
        new Cooperative().open(ACCOUNTS, RETENTION_MS,
            (buffer, offset, length) -> engine.onCommand(++sequence, NOW_MS, buffer, offset, length));
        requestLength = SampleRequest.write(new IsoWriter(dialect), request);
        isoRequest();
        engine.onCommand(++sequence, NOW_MS, command, 0, translator.commandLength());
        if (isoAnswer() <= imageLength || jsonAnswer() != 201 || jsonRequest() != frame.length()) {
            throw new IllegalStateException("the payment was not made");
        }
    }

    private void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
        outcome.putBytes(0, buffer, offset, length);
    }

    @Benchmark
    public int isoRequest() {
        if (!Result.isOk(reader.wrap(request, 0, requestLength))
            || translator.translate(reader, 1, sequence, command) != IsoTranslator.Verdict.COMMAND) {
            throw new IllegalStateException("the request was not understood");
        }
        imageLength = answers.begin(reader, image, 0, image.capacity());
        return imageLength;
    }

    @Benchmark
    public int isoAnswer() {
        reply.wrapAndApplyHeader(outcome, 0, header);
        return answers.answer(image, 0, imageLength, reply, answer);
    }

    @Benchmark
    public int jsonRequest() {
        frame.by(1, sequence, peer.peerId(), "load-123456789-1");
        if (json.authorization(JSON, JSON.length) != null) {
            throw new IllegalStateException("the request was not understood");
        }
        return frame.length();
    }

    @Benchmark
    public int jsonAnswer() {
        reply.wrapAndApplyHeader(outcome, 0, header);
        return replies.payment(JsonReplies.Asked.AUTHORIZATION, reply);
    }
}
