package io.ayni.connectors.e2e;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.JposPackagers;
import io.ayni.connectors.harness.TestAdmin;
import io.ayni.connectors.harness.TestConfig;
import io.ayni.connectors.harness.TestSwitch;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What callers over ISO 8583 get: channel servers and the card network. No network behind the switch is needed. */
class IsoCallersTest {
    private static final long PATIENCE_MS = 10_000;
    private static final long OPENING_MINOR = 100_000;
    private static final int NO_NETWORK = 1;

    @TempDir
    private Path directory;
    private TestSwitch sut;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void start() {
        sut = new TestSwitch(directory, TestConfig.of(NO_NETWORK).withStepUp("none").withInFlight(64));
        sut.admin().open(IsoMessages.ANA, 1, OPENING_MINOR).open(IsoMessages.LUIS, 2, OPENING_MINOR)
            .card(IsoMessages.PAN, IsoMessages.ANA);
    }

    @AfterEach
    void close() throws Exception {
        for (final AutoCloseable each : open) {
            each.close();
        }
        sut.close();
    }

    @ParameterizedTest
    @CsvSource({"300000", "310000"})
    void anInquiryIsAnsweredWithTheBalancesOfTheAccount(final String processingCode) throws Exception {
        final ISOMsg inquiry = IsoMessages.common("0100", processingCode, "000000000000");
        inquiry.set(102, IsoMessages.ANA);

        final ISOMsg answer = caller("channel").request(inquiry, PATIENCE_MS);

        assertThat(answer.getMTI()).isEqualTo("0110");
        assertThat(answer.getString(39)).isEqualTo("00");
        assertThat(answer.getString(54)).isEqualTo("0001840C000000100000" + "0002840C000000100000");
        inquiry.set(11, "999998");
        inquiry.set(102, "4299999999");
        assertThat(caller("channel").request(inquiry, PATIENCE_MS).getString(39)).isEqualTo("14");
    }

    @Test
    void anAuthorizationHoldsAndItsAdvicePosts() throws Exception {
        final JposCaller cards = caller("cards");
        final ISOMsg authorization = IsoMessages.card("0100", "000000", "000000005000");
        final ISOMsg answer = cards.request(authorization, PATIENCE_MS);
        assertThat(answer.getMTI()).isEqualTo("0110");
        assertThat(answer.getString(39)).isEqualTo("00");
        assertThat(answer.getString(38)).hasSize(6);
        assertThat(answer.getString(54)).isEqualTo("0001840C000000100000" + "0002840C000000095000");
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR, 5_000L));

        final ISOMsg advice = IsoMessages.about(authorization, "0220");
        advice.set(4, "000000004200");
        assertThat(cards.request(advice, PATIENCE_MS).getMTI()).isEqualTo("0230");
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR - 4_200, 0L));
        advice.setMTI("0221");
        assertThat(cards.request(advice, PATIENCE_MS).getString(39)).isEqualTo("00");
        assertThat(balances(IsoMessages.ANA)).as("a repeat posts nothing")
            .isEqualTo(List.of(OPENING_MINOR - 4_200, 0L));
    }

    @Test
    void aWithdrawalIsPostedAndReversedOnce() throws Exception {
        final JposCaller cards = caller("cards");
        final ISOMsg withdrawal = IsoMessages.card("0200", "010000", "000000004000");
        assertThat(cards.request(withdrawal, PATIENCE_MS).getString(39)).isEqualTo("00");
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR - 4_000, 0L));
        final ISOMsg reversal = IsoMessages.about(withdrawal, "0420");
        final ISOMsg first = cards.request(reversal, PATIENCE_MS);
        reversal.setMTI("0421");
        final ISOMsg second = cards.request(reversal, PATIENCE_MS);
        assertThat(first.getMTI()).isEqualTo("0430");
        assertThat(first.getString(39)).isEqualTo("00");
        assertThat(packed(second)).isEqualTo(packed(first));
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR, 0L));
    }

    @ParameterizedTest(name = "{1} {2} of {0}: {3}")
    @CsvSource({
        "cards,   000000, 000000100001, 61", "cards,   990000, 000000000100, 12", "cards,   400000, 000000000100, 57",
        "channel, 000000, 000000000100, 57", "cards,   000000, 000000000000, 13",
    })
    void declinesAreAnswers(final String peer, final String processingCode, final String amount, final String code)
        throws Exception {
        final ISOMsg answer = caller(peer).request(IsoMessages.card("0200", processingCode, amount), PATIENCE_MS);
        assertThat(answer.getString(39)).isEqualTo(code);
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR, 0L));
    }

    @Test
    void insufficientFundsAnswer51AndAnUnknownAccount14() throws Exception {
        final JposCaller channel = caller("channel");
        assertThat(channel.request(IsoMessages.internal("000000100001"), PATIENCE_MS).getString(39)).isEqualTo("51");
        final ISOMsg unknown = IsoMessages.internal("000000000100");
        unknown.set(103, "7777");
        assertThat(channel.request(unknown, PATIENCE_MS).getString(39)).isEqualTo("14");
    }

    @ParameterizedTest
    @CsvSource({"001, 00", "002, 00", "301, 00", "201, 57", "161, 57", "999, 12"})
    void networkManagementIsAnsweredAndDaysAndKeysAreTheBusinessOfLinks(final String code, final String answered)
        throws Exception {
        final ISOMsg management = new ISOMsg("0800");
        management.set(7, "1121040506");
        management.set(11, "000009");
        management.set(70, code);
        final ISOMsg answer = caller("cards").request(management, PATIENCE_MS);
        assertThat(answer.getMTI()).isEqualTo("0810");
        assertThat(answer.getString(39)).isEqualTo(answered);
        assertThat(answer.getString(70)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 37, 41, 49, 102, 103})
    void aMissingFieldIsAnswered30WithItsNumber(final int field) throws Exception {
        final ISOMsg request = IsoMessages.internal("000000000100");
        request.unset(field);
        final ISOMsg answer = caller("channel").request(request, PATIENCE_MS);
        assertThat(answer.getString(39)).isEqualTo("30");
        assertThat(Integer.parseInt(answer.getString(44))).isEqualTo(field);
    }

    @Test
    void moreRequestsThanMayWaitAreReadLaterAndAllAnswered() throws Exception {
        final JposCaller channel = caller("channel");
        final List<CompletableFuture<ISOMsg>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(channel.send(IsoMessages.internal("000000000001")));
        }
        for (final CompletableFuture<ISOMsg> answer : answers) {
            assertThat(answer.get(10, TimeUnit.SECONDS).getString(39)).isEqualTo("00");
        }
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR - 1_000, 0L));
    }

    @Test
    void theSameDialectInAnotherFrameIsAnotherPeer() throws Exception {
        final ISOMsg request = IsoMessages.internal("000000000100");
        final JposCaller binary = caller("channel");
        final JposCaller ascii = JposCaller.ascii(sut.address("channel-ascii"));
        open.add(ascii);
        binary.request(request, PATIENCE_MS);
        ascii.request(request, PATIENCE_MS);
        assertThat(balances(IsoMessages.ANA)).as("two peers never share a key")
            .isEqualTo(List.of(OPENING_MINOR - 200, 0L));
    }

    @Test
    void whatWasAnsweredIsThereAfterARestartAndAnsweredTheSameAgain() throws Exception {
        final ISOMsg request = IsoMessages.internal("000000000100");
        final ISOMsg first = caller("channel").request(request, PATIENCE_MS);
        sut.close();
        sut = new TestSwitch(directory, TestConfig.of(NO_NETWORK).withStepUp("none"));
        final ISOMsg second = caller("channel").request(request, PATIENCE_MS);
        assertThat(packed(second)).isEqualTo(packed(first));
        assertThat(balances(IsoMessages.ANA)).isEqualTo(List.of(OPENING_MINOR - 100, 0L));
    }

    @Test
    void whoIsNotOnTheAllowListIsClosedAtOnce() throws Exception {
        try (Socket socket = connect("elsewhere")) {
            assertThat(socket.getInputStream().read()).as("end of stream").isEqualTo(-1);
        }
        assertThat(sut.listener("elsewhere").counters().refusedConnections()).isEqualTo(1);
        assertThat(sut.listener("elsewhere").counters().requests()).isZero();
    }

    @Test
    void nothingSecretOfAMessageReachesTheJournal() throws Exception {
        final ISOMsg withdrawal = IsoMessages.card("0200", "010000", "000000004000");
        withdrawal.set(35, IsoMessages.PAN + "=30121010000012300000");
        withdrawal.set(45, "B" + IsoMessages.PAN + "^CANARY/ANA^30121010000012300000");
        withdrawal.set(52, ISOUtil.hex2byte("C0FFEE00C0FFEE00"));
        assertThat(caller("cards").request(withdrawal, PATIENCE_MS).getString(39)).isEqualTo("00");
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(content.contains(IsoMessages.PAN)).as("PAN in " + file).isFalse();
                assertThat(content.contains("30121010000012300000")).as("track in " + file).isFalse();
                assertThat(content.contains("CANARY")).as("name in " + file).isFalse();
                assertThat(content.contains("C0FFEE00") || content.contains("\u00C0\u00FF\u00EE\u0000"))
                    .as("PIN block in " + file).isFalse();
            }
        }
    }

    @Test
    void aConnectionThatEndsLeavesNothingBehind() throws Exception {
        try (JposCaller channel = JposCaller.binary(sut.address("channel"))) {
            channel.request(IsoMessages.internal("000000000001"), PATIENCE_MS);
            assertThat(sut.listener("channel").connections()).isEqualTo(1);
        }
        Await.until("the connection is gone", () -> sut.listener("channel").connections() == 0);
    }

    private JposCaller caller(final String peer) throws Exception {
        final JposCaller caller = JposCaller.binary(sut.address(peer));
        open.add(caller);
        return caller;
    }

    private Socket connect(final String peer) throws IOException {
        final Socket socket = new Socket();
        socket.connect(sut.address(peer));
        socket.setSoTimeout((int) PATIENCE_MS);
        return socket;
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
