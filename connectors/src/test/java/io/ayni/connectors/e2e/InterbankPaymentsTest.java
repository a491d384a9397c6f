package io.ayni.connectors.e2e;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.harness.JposPackagers;
import io.ayni.connectors.harness.TestAdmin;
import io.ayni.connectors.harness.TestConfig;
import io.ayni.connectors.harness.TestSwitch;
import io.ayni.core.engine.AlarmCode;
import io.ayni.core.payment.LinkState;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

/** jPOS calls, the switch decides, jPOS plays the network: three programs that share nothing but sockets. */
class InterbankPaymentsTest {
    private static final long PATIENCE_MS = 10_000;
    private static final long OPENING_MINOR = 10_000_000;

    @TempDir
    private Path directory;
    private JposNetwork network;
    private TestSwitch sut;
    private JposCaller caller;

    @AfterEach
    void close() throws Exception {
        if (caller != null) {
            caller.close();
        }
        sut.close();
        network.close();
    }

    @ParameterizedTest
    @CsvSource({"iso1987-ascii, binary-2", "iso1987-ascii-hex-bitmap, ascii-4"})
    void aTransferIsConfirmedSentApprovedAndPosted(final String dialect, final String frame) throws Exception {
        final boolean isAscii = frame.startsWith("ascii");
        network = isAscii ? JposNetwork.ascii() : JposNetwork.binary();
        start(TestConfig.of(network.port()).withNetwork(dialect, frame));
        caller = isAscii ? JposCaller.ascii(sut.address("channel-ascii")) : JposCaller.binary(sut.address("channel"));
        final ISOMsg request = IsoMessages.interbank("000000001500");

        final ISOMsg challenge = request(request);
        assertThat(challenge.getMTI()).isEqualTo("0210");
        assertThat(challenge.getString(39)).isEqualTo("1A");
        assertThat(challenge.getString(124)).hasSize(13);
        assertThat(network.received()).as("nothing leaves before the member has confirmed").isEmpty();

        final ISOMsg answer = request(IsoMessages.confirmed(request, challenge, sut.lastCode(IsoMessages.ANA)));
        assertThat(answer.getString(39)).isEqualTo("00");
        assertThat(answer.getString(38)).as("the network's own").isEqualTo(JposNetwork.APPROVAL_CODE);
        assertThat(answer.getString(54)).isEqualTo("0001840C000009998459" + "0002840C000009998459");

        final ISOMsg sent = network.received().getFirst();
        assertThat(sent.getMTI()).isEqualTo("0200");
        assertThat(sent.getString(3)).isEqualTo("400000");
        assertThat(sent.getString(4)).isEqualTo("000000001500");
        assertThat(sent.getString(32)).isEqualTo("300042");
        assertThat(sent.getString(41)).isEqualTo("AYNI0001");
        assertThat(sent.getString(100)).isEqualTo("2002");
        assertThat(sent.getString(102)).isEqualTo(IsoMessages.ANA);
        assertThat(sent.getString(103)).isEqualTo("EC-77");
        assertThat(network.received()).hasSize(1);
        assertThat(balances("9000000006")).isEqualTo(List.of(1_500L, 0L));
        assertThat(balances("9000000002")).as("fee").isEqualTo(List.of(36L, 0L));
        assertThat(balances("9000000003")).as("0.36 x 15 % = 0.054").isEqualTo(List.of(5L, 0L));
    }

    @Test
    void aWrongPasswordIsCountedAndTheThirdOneEndsIt() throws Exception {
        startWithNetwork();
        final ISOMsg request = IsoMessages.interbank("000000001500");
        final ISOMsg challenge = request(request);
        final String code = sut.lastCode(IsoMessages.ANA);
        final String wrong = code.equals("000000") ? "000001" : "000000";
        for (final String expected : List.of("63", "63", "75")) {
            assertThat(request(IsoMessages.confirmed(request, challenge, wrong)).getString(39)).isEqualTo(expected);
        }
        assertThat(request(IsoMessages.confirmed(request, challenge, code)).getString(39)).isEqualTo("75");
        assertThat(network.received()).isEmpty();
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR, 0L));
    }

    @Test
    void aPasswordOfAnotherAmountIsWrong() throws Exception {
        startWithNetwork();
        final ISOMsg request = IsoMessages.interbank("000000001500");
        final ISOMsg challenge = request(request);
        final ISOMsg confirmed = IsoMessages.confirmed(request, challenge, sut.lastCode(IsoMessages.ANA));
        confirmed.set(4, "000000009900");
        assertThat(request(confirmed).getString(39)).isEqualTo("63");
    }

    @Test
    void aPasswordSentAgainReplacesTheOneBefore() throws Exception {
        startWithNetwork();
        final ISOMsg request = IsoMessages.interbank("000000001500");
        final ISOMsg challenge = request(request);
        final String first = sut.lastCode(IsoMessages.ANA);
        assertThat(request(IsoMessages.confirmed(request, challenge, "RESEND")).getString(39)).isEqualTo("1A");
        Await.until("a second password", () -> sut.codesSent(IsoMessages.ANA) == 2);
        final String second = sut.lastCode(IsoMessages.ANA);
        if (!first.equals(second)) {
            assertThat(request(IsoMessages.confirmed(request, challenge, first)).getString(39)).isEqualTo("63");
        }
        assertThat(request(IsoMessages.confirmed(request, challenge, second)).getString(39)).isEqualTo("00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"51", "14", "05"})
    void aDeclineOfTheNetworkIsPassedOn(final String responseCode) throws Exception {
        startWithoutStepUp();
        network.behave((source, message) -> JposNetwork.answer(source, message, responseCode));
        final ISOMsg answer = request(IsoMessages.interbank("000000001500"));
        assertThat(answer.getString(39)).isEqualTo(responseCode);
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR, 0L));
    }

    @Test
    void aSilentNetworkIsReversedUntilItAcknowledges() throws Exception {
        startWithoutStepUp(300, 100);
        final AtomicInteger reversals = new AtomicInteger();
        network.behave((source, message) -> {
            if (message.getMTI().startsWith("042") && reversals.incrementAndGet() == 3) {
                JposNetwork.answer(source, message, "00");
            }
        });
        assertThat(request(IsoMessages.interbank("000000001500")).getString(39)).isEqualTo("68");
        Await.until("three reversals", () -> reversals.get() == 3);
        Await.until("the hold is released", () -> balances(IsoMessages.ANA).equals(List.of(OPENING_MINOR, 0L)));

        final ISOMsg payment = network.received().getFirst();
        final ISOMsg first = network.received().get(1);
        assertThat(first.getMTI()).isEqualTo("0420");
        assertThat(first.getString(37)).isEqualTo(payment.getString(37));
        assertThat(first.getString(90)).isEqualTo(
            "0200" + payment.getString(11) + payment.getString(7) + "00000300042" + "00000000000");
        for (final ISOMsg repeat : network.received().subList(2, 4)) {
            assertThat(repeat.getMTI()).isEqualTo("0421");
            repeat.setMTI("0420");
            assertThat(packed(repeat)).as("the very same but for the message type").isEqualTo(packed(first));
        }
        assertThat(network.received()).hasSize(4);
    }

    @Test
    void aLateApprovalIsNeverCaptured() throws Exception {
        startWithoutStepUp(300, 500);
        final AtomicReference<ISOMsg> payment = new AtomicReference<>();
        network.behave((source, message) -> {
            if (message.getMTI().equals("0200")) {
                payment.set((ISOMsg) message.clone());
            } else {
                JposNetwork.answer(source, payment.get(), "00");
                JposNetwork.answer(source, message, "00");
            }
        });
        assertThat(request(IsoMessages.interbank("000000001500")).getString(39)).isEqualTo("68");
        Await.until("the hold is released", () -> balances(IsoMessages.ANA).equals(List.of(OPENING_MINOR, 0L)));
        assertThat(sut.alarms()).contains(AlarmCode.LATE_APPROVAL);
        assertThat(balances("9000000006")).isEqualTo(List.of(0L, 0L));
    }

    @Test
    void aSecondAnswerOfTheNetworkChangesNothing() throws Exception {
        startWithoutStepUp();
        network.behave((source, message) -> {
            JposNetwork.answer(source, message, "00");
            JposNetwork.answer(source, message, "51");
        });
        assertThat(request(IsoMessages.interbank("000000001500")).getString(39)).isEqualTo("00");
        Await.until("the alarm", () -> sut.alarms().contains(AlarmCode.DUPLICATE_ANSWER));
        assertThat(balances("9000000006")).isEqualTo(List.of(1_500L, 0L));
    }

    @ParameterizedTest(name = "field {0} is {1}")
    @CsvSource({
        "41, MISSING", "41, OTHER001", "11, MISSING", "7, 0101000000", "37, MISSING", "4, 000000001501", "49, 978",
    })
    void anAnswerToAnotherRequestIsQuarantined(final int field, final String value) throws Exception {
        startWithoutStepUp(300, 100);
        network.behave((source, message) -> {
            if (message.getMTI().equals("0200")) {
                final ISOMsg answer = (ISOMsg) message.clone();
                if (value.equals("MISSING")) {
                    answer.unset(field);
                } else {
                    answer.set(field, value);
                }
                JposNetwork.answer(source, answer, "00");
            } else {
                JposNetwork.answer(source, message, "00");
            }
        });
        assertThat(request(IsoMessages.interbank("000000001500")).getString(39)).isEqualTo("68");
        Await.until("the alarm", () -> sut.alarms().contains(AlarmCode.ANSWER_MATCHED_NOTHING));
        Await.until("the hold is released", () -> balances(IsoMessages.ANA).equals(List.of(OPENING_MINOR, 0L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0200", "0201"})
    void aRequestReceivedTwiceIsAnsweredWithTheVerySameAnswer(final String mti) throws Exception {
        startWithoutStepUp();
        final ISOMsg request = IsoMessages.interbank("000000001500");
        final ISOMsg first = request(request);
        final ISOMsg again = (ISOMsg) request.clone();
        again.setMTI(mti);
        final ISOMsg second = request(again);
        assertThat(ISOUtil.hexString(packed(second))).isEqualTo(ISOUtil.hexString(packed(first)));
        assertThat(network.received()).hasSize(1);
        assertThat(balances("9000000006")).isEqualTo(List.of(1_500L, 0L));
    }

    @Test
    void aRepeatInFlightIsAttachedToTheFirst() throws Exception {
        startWithoutStepUp();
        final AtomicReference<Runnable> release = new AtomicReference<>();
        network.behave((source, message) -> release.set(() -> {
            try {
                JposNetwork.answer(source, message, "00");
            } catch (final Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        final ISOMsg request = IsoMessages.interbank("000000001500");
        caller.send(request);
        Await.until("the network has it", () -> release.get() != null);
        final ISOMsg repeat = (ISOMsg) request.clone();
        repeat.setMTI("0201");
        try (JposCaller other = JposCaller.binary(sut.address("channel"))) {
            final CompletableFuture<ISOMsg> answer = other.send(repeat);
            Await.until("the repeat has arrived", () -> sut.listener("channel").counters().requests() == 2);
            sut.admin().account(IsoMessages.ANA);
            release.get().run();
            assertThat(answer.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join().getString(39)).isEqualTo("00");
        }
        assertThat(network.received()).hasSize(1);
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR - 1_541, 0L));
    }

    @Test
    void aKeyUsedAgainForAnotherAmountIsADuplicate() throws Exception {
        startWithoutStepUp();
        final ISOMsg request = IsoMessages.interbank("000000001500");
        request(request);
        request.set(4, "000000009900");
        assertThat(request(request).getString(39)).isEqualTo("94");
    }

    @Test
    void aLinkThatIsDownAnswers91AtOnceAndHoldsNothing() throws Exception {
        startWithoutStepUp();
        network.close();
        Await.until("the link is down", () -> sut.link().state() == LinkState.DOWN);
        assertThat(request(IsoMessages.interbank("000000001500")).getString(39)).isEqualTo("91");
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR, 0L));
    }

    @Test
    void theLinkSignsOnBeforeTrafficAndThenEchoes() throws Exception {
        startWithNetwork();
        Await.until("two echoes", () -> network.management().size() >= 3);
        assertThat(network.management().getFirst().getString(70)).isEqualTo("001");
        assertThat(network.management().get(1).getString(70)).isEqualTo("301");
    }

    @Test
    void aCreditThatComesInIsPostedOnceHoweverOftenItComes() throws Exception {
        startWithNetwork();
        final AtomicReference<ISOMsg> answer = new AtomicReference<>();
        network.behave((source, message) -> answer.set((ISOMsg) message.clone()));
        final ISOMsg credit = IsoMessages.common("0200", "210000", "000000002500");
        credit.set(32, "2002");
        credit.set(103, IsoMessages.LUIS);
        final ISOMsg first = exchange(credit, answer);
        assertThat(first.getMTI()).isEqualTo("0210");
        assertThat(first.getString(39)).isEqualTo("00");
        assertThat(first.hasField(54)).as("balances are nobody's business there").isFalse();
        credit.setMTI("0201");
        final ISOMsg second = exchange(credit, answer);
        assertThat(packed(second)).isEqualTo(packed(first));
        assertThat(balances(IsoMessages.LUIS)).isEqualTo(List.of(OPENING_MINOR + 2_500, 0L));

        credit.setMTI("0200");
        final ISOMsg reversal = IsoMessages.about(credit, "0420");
        assertThat(exchange(reversal, answer).getString(39)).isEqualTo("00");
        reversal.setMTI("0421");
        final ISOMsg repeated = exchange(reversal, answer);
        assertThat(repeated.getMTI()).isEqualTo("0430");
        assertThat(repeated.getString(90)).isEqualTo(reversal.getString(90));
        assertThat(balances(IsoMessages.LUIS)).isEqualTo(List.of(OPENING_MINOR, 0L));
    }

    private ISOMsg exchange(final ISOMsg message, final AtomicReference<ISOMsg> answer) throws Exception {
        answer.set(null);
        network.send(message);
        Await.until("an answer to " + message.getMTI(), () -> answer.get() != null);
        return answer.get();
    }

    private void startWithNetwork() throws Exception {
        network = JposNetwork.binary();
        start(TestConfig.of(network.port()));
        caller = JposCaller.binary(sut.address("channel"));
    }

    private void startWithoutStepUp() throws Exception {
        startWithoutStepUp(5_000, 200);
    }

    private void startWithoutStepUp(final long answerTimeoutMs, final long reversalFirstMs) throws Exception {
        network = JposNetwork.binary();
        start(TestConfig.of(network.port()).withStepUp("none").withPatience(answerTimeoutMs, reversalFirstMs));
        caller = JposCaller.binary(sut.address("channel"));
    }

    private void start(final TestConfig config) {
        sut = new TestSwitch(directory, config).awaitLinkUp();
        sut.admin().open(IsoMessages.ANA, 1, OPENING_MINOR).open(IsoMessages.LUIS, 2, OPENING_MINOR);
    }

    private ISOMsg request(final ISOMsg message) throws Exception {
        return caller.request(message, PATIENCE_MS);
    }

    private static byte[] packed(final ISOMsg message) throws ISOException {
        final ISOMsg copy = (ISOMsg) message.clone();
        copy.setPackager(JposPackagers.binaryBitmap());
        return copy.pack();
    }

    private List<Long> balances(final String account) {
        final TestAdmin.Account found = sut.admin().account(account);
        return List.of(found.ledgerMinor(), found.heldMinor());
    }
}
