package io.ayni.connectors.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.security.CardSecrets;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.PinKeeper;
import io.ayni.connectors.security.SealedCards;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.NetworkSendEncoder;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.SendKind;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialects;
import java.util.HexFormat;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Card numbers and PIN blocks join a message at the link: in DE2 and DE52, once, and nowhere when they are not there. */
class CardMessagesTest {
    private static final String NUMBER = "4545450000000001";
    private static final String BLOCK = "0412AC89ABCDEF67";
    private static final long PAYMENT = 77;

    private final SealedCards cards = new SealedCards(EdgeKeys.ofSecret(new byte[32]));
    private final PinKeeper pins = new PinKeeper(Optional.empty(), 4, 1_000, () -> 0);
    private final IsoNetworkMessages messages =
            new IsoNetworkMessages(Dialects.iso1987Ascii(), new CardSecrets(cards, pins));
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[4_096]);
    private final IsoReader reader = new IsoReader(Dialects.iso1987Ascii());

    @ParameterizedTest
    @CsvSource({"CARD_PAYMENT, 0, 0200", "CARD_PAYMENT, 1, 0420", "CARD_PAYMENT, 2, 0421",
        "CARD_PAYMENT_EXTERNAL, 0, 0200"})
    void aPaymentOfACardAndItsReversalNameTheCard(final Operation operation, final int attempt, final String mti) {
        final IsoReader sent = encoded(send(operation, SendKind.REQUEST, attempt, cards));

        assertThat(Mti.format(sent.mti())).isEqualTo(mti);
        assertThat(sent.text(DataElement.PAN)).isEqualTo(NUMBER);
        assertThat(sent.number(DataElement.PROCESSING_CODE)).isEqualTo(500_000);
        assertThat(sent.number(DataElement.AMOUNT)).isEqualTo(1_500);
        assertThat(sent.has(DataElement.ORIGINAL_DATA)).isEqualTo(attempt > 0);
    }

    @Test
    void aNewPinGoesOutAs0100WithItsBlockAndOnce() {
        pins.keepBlock(PAYMENT, BLOCK);

        final IsoReader sent = encoded(send(Operation.CARD_PIN_CHANGE, SendKind.PIN_CHANGE, 0, cards));
        assertThat(Mti.format(sent.mti())).isEqualTo("0100");
        assertThat(sent.number(DataElement.PROCESSING_CODE)).isEqualTo(920_000);
        final byte[] block = new byte[8];
        sent.copy(DataElement.PIN_BLOCK, new UnsafeBuffer(block), 0);
        assertThat(HexFormat.of().withUpperCase().formatHex(block)).isEqualTo(BLOCK);
        assertThat(sent.has(DataElement.AMOUNT)).isFalse();

        assertThat(messages.encode(send(Operation.CARD_PIN_CHANGE, SendKind.PIN_CHANGE, 0, cards), out))
                .as("it was sent, or the node started since").isEqualTo(IsoNetworkMessages.FAILED);
    }

    @Test
    void aPinThatTheProcessorMakesNeedsNoBlock() {
        final IsoReader sent = encoded(send(Operation.CARD_PIN_GENERATE, SendKind.PIN_GENERATE, 0, cards));
        assertThat(sent.number(DataElement.PROCESSING_CODE)).isEqualTo(930_000);
        assertThat(sent.has(DataElement.PIN_BLOCK)).isFalse();
    }

    @Test
    void aCardSealedWithAnotherKeyIsNotSent() {
        final byte[] other = new byte[32];
        other[0] = 1;
        final SealedCards elsewhere = new SealedCards(EdgeKeys.ofSecret(other));
        assertThat(messages.encode(send(Operation.CARD_PAYMENT, SendKind.REQUEST, 0, elsewhere), out))
                .isEqualTo(IsoNetworkMessages.FAILED);
    }

    @Test
    void whatDoesNotComeForAMemberIsNotSentAtAll() {
        assertThat(messages.encode(send(Operation.TRANSFER_INTERNAL, SendKind.REQUEST, 0, cards), out))
                .isEqualTo(IsoNetworkMessages.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"920000, 1", "930000, 1", "500000, -1", "400000, -1"})
    void an0110AnswersAPinAndNothingElse(final int processingCode, final int messageClass) {
        final IsoWriter writer = new IsoWriter(Dialects.iso1987Ascii());
        writer.wrap(out, 0, out.capacity());
        writer.mti(Mti.AUTHORIZATION_RESPONSE);
        writer.putLong(DataElement.PROCESSING_CODE, processingCode);
        writer.putAscii(DataElement.RESPONSE_CODE, "00");
        reader.wrap(out, 0, writer.finish());
        final UnsafeBuffer command = new UnsafeBuffer(new byte[512]);

        final int length = messages.decode(reader, 2, command);
        assertThat(length == IsoNetworkMessages.FAILED ? (short) -1 : new NetworkAnswerDecoder()
                .wrapAndApplyHeader(command, 0, new MessageHeaderDecoder()).messageClass()).isEqualTo((short) messageClass);
    }

    private IsoReader encoded(final NetworkSendDecoder send) {
        final int length = messages.encode(send, out);
        assertThat(Result.isOk(reader.wrap(out, 0, length))).isTrue();
        return reader;
    }

    private static NetworkSendDecoder send(
            final Operation operation, final SendKind kind, final int attempt, final SealedCards seal) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final NetworkSendEncoder send = new NetworkSendEncoder().wrapAndApplyHeader(
                buffer, 0, new MessageHeaderEncoder());
        send.linkId(2).attempt(attempt).operation((short) operation.code()).currency(840).paymentId(PAYMENT)
                .amountMinor(1_500).acquirer(300_042).stan(12).originalStan(11).transmissionTime(121_040_506)
                .originalTransmissionTime(121_040_501).kind((short) kind.code())
                .retrievalReference("000000000123").terminal("AYNI0001");
        seal.seal(NUMBER, send.sealedCard());
        return new NetworkSendDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }
}
