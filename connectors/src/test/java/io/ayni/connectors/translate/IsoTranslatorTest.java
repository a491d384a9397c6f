package io.ayni.connectors.translate;

import io.ayni.connectors.security.CardHash;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.security.StepUpCodes;
import io.ayni.connectors.security.StepUpPayee;
import io.ayni.connectors.translate.IsoTranslator.Verdict;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AccountQueryDecoder;
import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.Commands;
import io.ayni.core.command.CompletionAdviceDecoder;
import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.Key128Encoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ReversalRequestDecoder;
import io.ayni.core.command.StepUpAnswerDecoder;
import io.ayni.core.command.StepUpMacDecoder;
import io.ayni.core.command.StepUpMacEncoder;
import io.ayni.core.command.StepUpResendDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.Operation;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class IsoTranslatorTest {
    private static final InstitutionFacts FACTS = new InstitutionFacts("Cooperativa Ayni", ZoneOffset.UTC,
        Currency.getInstance("USD"), List.of(biller(17, "bill.pay"), biller(18, "topup")), Map.of());
    private static final EdgeKeys KEYS = EdgeKeys.ofSecret(new byte[32]);
    private static final long CONNECTION = 77;
    private static final long CORRELATION = 88;

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AuthorizeRequestDecoder authorize = new AuthorizeRequestDecoder();
    private final ReversalRequestDecoder reversal = new ReversalRequestDecoder();
    private final CompletionAdviceDecoder completion = new CompletionAdviceDecoder();
    private final StepUpAnswerDecoder stepUpAnswer = new StepUpAnswerDecoder();
    private final StepUpResendDecoder stepUpResend = new StepUpResendDecoder();
    private InstitutionFacts facts = FACTS;
    private IsoTranslator translator;

    @ParameterizedTest(name = "{0} from a {1} becomes {3} on lane {4}")
    @CsvSource({
        "0200, CHANNEL,   transfer,  AuthorizeRequest, REQUEST",
        "0201, CHANNEL,   transfer,  AuthorizeRequest, REQUEST",
        "0200, CHANNEL,   interbank, AuthorizeRequest, REQUEST",
        "0200, CHANNEL,   stepUp,    StepUpAnswer,     REQUEST",
        "0201, CHANNEL,   stepUp,    StepUpAnswer,     REQUEST",
        "0400, CHANNEL,   reversal,  ReversalRequest,  COMPLETION",
        "0401, CHANNEL,   reversal,  ReversalRequest,  COMPLETION",
        "0420, CHANNEL,   reversal,  ReversalRequest,  COMPLETION",
        "0421, CHANNEL,   reversal,  ReversalRequest,  COMPLETION",
        "0100, CARD,      purchase,  AuthorizeRequest, REQUEST",
        "0101, CARD,      purchase,  AuthorizeRequest, REQUEST",
        "0200, CARD,      purchase,  AuthorizeRequest, REQUEST",
        "0220, CARD,      advice,    CompletionAdvice, COMPLETION",
        "0221, CARD,      advice,    CompletionAdvice, COMPLETION",
        "0420, CARD,      reversal,  ReversalRequest,  COMPLETION",
        "0200, INTERBANK, credit,    AuthorizeRequest, REQUEST",
        "0420, INTERBANK, reversal,  ReversalRequest,  COMPLETION",
    })
    void translatesEachMessageType(
        final String mti, final IsoRole role, final String sample, final String template, final Ingress.Lane lane) {
        assertThat(translate(role, sample(sample).as(mti))).isEqualTo(Verdict.COMMAND);
        assertThat(template()).isEqualTo(template);
        assertThat(translator.lane()).isEqualTo(lane);
    }

    @ParameterizedTest(name = "{0} of a {1} without field {2}")
    @CsvSource({
        "transfer, CHANNEL, 3", "transfer, CHANNEL, 4", "transfer, CHANNEL, 7", "transfer, CHANNEL, 11",
        "transfer, CHANNEL, 37", "transfer, CHANNEL, 41", "transfer, CHANNEL, 49", "transfer, CHANNEL, 102",
        "transfer, CHANNEL, 103", "interbank, CHANNEL, 102", "interbank, CHANNEL, 103",
        "purchase, CARD, 2", "purchase, CARD, 3", "purchase, CARD, 4", "purchase, CARD, 7", "purchase, CARD, 11",
        "purchase, CARD, 37", "purchase, CARD, 41", "purchase, CARD, 49",
        "advice, CARD, 2", "advice, CARD, 3", "advice, CARD, 4", "advice, CARD, 37",
        "credit, INTERBANK, 103", "credit, INTERBANK, 4",
        "reversal, CHANNEL, 4", "reversal, CHANNEL, 7", "reversal, CHANNEL, 11", "reversal, CHANNEL, 37",
        "reversal, CHANNEL, 41", "reversal, CHANNEL, 49", "reversal, CHANNEL, 90",
        "echo, CHANNEL, 11", "echo, CHANNEL, 70",
    })
    void namesTheFieldThatIsMissing(final String sample, final IsoRole role, final int field) {
        assertThat(translate(role, sample(sample).without(field))).isEqualTo(Verdict.FORMAT_ERROR);
        assertThat(translator.badField()).isEqualTo(field);
    }

    @ParameterizedTest(name = "{0}: field {1} = ''{2}''")
    @CsvSource({
        "transfer,  49,  USD",
        "transfer,  102, 12A4",
        "transfer,  102, 1234567890123456789",
        "transfer,  103, EC-77 001",
        "transfer,  103, '   '",
        "interbank, 100, ''",
        "interbank, 103, ''",
        "transfer,  32,  ''",
        "stepUp,    124, ABC",
        "stepUp,    124, 0000000000U4R",
        "stepUp,    125, 12345",
        "stepUp,    125, 12345A",
        "stepUp,    125, 1234567",
        "reversal,  95,  000000000100000000000000000000000000000000",
    })
    void namesTheFieldThatIsWrong(final String sample, final int field, final String value) {
        assertThat(translate(IsoRole.CHANNEL, sample(sample).with(field, value))).isEqualTo(Verdict.FORMAT_ERROR);
        assertThat(translator.badField()).isEqualTo(field);
    }

    @Test
    void aPanIsTwelveToNineteenDigits() {
        assertThat(translate(IsoRole.CARD, IsoSamples.purchase().with(2, "40000012345")))
            .isEqualTo(Verdict.FORMAT_ERROR);
        assertThat(translator.badField()).isEqualTo(2);
    }

    @ParameterizedTest(name = "a {0} may not ask for {1} {2}: {3}")
    @CsvSource({
        "CARD,      0200, transfer,  57", "INTERBANK, 0200, transfer,  57", "CARD,      0200, interbank, 57",
        "CHANNEL,   0100, purchase,  57", "INTERBANK, 0100, purchase,  57", "CHANNEL,   0200, credit,    57",
        "CARD,      0200, credit,    57", "CHANNEL,   0220, advice,    57", "INTERBANK, 0220, advice,    57",
        "CHANNEL,   0100, transfer,  57", "CARD,      0120, purchase,  12", "CARD,      0300, purchase,  12",
        "CARD,      0600, purchase,  12",
    })
    void refusesWhatThePeersRoleDoesNotGive(
        final IsoRole role, final String mti, final String sample, final String responseCode) {
        assertThat(translate(role, sample(sample).as(mti))).isEqualTo(Verdict.REFUSAL);
        assertThat(ResponseCode.format(translator.responseCode())).isEqualTo(responseCode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"020000", "310000", "990000", "410000"})
    void refusesAnUnknownProcessingCode(final String processingCode) {
        assertThat(translate(IsoRole.CHANNEL, IsoSamples.transfer().with(3, processingCode)))
            .isEqualTo(Verdict.REFUSAL);
        assertThat(translator.responseCode()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0110", "0210", "0230", "0430", "0810", "1200", "2200", "0240"})
    void whatIsNoRequestOfThisVersionIsNotAnswered(final String mti) {
        assertThat(translate(IsoRole.CHANNEL, IsoSamples.transfer().as(mti))).isEqualTo(Verdict.NOT_A_REQUEST);
    }

    @Test
    void networkManagementIsForTheConnection() {
        assertThat(translate(IsoRole.CARD, IsoSamples.echo())).isEqualTo(Verdict.MANAGEMENT);
    }

    @Test
    void aTransferInsideTheCooperative() {
        translate(IsoRole.CHANNEL, IsoSamples.transfer());
        decodeAuthorize();
        assertThat(authorize.replyTo().connectionId()).isEqualTo(CONNECTION);
        assertThat(authorize.replyTo().correlationId()).isEqualTo(CORRELATION);
        assertThat(authorize.paymentId()).isPositive();
        assertThat(authorize.peerId()).isEqualTo(7);
        assertThat(authorize.operation()).isEqualTo((short) Operation.TRANSFER_INTERNAL.code());
        assertThat(authorize.messageClass()).isEqualTo((short) 2);
        assertThat(authorize.currency()).isEqualTo(840);
        assertThat(authorize.amountMinor()).isEqualTo(1_500);
        assertThat(authorize.debitAccount()).isEqualTo(AccountNumber.parse("1000000001"));
        assertThat(authorize.creditAccount()).isEqualTo(AccountNumber.parse("1000000002"));
        assertThat(authorize.institution()).isZero();
        assertThat(authorize.externalAccount()).isBlank();
        assertThat(authorize.card().high()).isZero();
    }

    @Test
    void aTransferToAnotherInstitution() {
        translate(IsoRole.CHANNEL, IsoSamples.interbank());
        decodeAuthorize();
        assertThat(authorize.operation()).isEqualTo((short) Operation.TRANSFER_INTERBANK.code());
        assertThat(authorize.creditAccount()).isZero();
        assertThat(authorize.institution()).isEqualTo(AccountNumber.parse("2002"));
        assertThat(authorize.externalAccount()).isEqualTo("EC-77 001" + " ".repeat(19));
    }

    @Test
    void spacesBehindAnAccountDoNotCount() {
        translate(IsoRole.CHANNEL, IsoSamples.transfer().with(102, "0042    "));
        decodeAuthorize();
        assertThat(authorize.debitAccount()).isEqualTo(AccountNumber.parse("0042"));
    }

    @Test
    void aCardOperationCarriesNothingOfTheCardButHashBinAndLastFour() {
        translate(IsoRole.CARD, IsoSamples.purchase().with(35, IsoSamples.PAN + "=30121010000012300000")
            .with(52, "0123456789ABCDEF"));
        decodeAuthorize();
        final UnsafeBuffer key = new UnsafeBuffer(new byte[16]);
        final byte[] pan = IsoSamples.PAN.getBytes(StandardCharsets.US_ASCII);
        new CardHash(KEYS).hash(new UnsafeBuffer(pan), 0, pan.length, new Key128Encoder().wrap(key, 0));
        assertThat(authorize.card().high()).isEqualTo(new Key128Decoder().wrap(key, 0).high());
        assertThat(authorize.cardBin()).isEqualTo(400_000);
        assertThat(authorize.cardLastFour()).isEqualTo(7_899);
        assertThat(authorize.messageClass()).isEqualTo((short) 1);
        assertThat(macOf(authorize.mac())).as("no password for a card").containsOnly(0L);
        final String written = command.getStringWithoutLengthAscii(0, translator.commandLength());
        assertThat(written).doesNotContain(IsoSamples.PAN).doesNotContain("30121010000012300000");
    }

    @Test
    void aCreditThatComesInNamesItsSender() {
        translate(IsoRole.INTERBANK, IsoSamples.credit());
        decodeAuthorize();
        assertThat(authorize.operation()).isEqualTo((short) Operation.CREDIT_INBOUND.code());
        assertThat(authorize.creditAccount()).isEqualTo(AccountNumber.parse("1000000002"));
        assertThat(authorize.institution()).isEqualTo(AccountNumber.parse("2002"));
        assertThat(authorize.debitAccount()).isZero();
    }

    @Test
    void thePasswordMadeForARequestIsKnownOnlyByItsMac() {
        translate(IsoRole.CHANNEL, IsoSamples.interbank());
        decodeAuthorize();
        assertThat(translator.code()).isBetween(0, 999_999);
        assertThat(macOf(authorize.mac()))
            .isEqualTo(mac(authorize.paymentId(), "2002", "EC-77 001", translator.code()));
    }

    @Test
    void noPasswordIsMadeForWhatNobodyConfirms() {
        facts = new InstitutionFacts(FACTS.name(), FACTS.zone(), FACTS.currency(), FACTS.billers(), FACTS.institutions(),
            EnumSet.of(Operation.TRANSFER_INTERBANK, Operation.TRANSFER_INTERNAL));
        translate(IsoRole.CHANNEL, IsoSamples.interbank());
        decodeAuthorize();
        assertThat(translator.code()).isEqualTo(StepUpCodes.INVALID);
        assertThat(macOf(authorize.mac())).containsOnly(0L);
    }

    @Test
    void whileRulesChangePasswordsAreMadeForWhatIsConfirmedBeforeOrAfter() {
        final InstitutionFacts before = new InstitutionFacts(FACTS.name(), FACTS.zone(), FACTS.currency(), List.of(),
            Map.of(), EnumSet.of(Operation.TRANSFER_INTERBANK, Operation.TRANSFER_INTERNAL));
        final InstitutionFacts after = new InstitutionFacts(FACTS.name(), FACTS.zone(), FACTS.currency(), List.of(),
            Map.of(), EnumSet.of(Operation.TRANSFER_INTERNAL, Operation.TOP_UP));
        final InstitutionFacts between = before.confirmingAlso(after);
        assertThat(between.mayAskPassword(Operation.TRANSFER_INTERNAL)).isFalse();
        assertThat(between.mayAskPassword(Operation.TRANSFER_INTERBANK)).isTrue();
        assertThat(between.mayAskPassword(Operation.TOP_UP)).isTrue();
    }

    @Test
    void aTypedPasswordIsBoundToPaymentAmountAndPayee() {
        translate(IsoRole.CHANNEL, IsoSamples.stepUp());
        stepUpAnswer.wrapAndApplyHeader(command, 0, header);
        final long paymentId = PaymentIds.parse(IsoSamples.PAYMENT_ID);
        assertThat(stepUpAnswer.paymentId()).isEqualTo(paymentId);
        assertThat(macOf(stepUpAnswer.mac())).isEqualTo(mac(paymentId, "2002", "EC-77 001", 12_345));
        assertThat(translator.code()).as("what was typed stays nowhere").isEqualTo(StepUpCodes.INVALID);
        assertThat(command.getStringWithoutLengthAscii(0, translator.commandLength())).doesNotContain("012345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RESEND"})
    void anEmptyPasswordAsksForANewOne(final String password) {
        translate(IsoRole.CHANNEL, IsoSamples.stepUp().with(125, password));
        assertThat(template()).isEqualTo("StepUpResend");
        stepUpResend.wrapAndApplyHeader(command, 0, header);
        assertThat(macOf(stepUpResend.mac()))
            .isEqualTo(mac(stepUpResend.paymentId(), "2002", "EC-77 001", translator.code()));
    }

    @Test
    void aMissingPasswordAsksForANewOne() {
        translate(IsoRole.CHANNEL, IsoSamples.stepUp().without(125));
        assertThat(template()).isEqualTo("StepUpResend");
    }

    @Test
    void aRepeatHasTheKeyAndTheBodyOfItsFirst() {
        translate(IsoRole.CHANNEL, IsoSamples.transfer());
        decodeAuthorize();
        final String key = key(authorize.key());
        final long body = authorize.bodyHash();
        translate(IsoRole.CHANNEL, IsoSamples.transfer().as("0201"));
        decodeAuthorize();
        assertThat(key(authorize.key())).isEqualTo(key);
        assertThat(authorize.bodyHash()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({"7, 1121040507", "11, 000124", "32, 9998", "37, REF000000002", "41, WEB00002"})
    void eachPartOfTheKeyMakesAnotherKey(final int field, final String value) {
        final String first = authorizeKey(IsoRole.CHANNEL, IsoSamples.transfer());
        assertThat(authorizeKey(IsoRole.CHANNEL, IsoSamples.transfer().with(field, value))).isNotEqualTo(first);
    }

    @Test
    void messageClassAndPeerArePartOfTheKey() {
        final String hold = authorizeKey(IsoRole.CARD, IsoSamples.purchase());
        assertThat(authorizeKey(IsoRole.CARD, IsoSamples.purchase().as("0200"))).isNotEqualTo(hold);
        final IsoPeer other = new IsoPeer(8, "other", IsoRole.CARD, IsoText.DIALECT,
            IsoSamples.peer(IsoRole.CARD).frame());
        assertThat(authorizeKey(other, IsoSamples.purchase())).isNotEqualTo(hold);
    }

    @ParameterizedTest
    @CsvSource({
        "transfer,  4,   000000001501", "transfer,  49,  978", "transfer,  102, 1000000009",
        "transfer,  103, 1000000009", "interbank, 100, 2003", "interbank, 103, EC-77 002",
    })
    void anotherAmountCurrencyOrAccountIsAnotherBodyUnderTheSameKey(
        final String sample, final int field, final String value) {
        final String key = authorizeKey(IsoRole.CHANNEL, sample(sample));
        final long body = authorize.bodyHash();
        assertThat(authorizeKey(IsoRole.CHANNEL, sample(sample).with(field, value))).isEqualTo(key);
        assertThat(authorize.bodyHash()).isNotEqualTo(body);
    }

    @Test
    void aReversalNamesItsOriginalAndHasAKeyOfItsOwn() {
        final String original = authorizeKey(IsoRole.CHANNEL, IsoSamples.transfer());
        translate(IsoRole.CHANNEL, IsoSamples.reversal());
        reversal.wrapAndApplyHeader(command, 0, header);
        assertThat(key(reversal.original())).isEqualTo(original);
        assertThat(key(reversal.key())).isNotEqualTo(original);
        assertThat(reversal.amountMinor()).isEqualTo(1_500);
        assertThat(reversal.currency()).isEqualTo(840);
    }

    @Test
    void anOriginalWithoutAcquirerIsFoundThroughZerosInItsPlace() {
        final String original = authorizeKey(IsoRole.CHANNEL, IsoSamples.transfer().without(32));
        translate(IsoRole.CHANNEL, IsoSamples.reversal()
            .with(90, "0200" + "000123" + "1121040506" + "00000000000" + "00000000000"));
        reversal.wrapAndApplyHeader(command, 0, header);
        assertThat(key(reversal.original())).isEqualTo(original);
    }

    @Test
    void anAdviceNamesTheAuthorizationItCompletes() {
        final String original = authorizeKey(IsoRole.CARD, IsoSamples.purchase());
        translate(IsoRole.CARD, IsoSamples.advice());
        completion.wrapAndApplyHeader(command, 0, header);
        assertThat(key(completion.original())).isEqualTo(original);
        assertThat(completion.operation()).isEqualTo((short) Operation.CARD_PURCHASE.code());
        assertThat(completion.amountMinor()).isEqualTo(1_500);
        assertThat(completion.cardLastFour()).isEqualTo(7_899);
    }

    @Test
    void anAdviceWithoutOriginalIsAFactAllTheSame() {
        assertThat(translate(IsoRole.CARD, IsoSamples.advice().without(90))).isEqualTo(Verdict.COMMAND);
        completion.wrapAndApplyHeader(command, 0, header);
        assertThat(completion.original().high() | completion.original().low()).isZero();
    }

    @Test
    void aPaymentWithACardIsOfAnOwnCardOrOfAnotherInstitutionsWithDe100() {
        assertThat(translate(IsoRole.CHANNEL, IsoSamples.cardPayment())).isEqualTo(Verdict.COMMAND);
        decodeAuthorize();
        assertThat(authorize.operation()).isEqualTo((short) Operation.CARD_PAYMENT.code());
        assertThat(authorize.debitAccount()).isEqualTo(AccountNumber.parse("1000000001"));
        assertThat(authorize.card().high()).isNotZero();
        assertThat(authorize.sealedCard().w0()).as("the engine knows it by its hash").isZero();

        assertThat(translate(IsoRole.CHANNEL, IsoSamples.cardPayment().with(100, "2002"))).isEqualTo(Verdict.COMMAND);
        decodeAuthorize();
        assertThat(authorize.operation()).isEqualTo((short) Operation.CARD_PAYMENT_EXTERNAL.code());
        assertThat(new SealedCards(KEYS).open(authorize.sealedCard())).asString().isEqualTo(IsoSamples.PAN);
    }

    @ParameterizedTest
    @CsvSource({"17, BILL_PAY", "18, TOP_UP", "99, BILL_PAY"})
    void aPaymentToABillerIsWhatTheInstitutionSaysOfIt(final String biller, final Operation operation) {
        assertThat(translate(IsoRole.CHANNEL, IsoSamples.bill().with(98, biller))).isEqualTo(Verdict.COMMAND);
        decodeAuthorize();
        assertThat(authorize.operation()).isEqualTo((short) operation.code());
        assertThat(authorize.billerId()).isEqualTo(Integer.parseInt(biller)).isEqualTo(translator.billerId());
        assertThat(authorize.externalAccount().strip()).isEqualTo("0912345678").isEqualTo(translator.reference());
        assertThat(authorize.owedMinor()).as("to be asked").isZero();
    }

    @Test
    void twoBillersAreTwoPayments() {
        translate(IsoRole.CHANNEL, IsoSamples.bill());
        decodeAuthorize();
        final long first = authorize.bodyHash();
        translate(IsoRole.CHANNEL, IsoSamples.bill().with(98, "18").with(3, "500000"));
        decodeAuthorize();
        assertThat(authorize.bodyHash()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"98, x, 98", "103, '', 103", "102, x, 102"})
    void aBillNeedsPayerBillerAndReference(final int field, final String value, final int bad) {
        assertThat(translate(IsoRole.CHANNEL, IsoSamples.bill().with(field, value))).isEqualTo(Verdict.FORMAT_ERROR);
        assertThat(translator.badField()).isEqualTo(bad);
    }

    @ParameterizedTest
    @ValueSource(strings = {"300000", "310000"})
    void anInquiryAsksForTheAccount(final String processingCode) {
        assertThat(translate(IsoRole.CHANNEL, IsoSamples.inquiry(processingCode))).isEqualTo(Verdict.COMMAND);
        assertThat(Commands.templateId(command, 0)).isEqualTo(AccountQueryDecoder.TEMPLATE_ID);
        final AccountQueryDecoder query = new AccountQueryDecoder().wrapAndApplyHeader(command, 0, header);
        assertThat(query.account()).isEqualTo(AccountNumber.parse("1000000001"));
        assertThat(query.replyTo().correlationId()).isEqualTo(CORRELATION);

    }

    @ParameterizedTest
    @ValueSource(strings = {"300000", "310000"})
    void aMachineAsksByTheCard(final String processingCode) {
        assertThat(translate(IsoRole.CARD, IsoSamples.inquiry(processingCode).with(2, IsoSamples.PAN)))
            .isEqualTo(Verdict.COMMAND);
        final AccountQueryDecoder query = new AccountQueryDecoder().wrapAndApplyHeader(command, 0, header);
        assertThat(query.account()).as("DE102 is not what a card network may ask for").isEqualTo(AccountNumber.NONE);
        assertThat(query.card().high()).isNotZero();

        assertThat(translate(IsoRole.CARD, IsoSamples.inquiry(processingCode))).isEqualTo(Verdict.FORMAT_ERROR);
        assertThat(translator.badField()).isEqualTo(2);
        assertThat(translate(IsoRole.INTERBANK, IsoSamples.inquiry(processingCode))).isNotEqualTo(Verdict.COMMAND);
    }

    @Test
    void aReplacementAmountOfNothingIsAWholeReversal() {
        assertThat(translate(IsoRole.CHANNEL, IsoSamples.reversal().with(95, "0".repeat(42))))
            .isEqualTo(Verdict.COMMAND);
    }

    private Verdict translate(final IsoRole role, final IsoText message) {
        return translate(IsoSamples.peer(role), message);
    }

    private Verdict translate(final IsoPeer peer, final IsoText message) {
        final Random random = new Random(8583);
        final RandomSource source = new RandomSource(random::nextBytes);
        translator = new IsoTranslator(peer, source, new StepUpCodes(KEYS, source), new CardHash(KEYS),
            new SealedCards(KEYS), () -> facts);
        return translator.translate(message.reader(), CONNECTION, CORRELATION, command);
    }

    private String authorizeKey(final IsoRole role, final IsoText message) {
        return authorizeKey(IsoSamples.peer(role), message);
    }

    private String authorizeKey(final IsoPeer peer, final IsoText message) {
        assertThat(translate(peer, message)).isEqualTo(Verdict.COMMAND);
        decodeAuthorize();
        return key(authorize.key());
    }

    private void decodeAuthorize() {
        authorize.wrapAndApplyHeader(command, 0, header);
    }

    private String template() {
        return switch (Commands.templateId(command, 0)) {
            case AuthorizeRequestDecoder.TEMPLATE_ID -> "AuthorizeRequest";
            case StepUpAnswerDecoder.TEMPLATE_ID -> "StepUpAnswer";
            case StepUpResendDecoder.TEMPLATE_ID -> "StepUpResend";
            case ReversalRequestDecoder.TEMPLATE_ID -> "ReversalRequest";
            case CompletionAdviceDecoder.TEMPLATE_ID -> "CompletionAdvice";
            default -> "?";
        };
    }

    private static IsoText sample(final String name) {
        return switch (name) {
            case "transfer" -> IsoSamples.transfer();
            case "interbank" -> IsoSamples.interbank();
            case "stepUp" -> IsoSamples.stepUp();
            case "purchase" -> IsoSamples.purchase();
            case "advice" -> IsoSamples.advice();
            case "credit" -> IsoSamples.credit();
            case "reversal" -> IsoSamples.reversal();
            case "echo" -> IsoSamples.echo();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String key(final Key128Decoder key) {
        return Long.toHexString(key.high()) + '/' + Long.toHexString(key.low());
    }

    private static long[] macOf(final StepUpMacDecoder mac) {
        return new long[]{mac.w0(), mac.w1(), mac.w2(), mac.w3()};
    }

    private static long[] mac(final long paymentId, final String institution, final String payee, final int code) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[32]);
        new StepUpCodes(KEYS, new RandomSource()).mac(paymentId, 1_500, 840,
            new StepUpPayee().elsewhere(AccountNumber.parse(institution), payee), code,
            new StepUpMacEncoder().wrap(buffer, 0));
        return macOf(new StepUpMacDecoder().wrap(buffer, 0));
    }

    private static InstitutionFacts.Biller biller(final int id, final String operation) {
        return new InstitutionFacts.Biller(id, "", "", operation, Currency.getInstance("USD"), 0, 0, false, true, true,
            1, 1_000, 0, "", "");
    }
}
