package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.simulator.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole switch with networks that do wrong: what the caller is told, and that ledger and books agree afterwards. */
class CardAndBillerFaultsTest {
    private static final String PAY = "/v1/authorizations";
    private static final String CARD_PAYMENT = """
            {"type":"card.payment","amountMinor":1500,"currency":"USD","debitAccount":"@MARIA@","cardToken":"4000001"}""";
    private static final String BILL = """
            {"type":"bill.pay","amountMinor":2001,"currency":"USD","debitAccount":"@MARIA@","billerId":101,\
            "reference":"@BILL@"}""";
    private static final String NEW_PIN = """
            {"memberId":"1","pin":"7294","account":"@MARIA@"}""";

    private DemoSite site;
    private OperationsTalk talk;

    @BeforeEach
    void open() throws Exception {
        site = DemoSite.start(DemoInstitution.ECUADOR, 0, 0);
        talk = new OperationsTalk(site);
    }

    @AfterEach
    void close() throws Exception {
        talk.close();
        site.close();
    }

    @Test
    void aCardPaymentWithoutAnswerIsTakenBack() throws Exception {
        site.networks().cards().paymentFaults().forNext(1, Fault.NEVER);

        final DemoAnswer late = talk.send("POST", PAY, CARD_PAYMENT);
        assertThat(late.state() + ' ' + late.code()).isEqualTo("REVERSAL_PENDING 68");
        Await.until("the processor took it back", () -> site.networks().cards().books().reversals() == 1);
        Await.until("and so did we", () -> ledgerMinor("9000000005") == 0 && ledgerMinor(DemoScript.MARIA) == 10_000_000);
        assertThat(site.networks().cards().books().settlementMinor()).isZero();
    }

    @Test
    void whatTheProcessorRefusesIsDeclinedWithItsCode() throws Exception {
        site.networks().cards().paymentFaults().forNext(1, Fault.decline("14"));
        assertThat(talk.send("POST", PAY, CARD_PAYMENT).code()).isEqualTo("14");

        site.networks().cards().pinFaults().forNext(1, Fault.decline("57")).forNext(1, Fault.LOST);
        final DemoAnswer refused = talk.confirmed("POST", "/v1/cards/4000001/pin", NEW_PIN);
        assertThat(refused.state() + ' ' + refused.code()).isEqualTo("DECLINED 57");
        final DemoAnswer silent = talk.confirmed("POST", "/v1/cards/4000001/pin", NEW_PIN);
        assertThat(silent.state() + ' ' + silent.code()).as("asking again does no harm").isEqualTo("DECLINED 68");
        assertThat(talk.confirmed("POST", "/v1/cards/4000001/pin", NEW_PIN).state()).isEqualTo("CHANGED");
        assertThat(site.networks().cards().pinsChanged("0001")).isEqualTo(1);
    }

    @Test
    void whatABillerRefusesLeavesNothingAndWhatItHasNotDecidedKeepsTheHold() throws Exception {
        site.networks().billers().paymentFaults().forNext(1, Fault.decline("13")).forNext(1, Fault.PENDING);
        final DemoAnswer refused = talk.confirmed("POST", PAY, BILL);
        assertThat(refused.state() + ' ' + refused.code()).isEqualTo("DECLINED 13");

        assertThat(talk.confirmed("POST", PAY, BILL).state()).isEqualTo("UNKNOWN");
        assertThat(ledgerMinor(DemoScript.MARIA)).as("nothing is posted on a guess").isEqualTo(10_000_000);
        assertThat(site.networks().billers().books().paidMinor()).isZero();
        assertThat(site.networks().billers().books().repeatedRequests()).isZero();
    }

    private long ledgerMinor(final String account) {
        try {
            return talk.ledgerMinor(account);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
