package io.ayni.connectors.simulator;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.iso8583.spec.Dialects;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The simulated network by itself: a jPOS client stands for the switch. */
class InterbankSimulatorTest {
    private static final long PATIENCE_MS = 10_000;

    private final InterbankSimulator network = new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private JposCaller client;
    private int lastStan;

    @BeforeEach
    void connect() throws Exception {
        client = JposCaller.binary(network.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        network.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"001", "301"})
    void answersSignOnAndEcho(final String code) throws Exception {
        final ISOMsg message = new ISOMsg("0800");
        message.set(7, "1121040506");
        message.set(11, "000001");
        message.set(70, code);
        final ISOMsg answer = client.request(message, PATIENCE_MS);
        assertThat(answer.getMTI() + answer.getString(39) + answer.getString(70)).isEqualTo("081000" + code);
    }

    @Test
    void approvesAndKeepsBooks() throws Exception {
        final ISOMsg answer = client.request(payment("000000000001", 1_500), PATIENCE_MS);
        assertThat(answer.getString(39)).isEqualTo("00");
        assertThat(answer.getString(38)).isEqualTo("000001");
        client.request(payment("000000000002", 500), PATIENCE_MS);
        assertThat(network.books().settlementMinor()).isEqualTo(2_000);
        assertThat(network.books().inState(InterbankBooks.State.APPROVED))
            .isEqualTo(Map.of("000000000001", 1_500L, "000000000002", 500L));
    }

    @Test
    void booksARepeatedRequestOnce() throws Exception {
        client.request(payment("000000000001", 1_500), PATIENCE_MS);
        assertThat(client.request(payment("000000000001", 1_500), PATIENCE_MS).getString(39)).isEqualTo("00");
        assertThat(network.books().settlementMinor()).isEqualTo(1_500);
        assertThat(network.books().repeatedRequests()).isEqualTo(1);
    }

    @Test
    void takesBackOnceHoweverOftenItIsAsked() throws Exception {
        client.request(payment("000000000001", 1_500), PATIENCE_MS);
        for (final String mti : new String[]{"0420", "0421", "0421"}) {
            final ISOMsg answer = client.request(reversal(mti, "000000000001", 1_500), PATIENCE_MS);
            assertThat(answer.getMTI() + answer.getString(39)).isEqualTo("043000");
        }
        assertThat(network.books().settlementMinor()).isZero();
        assertThat(network.books().reversedMinor()).isEqualTo(1_500);
        assertThat(network.books().repeatedReversals()).isEqualTo(2);
    }

    @Test
    void declinesWhatWasReversedBeforeItCame() throws Exception {
        client.request(reversal("0420", "000000000001", 1_500), PATIENCE_MS);
        assertThat(client.request(payment("000000000001", 1_500), PATIENCE_MS).getString(39)).isEqualTo("12");
        assertThat(network.books().state("000000000001")).isEqualTo(InterbankBooks.State.REVERSED_UNSEEN);
        assertThat(network.books().settlementMinor()).isZero();
    }

    @Test
    void declinesWithACodeForTheNextFew() throws Exception {
        network.paymentFaults().forNext(2, Fault.decline("51")).forNext(1, Fault.decline("91"));
        for (final String expected : new String[]{"51", "51", "91", "00"}) {
            assertThat(client.request(payment(reference(), 100), PATIENCE_MS).getString(39)).isEqualTo(expected);
        }
        assertThat(network.books().settlementMinor()).isEqualTo(100);
    }

    @Test
    void aRuleForAnAmountComesFirst() throws Exception {
        network.paymentFaults().otherwise(Fault.decline("05")).forAmount(1_313, Fault.decline("14"));
        assertThat(client.request(payment(reference(), 1_313), PATIENCE_MS).getString(39)).isEqualTo("14");
        assertThat(client.request(payment(reference(), 1_314), PATIENCE_MS).getString(39)).isEqualTo("05");
        network.paymentFaults().clear();
        assertThat(client.request(payment(reference(), 1_313), PATIENCE_MS).getString(39)).isEqualTo("00");
    }

    @Test
    void neverAnswersButBooks() throws Exception {
        network.paymentFaults().forNext(1, Fault.NEVER);
        final CompletableFuture<ISOMsg> answer = client.send(payment("000000000001", 1_500));
        Await.until("it is booked", () -> network.books().settlementMinor() == 1_500);
        client.request(payment("000000000002", 100), PATIENCE_MS);
        assertThat(answer).isNotDone();
    }

    @Test
    void losesWithoutATrace() throws Exception {
        network.paymentFaults().forNext(1, Fault.LOST);
        final CompletableFuture<ISOMsg> answer = client.send(payment("000000000001", 1_500));
        client.request(payment("000000000002", 100), PATIENCE_MS);
        assertThat(answer).isNotDone();
        assertThat(network.books().state("000000000001")).isNull();
    }

    @Test
    void answersLate() throws Exception {
        network.paymentFaults().forNext(1, Fault.late(50));
        final CompletableFuture<ISOMsg> late = client.send(payment("000000000001", 1_500));
        client.request(payment("000000000002", 100), PATIENCE_MS);
        assertThat(late).as("overtaken").isNotDone();
        assertThat(late.get(PATIENCE_MS, TimeUnit.MILLISECONDS).getString(39)).isEqualTo("00");
    }

    @Test
    void anAnswerGivenTwiceIsBookedOnce() throws Exception {
        network.paymentFaults().forNext(1, Fault.TWICE);
        client.request(payment("000000000001", 1_500), PATIENCE_MS);
        assertThat(network.books().settlementMinor()).isEqualTo(1_500);
    }

    @Test
    void faultsOfReversalsAreTheirOwn() throws Exception {
        network.reversalFaults().forNext(1, Fault.LOST);
        client.request(payment("000000000001", 1_500), PATIENCE_MS);
        client.send(reversal("0420", "000000000001", 1_500));
        client.request(reversal("0421", "000000000001", 1_500), PATIENCE_MS);
        assertThat(network.books().reversals()).isEqualTo(1);
        assertThat(network.books().settlementMinor()).isZero();
    }

    @Test
    void aCreditNeedsASwitchThatIsConnected() throws Exception {
        client.request(payment("000000000001", 1_500), PATIENCE_MS);
        client.close();
        Await.until("the client is gone", () -> network.connections() == 0);
        assertThatThrownBy(() -> network.send(new InboundCredit(1, "CRED00000001", "2002", "1", 1, 840)).join())
            .isInstanceOf(CompletionException.class).hasMessageContaining("no switch is connected");
    }

    @Test
    void aDeclineIsNotAnApproval() {
        assertThatThrownBy(() -> Fault.decline("00")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.paymentFaults().forNext(0, Fault.NEVER))
            .isInstanceOf(IllegalArgumentException.class);
    }

    private String reference() {
        return String.format("%012d", lastStan + 1);
    }

    private ISOMsg payment(final String reference, final long amountMinor) throws ISOException {
        return message("0200", reference, amountMinor);
    }

    private ISOMsg reversal(final String mti, final String reference, final long amountMinor) throws ISOException {
        final ISOMsg message = message(mti, reference, amountMinor);
        message.set(90, "0200" + "000001" + "1121040506" + "00000300042" + "00000000000");
        return message;
    }

    private ISOMsg message(final String mti, final String reference, final long amountMinor) throws ISOException {
        final ISOMsg message = new ISOMsg(mti);
        message.set(3, "400000");
        message.set(4, String.format("%012d", amountMinor));
        message.set(7, "1121040506");
        message.set(11, String.format("%06d", ++lastStan));
        message.set(32, "300042");
        message.set(37, reference);
        message.set(41, "AYNI0001");
        message.set(49, "840");
        return message;
    }
}
