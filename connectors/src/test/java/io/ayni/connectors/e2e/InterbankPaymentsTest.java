package io.ayni.connectors.e2e;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.harness.JposPackagers;
import io.ayni.connectors.harness.TestAdmin;
import io.ayni.connectors.harness.TestConfig;
import io.ayni.connectors.harness.TestSwitch;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
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
        network = JposNetwork.binary();
        start(TestConfig.of(network.port()).withStepUp("none"));
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
