package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.simulator.BillerBooks.Bill;
import io.ayni.connectors.simulator.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Bills through a whole switch, billers on the other side of real sockets, by a clock that the test tells: schedules that
 * fire, day after day, and a biller that stays silent until it is asked what became of a payment.
 */
class BillsInTimeTest {
    private static final ZoneId ZONE = ZoneId.of("America/Guayaquil");
    private static final LocalDate MONDAY =
            LocalDate.now(ZONE).plusDays(1).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    private static final LocalTime RUN = LocalTime.of(6, 0);
    private static final String BILLERS = "9000000008";
    private static final String REFERENCE = DemoInstitution.ECUADOR.billReference;
    private static final long BALANCE_MINOR = 10_000_000;
    private static final String FEW_FUNDS = "4200000066";

    private final ToldTime time = new ToldTime(ZONE, MONDAY, LocalTime.NOON);
    private DemoSite site;
    private OperationsTalk talk;

    private void open(final UnaryOperator<String> rules) throws Exception {
        site = DemoSite.start(DemoInstitution.ECUADOR, 0, 0, time.machine(), rules);
        talk = new OperationsTalk(site);
        owes(2_001);
    }

    @AfterEach
    void close() throws Exception {
        talk.close();
        site.close();
    }

    private void owes(final long minor) {
        site.networks().billers().books().bill("101", REFERENCE, new Bill(minor, "USD", "2030-12-15", "M****"));
    }

    /** From tomorrow on. @return its id */
    private String schedule(final String account, final long maxMinor, final String endDate) throws Exception {
        final DemoAnswer answer = talk.confirmed("POST", "/v1/members/1/schedules", """
                {"account":"%s","billerId":101,"reference":"%s","maxAmountMinor":%d,"currency":"USD",\
                "startDate":"%s",%s"termsAccepted":true}""".formatted(account, REFERENCE, maxMinor,
                time.today().plusDays(1), endDate.isEmpty() ? "" : "\"endDate\":\"" + endDate + "\","));
        assertThat(answer.state()).as(answer.body()).isEqualTo("CREATED");
        return answer.paymentId();
    }

    private String read(final String path) {
        try {
            return talk.send("GET", path, "").body();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitNotice(final String text) {
        Await.until("the member is told: " + text, () -> read("/demo/inbox?member=1").contains(text));
    }

    private void nothingWasPaid() throws Exception {
        assertThat(site.networks().billers().books().requests()).isZero();
        assertThat(talk.ledgerMinor(BILLERS)).isZero();
    }

    @Test
    void aBillWithinTheMaximumIsPaidOnItsDayAndOnceOnly() throws Exception {
        open(UnaryOperator.identity());
        final String id = schedule(DemoScript.MARIA, 3_000, "");
        assertThat(read("/v1/members/1/schedules")).contains("\"id\":\"" + id + '"').doesNotContain("lastRunDate");

        time.until(RUN);
        awaitNotice("se pagó USD 20.01 a CNEL EP");
        assertThat(talk.ledgerMinor(BILLERS)).isEqualTo(2_001);
        assertThat(site.networks().billers().books().paidMinor()).isEqualTo(2_001);
        assertThat(talk.ledgerMinor(DemoScript.MARIA)).as("fee and tax too").isEqualTo(BALANCE_MINOR - 2_001 - 31 - 5);
        assertThat(read("/v1/members/1/schedules")).contains("\"lastRunDate\":\"" + time.today() + '"',
                "\"lastReason\":\"none\"");
        assertThat(read("/v1/members/1/history?type=bill.pay")).contains("\"state\":\"POSTED\"");

        time.until(RUN);
        Await.until("the next day it is asked again, and owes nothing", () ->
                read("/v1/members/1/schedules").contains("\"lastRunDate\":\"" + time.today() + '"'));
        assertThat(talk.ledgerMinor(BILLERS)).isEqualTo(2_001);
    }

    @Test
    void aBillAboveTheMaximumIsNotPaidAndTheMemberIsTold() throws Exception {
        open(UnaryOperator.identity());
        schedule(DemoScript.MARIA, 2_000, "");

        time.until(RUN);
        awaitNotice("la factura de USD 20.01 supera su máximo de USD 20.00");
        assertThat(read("/v1/members/1/schedules")).contains("\"lastReason\":\"schedule_above_maximum\"");
        nothingWasPaid();
    }

    @Test
    void withoutFundsItIsNotPaidAndTheMemberIsTold() throws Exception {
        open(UnaryOperator.identity());
        owes(6_000);
        schedule(FEW_FUNDS, 10_000, "");

        time.until(RUN);
        awaitNotice("no había fondos suficientes");
        assertThat(read("/v1/members/1/schedules")).contains("\"lastReason\":\"insufficient_funds\"");
        nothingWasPaid();
    }

    @Test
    void inTheDailyCloseItIsNotPaidAndTheMemberIsTold() throws Exception {
        open(rules -> rules.replaceFirst("(?m)^  close: .*$", "  close: [{days: [TUE], from: 05:00, until: 07:00}]")
                .replace("bill.pay: {stepUp: otp, bucket: EXT}", "bill.pay: {stepUp: otp, bucket: EXT, inClose: suspended}"));
        schedule(DemoScript.MARIA, 3_000, "");

        time.until(RUN);
        awaitNotice("el servicio no estaba en su horario de atención");
        assertThat(read("/v1/members/1/schedules")).contains("\"lastReason\":\"in_close\"");
        nothingWasPaid();
        time.until(RUN);
        awaitNotice("se pagó USD 20.01 a CNEL EP");
    }

    @Test
    void afterItsLastDayItEndsAndNothingIsPaidAnyMore() throws Exception {
        open(UnaryOperator.identity());
        owes(0);
        schedule(DemoScript.MARIA, 3_000, MONDAY.plusDays(2).toString());

        time.until(RUN);
        Await.until("it ran on Tuesday", () -> read("/v1/members/1/schedules").contains(MONDAY.plusDays(1) + "\""));
        time.until(RUN);
        awaitNotice("terminó el pago programado a CNEL EP");
        assertThat(read("/v1/members/1/schedules")).isEqualTo("{\"schedules\":[]}");
        owes(2_001);
        time.until(RUN);
        assertThat(read("/v1/accounts/" + DemoScript.MARIA)).contains("\"ledgerMinor\":" + BALANCE_MINOR);
        nothingWasPaid();
    }

    @Test
    void aSilentBillerIsAskedWhatBecameOfThePaymentAndThenItIsPosted() throws Exception {
        open(UnaryOperator.identity());
        site.networks().billers().paymentFaults().forNext(1, Fault.NEVER);
        final DemoAnswer asked = talk.send("POST", "/v1/authorizations", """
                {"type":"bill.pay","amountMinor":2001,"currency":"USD","debitAccount":"@MARIA@","billerId":101,\
                "reference":"@BILL@"}""");
        final Thread member = Thread.ofVirtual().start(() -> confirm(asked));
        Await.until("the biller has it", () -> site.networks().billers().books().requests() == 1);
        Await.until("it is on its way", () -> read(path(asked)).contains("\"state\":\"SENT\""));

        time.pass(Duration.ofSeconds(1));
        Await.until("nobody knows", () -> read(path(asked)).contains("\"state\":\"UNKNOWN\",\"responseCode\":\"68\""));
        member.join();
        assertThat(read("/v1/accounts/" + DemoScript.MARIA)).contains("\"heldMinor\":2037");
        time.pass(Duration.ofSeconds(15));
        Await.until("the biller says that it was paid", () -> read(path(asked)).contains("\"state\":\"POSTED\""));
        awaitNotice("su pago de USD 20.01");
        assertThat(site.networks().billers().books().requests()).as("never sent again").isEqualTo(1);
        assertThat(talk.ledgerMinor(BILLERS)).isEqualTo(2_001);
        assertThat(site.networks().billers().books().paidMinor()).isEqualTo(2_001);
    }

    /** On a connection of its own, where the answer is waited for. */
    private void confirm(final DemoAnswer asked) {
        try (DemoHttpClient member = new DemoHttpClient(site.json())) {
            final String id = asked.paymentId();
            assertThat(member.confirm(id, "typed", member.codeForMember(1, id)).state()).isEqualTo("UNKNOWN");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String path(final DemoAnswer payment) {
        return "/v1/authorizations/" + payment.paymentId();
    }
}
