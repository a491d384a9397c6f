package io.ayni.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.connectors.security.CardSecrets;
import io.ayni.connectors.translate.IsoNetworkMessages;
import io.ayni.connectors.translate.IsoProfile;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.NetworkSendEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.Operation;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.spec.Dialects;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer in its own words, as a file says them, down to the bytes that go to it. */
class IsoProfileFileTest {
    private static final Clock NOVEMBER = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    private final UnsafeBuffer out = new UnsafeBuffer(new byte[1_024]);

    @Test
    void theExampleSendsWhatTheNetworkWantsAndNothingElse() {
        final IsoReader payment = sent(example(), 0);
        assertThat(payment.mti()).isEqualTo(0x0200);
        assertThat(payment.has(102)).isFalse();
        assertThat(text(payment, 12) + " " + text(payment, 13)).as("five hours behind DE7").isEqualTo("230506 1120");
        assertThat(text(payment, 18) + text(payment, 22) + text(payment, 25)).isEqualTo("601201200");
        assertThat(text(payment, 32)).isEqualTo("00000300042");
        assertThat(text(payment, 103)).isEqualTo("EC-77");
    }

    @ParameterizedTest
    @CsvSource({"'0420', yes, 1, 420", "'0420', yes, 2, 421", "'0400', yes, 1, 400", "'0400', yes, 3, 401",
        "'0400', no, 3, 400", "'0420', no, 3, 420"})
    void reversalsAreOfTheKindThatThePeerTakes(
            final String message, final String repeats, final int attempt, final String mti) {
        final IsoProfile profile = profile("reversal: {message: \"%s\", repeats: %s}".formatted(message, repeats));
        assertThat(Integer.toHexString(sent(profile, attempt).mti())).isEqualTo(mti);
    }

    @ParameterizedTest
    @CsvSource({"0, 1200", "1, 1420", "2, 1421"})
    void messagesOf1993SaySoAndSoMustTheirAnswers(final int attempt, final String mti) {
        final IsoProfile profile = profile("version: \"1993\"");
        final IsoReader message = sent(profile, attempt);
        assertThat(Mti.format(message.mti())).isEqualTo(mti);
        if (attempt > 0) {
            assertThat(text(message, 90)).startsWith("1200");
        }
        final UnsafeBuffer command = new UnsafeBuffer(new byte[256]);
        for (final int answer : new int[] {Mti.FINANCIAL_RESPONSE, 0x1210, Mti.REVERSAL_ADVICE_RESPONSE, 0x1430}) {
            final IsoWriter writer = new IsoWriter(Dialects.iso1987Ascii());
            writer.wrap(out, 0, out.capacity());
            writer.mti(answer);
            writer.putAscii(39, "00");
            assertThat(messages(profile).decode(read(writer.finish()), 1, command) > 0)
                    .as(Mti.format(answer)).isEqualTo(answer >= 0x1000);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mti stan time acquirer forwarder | 020000012211210405010000030004200000000000",
        "mti stan time zeros:22           | 020000012211210405010000000000000000000000",
        "mti reference date clock zeros:16 | 020000000000012311210405010000000000000000"})
    void originalDataStandWhereThePeerLooksForThem(final String layout, final String digits) {
        assertThat(text(sent(profile("reversal: {original: " + layout + "}"), 1), 90)).isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource({"00, 00, 1", "25, 25, 1", "21, 21, 1", "05, 57, 2", "96, 96, 2"})
    void anAnswerIsInOurWordsAndAcceptedInTheirs(final String theirs, final String ours, final int accepted) {
        final IsoWriter writer = new IsoWriter(Dialects.iso1987Ascii());
        writer.wrap(out, 0, out.capacity());
        writer.mti(Mti.REVERSAL_ADVICE_RESPONSE);
        writer.putLong(15, 1_122);
        writer.putAscii(39, theirs);
        final UnsafeBuffer command = new UnsafeBuffer(new byte[256]);
        assertThat(messages(example()).decode(read(writer.finish()), 1, command)).isPositive();
        final NetworkAnswerDecoder answer =
                new NetworkAnswerDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder());
        assertThat(ResponseCode.format(answer.responseCode())).isEqualTo(ours);
        assertThat(answer.accepted()).isEqualTo((short) accepted);
        assertThat(answer.settlementDay()).isEqualTo((int) java.time.LocalDate.of(2026, 11, 22).toEpochDay());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "fields: {without: [37]}            | fields.without[0]: expected a field that no answer is known by",
        "fields: {add: [14]}                | fields.add[0]: expected 12 or 13",
        "fields: {constants: {11: \"1\"}}   | field 11 is not the same in every message",
        "fields: {constants: {18: \"60123\"}} | field 18 holds",
        "reversal: {original: mti stan}     | expected parts of 42 digits in all, these have 10",
        "reversal: {original: zeros:42}     | expected mti among the parts",
        "reversal: {message: \"0220\"}      | expected one of 0400, 0420",
        "responseCodes: {in: {\"5\": \"51\"}} | expected a response code",
        "signon: us                         | did you mean 'signOn'?"})
    void aMistakeIsToldAtItsPlace(final String line, final String message) {
        assertThatThrownBy(() -> IsoProfileFile.parse("peer.yaml", line))
                .isInstanceOf(ConfigException.class).hasMessageStartingWith("peer.yaml:1:").hasMessageContaining(message);
    }

    private static IsoProfile example() {
        return IsoProfileFile.load(Path.of("..", "examples", "peers", "red-interbancaria.yaml")).profile();
    }

    private static IsoProfile profile(final String text) {
        return IsoProfileFile.parse("peer.yaml", text).profile();
    }

    private static IsoNetworkMessages messages(final IsoProfile profile) {
        return new IsoNetworkMessages(Dialects.iso1987Ascii(), profile, CardSecrets.NONE, NOVEMBER);
    }

    private IsoReader sent(final IsoProfile profile, final int attempt) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        new NetworkSendEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .linkId(1).attempt(attempt).operation((short) Operation.TRANSFER_INTERBANK.code()).currency(840)
                .paymentId(4_242).amountMinor(1_500).debitAccount(AccountNumber.parse("1"))
                .institution(AccountNumber.parse("2002")).acquirer(300_042).stan(123).originalStan(122)
                .transmissionTime(1_121_040_506).originalTransmissionTime(1_121_040_501)
                .externalAccount("EC-77" + " ".repeat(23)).retrievalReference("000000000123").terminal("AYNI0001");
        return read(messages(profile).encode(
                new NetworkSendDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()), out));
    }

    private IsoReader read(final int length) {
        assertThat(length).isPositive();
        final IsoReader reader = new IsoReader(Dialects.iso1987Ascii());
        reader.wrap(out, 0, length);
        return reader;
    }

    private static String text(final IsoReader message, final int field) {
        final UnsafeBuffer text = new UnsafeBuffer(new byte[128]);
        return text.getStringWithoutLengthAscii(0, message.copy(field, text, 0));
    }
}
