package io.ayni.connectors.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.translate.MemberTranslator.Target;
import io.ayni.core.command.MemberQueryDecoder;
import io.ayni.core.command.MemberRequestDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.member.BeneficiaryKind;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.Operation;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberTranslatorTest {
    private static final EdgeKeys KEYS = EdgeKeys.ofSecret(new byte[32]);
    private static final String PAN = "4111111111111111";
    private static final String SCHEDULE = """
            {"account":"42","billerId":17,"reference":"0912","maxAmountMinor":2000,"currency":"USD",\
            "startDate":"2026-12-01","endDate":"2027-12-01","termsAccepted":true,"alias":"Añil"}""";

    private final CommandFrame frame = new CommandFrame();
    private final SealedCards sealedCards = new SealedCards(KEYS);
    private final MemberTranslator translator =
            new MemberTranslator(frame, KEYS, new RandomSource(), sealedCards);

    @Test
    void everyMemberOfTheBodyIsInTheCommand() {
        final MemberRequestDecoder command = request(BodySpec.SCHEDULE_CREATE, new Target(7, 0, 0), SCHEDULE);

        assertThat(command.replyTo().correlationId()).isEqualTo(6);
        assertThat(Operation.ofCode(command.operation())).isEqualTo(Operation.SCHEDULE_CREATE);
        assertThat(command.memberId()).isEqualTo(7).isEqualTo(translator.memberId());
        assertThat(command.billerId()).isEqualTo(17);
        assertThat(command.externalAccount()).isEqualTo("0912" + " ".repeat(24));
        assertThat(command.amountMinor()).isEqualTo(2_000);
        assertThat(command.startDay()).isEqualTo((int) LocalDate.of(2026, 12, 1).toEpochDay());
        assertThat(command.endDay()).isEqualTo((int) LocalDate.of(2027, 12, 1).toEpochDay());
        assertThat(command.flags()).as("terms accepted").isEqualTo((short) 1);
        assertThat(command.alias()).isEqualTo("Añil");
        assertThat(command.mac().w0()).isNotZero();
        assertThat(command.targetId() | command.cardToken() | command.sealedCard().w0()).isZero();
    }

    @Test
    void aCardIsSealedAndItsNumberIsNowhereInTheCommand() {
        final String body = "{\"kind\":\"card\",\"cardNumber\":\"" + PAN + "\"}";
        final MemberRequestDecoder command = request(BodySpec.BENEFICIARY_CREATE, new Target(7, 0, 0), body);

        assertThat(command.kind()).isEqualTo((short) BeneficiaryKind.CARD.code());
        assertThat(command.cardBin()).isEqualTo(411_111);
        assertThat(command.cardLastFour()).isEqualTo(1_111);
        assertThat(sealedCards.open(command.sealedCard())).asString().isEqualTo(PAN);
        assertThat(bytesOfCommand()).doesNotContain(PAN);
        final long first = command.bodyHash();
        assertThat(request(BodySpec.BENEFICIARY_CREATE, new Target(7, 0, 0), body).bodyHash())
                .as("sealed anew, the same request").isEqualTo(first);
        assertThat(request(BodySpec.BENEFICIARY_CREATE, new Target(7, 0, 0), body.replace(PAN, "4111110000091111"))
                .bodyHash()).as("another card with the same ends").isNotEqualTo(first);
    }

    @Test
    void aPinIsHandedOverBesideTheCommand() {
        request(BodySpec.CARD_PIN_CHANGE, new Target(0, 0, 5), "{\"memberId\":\"7\",\"pin\":\"836114\"}");

        assertThat(bytesOfCommand()).doesNotContain("836114");
        assertThat(translator.takePin()).isEqualTo("836114");
        assertThat(translator.takePin()).as("once").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        BENEFICIARY_CREATE | {"kind":"internal"}                                            | $.creditAccount
        BENEFICIARY_CREATE | {"kind":"internal","creditAccount":"EC-1"}                     | $.creditAccount
        BENEFICIARY_CREATE | {"kind":"internal","creditAccount":"42","institution":"0036"}  | $.institution
        BENEFICIARY_CREATE | {"kind":"interbank","creditAccount":"42"}                      | $.institution
        BENEFICIARY_CREATE | {"kind":"card","cardNumber":"4111111111111112"}                | $.cardNumber
        BENEFICIARY_CREATE | {"kind":"card","creditAccount":"42"}                           | $.creditAccount
        BENEFICIARY_CREATE | {"kind":"own_card","cardNumber":"4111111111111111"}            | $.cardNumber
        BENEFICIARY_CREATE | {"kind":"friend"}                                              | $.kind
        BENEFICIARY_CREATE | {"kind":"internal","creditAccount":"42","email":"x"}           | $.email
        BENEFICIARY_CREATE | {"kind":"internal","creditAccount":"42","alias":" "}           | $.alias
        SCHEDULE_UPDATE    | {"account":"42","maxAmountMinor":0,"currency":"USD","startDate":"2026-12-01"}    | $.maxAmountMinor
        SCHEDULE_UPDATE    | {"account":"42","maxAmountMinor":1,"currency":"USD","startDate":"2026-13-01"}    | $.startDate
        SCHEDULE_UPDATE    | {"account":"42","maxAmountMinor":1,"currency":"USD","startDate":"2026-12-02","endDate":"2026-12-01"} | $.endDate
        CARD_PIN_CHANGE    | {"memberId":"1"}                                               | $.pin
        CARD_PIN_CHANGE    | {"memberId":"1","pin":"836"}                                   | $.pin
        CARD_PIN_CHANGE    | {"memberId":"1","pin":"8361","pinBlock":"0412AC89ABCDEF67"}    | $.pinBlock
        CARD_PIN_CHANGE    | {"memberId":"0","pin":"8361"}                                  | $.memberId
        CHALLENGE          | {"memberId":"1","purpose":"New Device"}                        | $.purpose
        LIMITS_UPDATE      | {"internalDailyMinor":1.5}                                     | $.internalDailyMinor
        LIMITS_UPDATE      | {"internalDailyMinor":-1}                                      | $.internalDailyMinor
        LIMITS_UPDATE      | {"internalDailyMinor":1}                                       | $.internalWeeklyMinor
        """)
    void aBodyThatIsNotAsExpectedIsAFaultThatNamesThePath(final BodySpec spec, final String body, final String path) {
        final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        assertThat(translator.request(spec, new Target(7, 0, 0), bytes, bytes.length).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "9223372036854775807, 9223372036854775807", "9223372036854775808, 9223372036854775807",
        "1e24, 9223372036854775807", "1e2, 100", "null, 9223372036854775807",
        "1e999999999, 9223372036854775807"})
    void aLimitBeyondSixtyFourBitsIsNone(final String written, final long limit) {
        final MemberRequestDecoder command = request(BodySpec.LIMITS_UPDATE, new Target(7, 0, 0), """
                {"internalDailyMinor":0,"internalWeeklyMinor":0,"internalMonthlyMinor":0,"externalDailyMinor":0,\
                "externalWeeklyMinor":0,"externalMonthlyMinor":%s}""".formatted(written));

        assertThat(command.extMonthlyMinor()).isEqualTo(limit);
    }

    @Test
    void aQueryAsksFromItsCursor() {
        frame.by(5, 6, 7, null);
        translator.history(1, 0, Operation.BILL_PAY, 100, 200, 55, 30);

        final MemberQueryDecoder query =
                new MemberQueryDecoder().wrapAndApplyHeader(frame.buffer(), 0, new MessageHeaderDecoder());
        assertThat(QueryKind.ofCode(query.kind())).isEqualTo(QueryKind.HISTORY);
        assertThat(query.operation()).isEqualTo((short) Operation.BILL_PAY.code());
        assertThat(query.fromMs()).isEqualTo(100);
        assertThat(query.toMs()).isEqualTo(200);
        assertThat(query.cursor()).isEqualTo(55);
        assertThat(query.maxRows()).isEqualTo(30);
    }

    @Property(tries = 300)
    void aBodyWithAnyByteChangedIsACommandOrAFault(@ForAll final int at, @ForAll final byte changed) {
        final byte[] body = SCHEDULE.getBytes(StandardCharsets.UTF_8);
        body[Math.floorMod(at, body.length)] = changed;
        frame.by(5, 6, 7, "k");

        final JsonFault fault = translator.request(BodySpec.SCHEDULE_CREATE, new Target(7, 0, 0), body, body.length);

        assertThat(fault == null || fault.path().startsWith("$")).isTrue();
    }

    @Property(tries = 300)
    void anyBytesAreAFault(@ForAll @Size(max = 200) final byte[] body) {
        for (final BodySpec spec : new BodySpec[] {BodySpec.LIMITS_UPDATE, BodySpec.CHALLENGE, BodySpec.CARD_PIN_CHANGE}) {
            assertThat(translator.request(spec, new Target(7, 0, 0), body, body.length)).isNotNull();
        }
    }

    private MemberRequestDecoder request(final BodySpec spec, final Target target, final String body) {
        final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        frame.by(5, 6, 7, "k");
        assertThat(translator.request(spec, target, bytes, bytes.length)).isNull();
        return new MemberRequestDecoder().wrapAndApplyHeader(frame.buffer(), 0, new MessageHeaderDecoder());
    }

    private String bytesOfCommand() {
        final byte[] bytes = new byte[frame.length()];
        frame.buffer().getBytes(0, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
