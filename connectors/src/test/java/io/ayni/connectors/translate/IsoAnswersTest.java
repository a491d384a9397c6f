package io.ayni.connectors.translate;

import io.ayni.connectors.security.PaymentIds;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.PaymentReplyEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.iso8583.codec.IsoReader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class IsoAnswersTest {
    private final UnsafeBuffer image = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[4_096]);

    @ParameterizedTest(name = "{0} is answered {1}")
    @CsvSource({
        "0100, 0110", "0101, 0110", "0200, 0210", "0201, 0210", "0220, 0230", "0221, 0230", "0400, 0410",
        "0401, 0410", "0420, 0430", "0421, 0430", "0800, 0810",
    })
    void answersEachMessageType(final String request, final String response) {
        assertThat(
            answer(IsoRole.CHANNEL, IsoSamples.transfer().as(request), approved(Operation.TRANSFER_INTERNAL)).mti())
            .isEqualTo(response);
    }

    @Test
    void whatThePeerCorrelatesByComesBackAsItWas() {
        final IsoText request = IsoSamples.interbank().with(48, "private").with(22, "051");
        final IsoText answer = answer(IsoRole.INTERBANK, request, approved(Operation.TRANSFER_INTERBANK));
        final TreeMap<Integer, String> expected = new TreeMap<>(request.fields());
        expected.remove(48);
        expected.remove(22);
        expected.put(38, "A00001");
        expected.put(39, "00");
        assertThat(answer.fields()).isEqualTo(expected);
    }

    @Test
    void aReversalIsAnsweredWithItsOriginalData() {
        final IsoText answer = answer(IsoRole.CHANNEL, IsoSamples.reversal(), approved(Operation.REVERSAL));
        assertThat(answer.get(90)).isEqualTo(IsoSamples.reversal().get(90));
        assertThat(answer.get(54)).as("a reversal tells no balance").isNull();
    }

    @Test
    void nothingSecretWaitsInTheImage() {
        final IsoText request = IsoSamples.stepUp().with(125, "987654")
            .with(35, IsoSamples.PAN + "=30121010000012300000")
            .with(45, "B4000001234567899^DOE/JOHN^3012").with(52, "0123456789ABCDEF").with(53, "2600000000000000");
        final IsoAnswers answers = new IsoAnswers(IsoSamples.peer(IsoRole.CHANNEL));
        final int length = answers.begin(request.reader(), image, 0, image.capacity());
        final byte[] bytes = new byte[length];
        image.getBytes(0, bytes);
        assertThat(IsoText.read(bytes).fields()).doesNotContainKeys(35, 45, 52, 53, 124, 125);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("987654").doesNotContain("DOE");
    }

    @Test
    void anImageThatDoesNotFitIsRefused() {
        final IsoAnswers answers = new IsoAnswers(IsoSamples.peer(IsoRole.CHANNEL));
        assertThat(answers.begin(IsoSamples.interbank().reader(), image, 0, 100)).isEqualTo(IsoAnswers.FAILED);
    }

    @Test
    void theSameReplyGivesTheVerySameAnswer() {
        final UnsafeBuffer again = new UnsafeBuffer(new byte[4_096]);
        final IsoAnswers answers = new IsoAnswers(IsoSamples.peer(IsoRole.CHANNEL));
        final int begun = answers.begin(IsoSamples.transfer().reader(), image, 0, image.capacity());
        final int first = answers.answer(image, 0, begun, approved(Operation.TRANSFER_INTERNAL), out);
        final int repeatBegun = answers.begin(IsoSamples.transfer().as("0201").reader(), image, 0, image.capacity());
        final int second = answers.answer(image, 0, repeatBegun, approved(Operation.TRANSFER_INTERNAL), again);
        assertThat(second).isEqualTo(first);
        assertThat(bytes(again, second)).isEqualTo(bytes(out, first));
    }

    @Test
    void aChallengeIsAnswered1AWithThePaymentToConfirm() {
        final IsoText answer = answer(IsoRole.CHANNEL, IsoSamples.interbank(), reply(Operation.TRANSFER_INTERBANK,
            PaymentState.CHALLENGED, ResponseCode.ADDITIONAL_AUTHENTICATION_REQUIRED, "      "));
        assertThat(answer.get(39)).isEqualTo("1A");
        assertThat(answer.get(124)).isEqualTo(PaymentIds.format(4_242));
        assertThat(answer.fields()).doesNotContainKeys(38, 54);
    }

    @ParameterizedTest(name = "a {0} is told balances of {1}: {2}")
    @CsvSource({
        "CHANNEL,   TRANSFER_INTERNAL,  true", "CHANNEL, TRANSFER_INTERBANK, true", "CARD, CARD_WITHDRAWAL, true",
        "CARD,      CARD_PURCHASE,      true", "INTERBANK, CREDIT_INBOUND, false", "CARD, COMPLETION, false",
        "INTERBANK, REVERSAL,           false",
    })
    void onlyThoseWhoServeTheMemberAreToldBalances(final IsoRole role, final Operation operation, final boolean told) {
        final IsoText answer = answer(role, IsoSamples.transfer(), approved(operation));
        assertThat(answer.get(54)).isEqualTo(told ? "0001840C000009998459" + "0002840D000000000001" : null);
    }

    @Test
    void aDeclineTellsNoBalance() {
        final IsoText answer = answer(IsoRole.CHANNEL, IsoSamples.transfer(), reply(Operation.TRANSFER_INTERNAL,
            PaymentState.DECLINED, ResponseCode.INSUFFICIENT_FUNDS, "      "));
        assertThat(answer.get(39)).isEqualTo("51");
        assertThat(answer.fields()).doesNotContainKeys(38, 54);
    }

    @Test
    void aFormatErrorNamesTheFieldEvenWhenTheRestCouldNotBeRead() {
        final byte[] good = IsoSamples.transfer().bytes();
        final byte[] cut = new byte[good.length - 3];
        System.arraycopy(good, 0, cut, 0, cut.length);
        final IsoReader reader = new IsoReader(IsoText.DIALECT);
        reader.wrap(new UnsafeBuffer(cut), 0, cut.length);
        final int length = new IsoAnswers(IsoSamples.peer(IsoRole.CHANNEL)).formatError(reader, 103, out);
        final IsoText answer = IsoText.read(bytes(out, length));
        assertThat(answer.mti()).isEqualTo("0210");
        assertThat(answer.get(11)).isEqualTo("000123");
        assertThat(answer.get(39)).isEqualTo("30");
        assertThat(answer.get(44)).isEqualTo("103");
        assertThat(answer.get(103)).isNull();
    }

    @Test
    void aRefusalNeedsNoEngine() {
        final IsoAnswers answers = new IsoAnswers(IsoSamples.peer(IsoRole.CHANNEL));
        final IsoText refused = IsoText.read(bytes(out, answers.refuse(
            IsoSamples.transfer().reader(), ResponseCode.MALFUNCTION, out)));
        assertThat(refused.get(39)).isEqualTo("96");
        final int begun = answers.begin(IsoSamples.transfer().reader(), image, 0, image.capacity());
        final IsoText fromImage = IsoText.read(bytes(out, answers.answer(
            image, 0, begun, ResponseCode.MALFUNCTION, out)));
        assertThat(fromImage.fields()).isEqualTo(refused.fields());
    }

    private IsoText answer(final IsoRole role, final IsoText request, final PaymentReplyDecoder reply) {
        final IsoAnswers answers = new IsoAnswers(IsoSamples.peer(role));
        final int begun = answers.begin(request.reader(), image, 0, image.capacity());
        assertThat(begun).isPositive();
        return IsoText.read(bytes(out, answers.answer(image, 0, begun, reply, out)));
    }

    private static byte[] bytes(final UnsafeBuffer buffer, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private static PaymentReplyDecoder approved(final Operation operation) {
        return reply(operation, PaymentState.POSTED, ResponseCode.APPROVED, "A00001");
    }

    private static PaymentReplyDecoder reply(
        final Operation operation, final PaymentState state, final int responseCode, final String approvalCode) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        new PaymentReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .operation((short) operation.code()).state((short) state.code()).responseCode(responseCode)
            .paymentId(4_242).currency(840).ledgerMinor(9_998_459).availableMinor(-1).approvalCode(approvalCode);
        return new PaymentReplyDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }
}
