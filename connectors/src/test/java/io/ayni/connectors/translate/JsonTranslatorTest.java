package io.ayni.connectors.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.SealedCards;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.payment.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JsonTranslatorTest {
    private static final String BODY = """
            {"type":"transfer.interbank","amountMinor":1500,"currency":"USD","debitAccount":"0042","creditAccount":"2200-118",\
            "institution":"0036"}""";

    private static final EdgeKeys KEYS = EdgeKeys.ofSecret(new byte[32]);

    private final CommandFrame frame = new CommandFrame();
    private InstitutionFacts facts = InstitutionFacts.NONE;
    private final JsonTranslator translator = new JsonTranslator(
            frame, KEYS, new RandomSource(), new SealedCards(KEYS), () -> facts);

    @Test
    void everyMemberOfTheBodyIsInTheCommand() {
        final AuthorizeRequestDecoder command = authorize("k", BODY);

        assertThat(command.replyTo().connectionId()).isEqualTo(5);
        assertThat(command.replyTo().correlationId()).isEqualTo(6);
        assertThat(command.peerId()).isEqualTo(7);
        assertThat(Operation.ofCode(command.operation())).isEqualTo(Operation.TRANSFER_INTERBANK);
        assertThat(command.amountMinor()).isEqualTo(1_500);
        assertThat(command.currency()).isEqualTo(840);
        assertThat(command.debitAccount()).isEqualTo(AccountNumber.parse("0042"));
        assertThat(command.creditAccount()).isZero();
        assertThat(command.institution()).isEqualTo(AccountNumber.parse("0036"));
        assertThat(command.externalAccount()).isEqualTo("2200-118" + " ".repeat(20));
        assertThat(command.paymentId()).isPositive();
        assertThat(command.messageClass()).isEqualTo((short) 2);
        assertThat(command.card().high() | command.card().low()).as("no card takes part").isZero();
        assertThat(command.mac().w0()).as("a password was made").isNotZero();
        assertThat(translator.takeCode()).isBetween(0, 999_999);
        assertThat(translator.takeCode()).as("it is given away once").isEqualTo(JsonTranslator.NO_CODE);
    }

    @Test
    void noPasswordIsMadeForWhatNobodyConfirms() {
        authorize("k", BODY); // leaves a MAC in the buffer that the next command is made in
        translator.takeCode();
        facts = unconfirmed(Operation.TRANSFER_INTERBANK);

        final AuthorizeRequestDecoder command = authorize("k2", BODY);

        assertThat(translator.takeCode()).isEqualTo(JsonTranslator.NO_CODE);
        assertThat(command.paymentId()).isPositive();
        assertThat(command.mac().w0() | command.mac().w1() | command.mac().w2() | command.mac().w3())
                .as("the MAC of no code").isZero();
    }

    @Test
    void norWhenASavedBeneficiaryIsPaid() {
        final String saved = BODY.replace("\"creditAccount\":\"2200-118\",\"institution\":\"0036\"",
                "\"beneficiaryId\":\"" + PaymentIds.format(77) + "\"");
        facts = unconfirmed(Operation.TRANSFER_INTERBANK);
        authorize("k", saved);

        final SavedPayment payment = translator.savedPayment();
        final AuthorizeRequestDecoder command = new AuthorizeRequestDecoder().wrapAndApplyHeader(
                payment.complete(translator.takeCode()), 0, new MessageHeaderDecoder());

        assertThat(command.savedId()).isEqualTo(77);
        assertThat(command.mac().w0() | command.mac().w1() | command.mac().w2() | command.mac().w3()).isZero();
    }

    @Test
    void theKeyIsThatOfPeerAndIdempotencyKey() {
        final long first = authorize("k", BODY).key().high();

        assertThat(authorize("k", BODY.replace("1500", "1501")).key().high()).as("whatever the body").isEqualTo(first);
        assertThat(authorize("k2", BODY).key().high()).isNotEqualTo(first);
        frame.by(5, 6, 8, "k");
        translator.authorization(bytes(BODY), BODY.length());
        assertThat(decoded().key().high()).as("of another peer").isNotEqualTo(first);
    }

    @Test
    void theBodyHashIsThatOfTypeAmountCurrencyAndAccounts() {
        final long first = authorize("k", BODY).bodyHash();

        assertThat(authorize("k2", BODY).bodyHash()).isEqualTo(first);
        assertThat(authorize("k", BODY.replace("\"USD\"", "\"840\"").replace(",", " ,\n")).bodyHash())
                .as("written another way").isEqualTo(first);
        for (final String[] change : new String[][] {{"1500", "1501"}, {"USD", "EUR"}, {"0042", "0043"},
                {"2200-118", "2200-119"},
            {"0036", "0041"}}) {
            assertThat(authorize("k", BODY.replace(change[0], change[1])).bodyHash()).as(change[1]).isNotEqualTo(first);
        }
    }

    @Property
    void anyBytesAreACommandOrAFault(@ForAll @Size(max = 200) final byte[] body) {
        final JsonFault fault = by("k").authorization(body, body.length);

        assertThat(fault).isNotNull();
        assertThat(fault.problem()).isEqualTo(Problem.INVALID_BODY);
    }

    @Property
    void aBodyWithAnyByteChangedIsACommandOrAFault(@ForAll final int at, @ForAll final byte changed) {
        final byte[] body = bytes(BODY);
        body[Math.floorMod(at, body.length)] = changed;

        final JsonFault fault = by("k").authorization(body, body.length);

        assertThat(fault == null || fault.path().startsWith("$")).isTrue();
    }

    private static InstitutionFacts unconfirmed(final Operation operation) {
        final InstitutionFacts none = InstitutionFacts.NONE;
        return new InstitutionFacts(none.name(), none.zone(), none.currency(), none.billers(), none.institutions(),
                Set.of(operation));
    }

    private AuthorizeRequestDecoder authorize(final String key, final String body) {
        assertThat(by(key).authorization(bytes(body), body.length())).isNull();
        return decoded();
    }

    private JsonTranslator by(final String key) {
        frame.by(5, 6, 7, key);
        return translator;
    }

    private AuthorizeRequestDecoder decoded() {
        return new AuthorizeRequestDecoder().wrapAndApplyHeader(frame.buffer(), 0, new MessageHeaderDecoder());
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
