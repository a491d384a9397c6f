package io.ayni.connectors.translate;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.NetworkSendEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.Operation;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class IsoNetworkMessagesTest {
    private final IsoNetworkMessages messages = new IsoNetworkMessages(IsoText.DIALECT);
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[4_096]);

    @Test
    void aPaymentGoesOutAs0200() {
        final IsoText sent = encode(0);
        assertThat(sent.mti()).isEqualTo("0200");
        assertThat(sent.fields()).isEqualTo(Map.ofEntries(
            Map.entry(3, "400000"), Map.entry(4, "000000001500"), Map.entry(7, "0121040506"), Map.entry(11, "000123"),
            Map.entry(32, "9999"), Map.entry(37, "000000000123"), Map.entry(41, "AYNI0001"), Map.entry(49, "840"),
            Map.entry(100, "2002"), Map.entry(102, "1000000001"), Map.entry(103, "EC-77 001")));
    }

    @Test
    void itsReversalGoesOutAs0420WithTheOriginalIn90() {
        final IsoText sent = encode(1);
        assertThat(sent.mti()).isEqualTo("0420");
        assertThat(sent.get(90)).isEqualTo("0200" + "000122" + "0121040501" + "00000009999" + "00000000000");
        assertThat(sent.get(37)).isEqualTo("000000000123");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 60_000})
    void repeatsGoOutAs0421AndDifferInNothingElse(final int attempt) {
        final IsoText repeat = encode(attempt);
        assertThat(repeat.mti()).isEqualTo("0421");
        assertThat(repeat.fields()).isEqualTo(encode(1).fields());
    }

    @Test
    void whatTheDialectCannotSayIsNotSent() {
        final NetworkSendDecoder send = send(0, AccountNumber.parse("123456789012"));
        assertThat(messages.encode(send, out)).as("DE100 has 11 digits").isEqualTo(IsoNetworkMessages.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"1, 001", "2, 002", "301, 301"})
    void networkManagementOfOurs(final int code, final String text) {
        final int length = messages.encodeManagement(code, 17, 1_121_040_506L, out);
        assertThat(read(length).mti()).isEqualTo("0800");
        assertThat(read(length).fields()).isEqualTo(Map.of(7, "1121040506", 11, "000017", 70, text));
    }

    @ParameterizedTest
    @CsvSource({"0210, 2", "0410, 4", "0430, 4"})
    void anAnswerCarriesAllThatNamesIt(final String mti, final short messageClass) {
        final NetworkAnswerDecoder answer = decode(encode(0).as(mti).with(38, "AB1234").with(39, "00"));
        assertThat(answer.linkId()).isEqualTo(3);
        assertThat(answer.messageClass()).isEqualTo(messageClass);
        assertThat(answer.responseCode()).isEqualTo(ResponseCode.APPROVED);
        assertThat(answer.present()).isEqualTo((short) 255);
        assertThat(answer.stan()).isEqualTo(123);
        assertThat(answer.transmissionTime()).isEqualTo(121_040_506);
        assertThat(answer.acquirer()).isEqualTo(9_999);
        assertThat(answer.processingCode()).isEqualTo(400_000);
        assertThat(answer.amountMinor()).isEqualTo(1_500);
        assertThat(answer.currency()).isEqualTo(840);
        assertThat(answer.retrievalReference()).isEqualTo("000000000123");
        assertThat(answer.terminal()).isEqualTo("AYNI0001");
        assertThat(answer.approvalCode()).isEqualTo("AB1234");
    }

    @ParameterizedTest(name = "without field {0} bit {1} is not set")
    @CsvSource({"7, 1", "11, 2", "37, 4", "41, 8", "32, 16", "3, 32", "4, 64", "49, 128"})
    void tellsWhichFieldsWereThere(final int field, final int bit) {
        assertThat(decode(answer().without(field)).present()).isEqualTo((short) (255 - bit));
    }

    @Test
    void anAnswerWithoutApprovalCodeHasSpacesInItsPlace() {
        assertThat(decode(answer()).approvalCode()).isEqualTo("      ");
    }

    @Test
    void anAnswerWithoutResponseCodeIsNotTakenForADecline() {
        assertThat(messages.decode(answer().without(39).reader(), 3, out)).isEqualTo(IsoNetworkMessages.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0100", "0230", "0810", "0200", "0220"})
    void whatAnswersNothingOfOursIsNoAnswer(final String mti) {
        assertThat(messages.decode(answer().as(mti).reader(), 3, out)).isEqualTo(IsoNetworkMessages.FAILED);
    }

    private IsoText answer() {
        return encode(0).as("0210").with(39, "51");
    }

    private NetworkAnswerDecoder decode(final IsoText message) {
        assertThat(messages.decode(message.reader(), 3, out)).isPositive();
        return new NetworkAnswerDecoder().wrapAndApplyHeader(out, 0, new MessageHeaderDecoder());
    }

    private IsoText encode(final int attempt) {
        return read(messages.encode(send(attempt, AccountNumber.parse("2002")), out));
    }

    private IsoText read(final int length) {
        assertThat(length).isPositive();
        final byte[] bytes = new byte[length];
        out.getBytes(0, bytes);
        return IsoText.read(bytes);
    }

    private static NetworkSendDecoder send(final int attempt, final long institution) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        new NetworkSendEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .linkId(3).attempt(attempt).operation((short) Operation.TRANSFER_INTERBANK.code()).currency(840)
            .paymentId(4_242).amountMinor(1_500).debitAccount(AccountNumber.parse("1000000001"))
            .institution(institution).acquirer(9_999).stan(123)
            .originalStan(122).transmissionTime(121_040_506).originalTransmissionTime(121_040_501)
            .externalAccount("EC-77 001" + " ".repeat(19)).retrievalReference("000000000123").terminal("AYNI0001");
        return new NetworkSendDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }
}
