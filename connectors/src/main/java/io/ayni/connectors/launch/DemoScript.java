package io.ayni.connectors.launch;

import io.ayni.connectors.simulator.CreditAnswer;
import io.ayni.connectors.simulator.Fault;
import io.ayni.connectors.simulator.InboundCredit;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The payments of the demo, over real sockets, and what is expected of each. */
final class DemoScript {
    static final String MARIA = "4200000017";
    static final String JOSE = "4200000025";
    private static final String JSON = "JSON";
    private static final String ISO = "ISO";
    private static final int USD = 840;
    private static final long REVERSAL_PATIENCE_MS = 10_000;
    private static final long POLL_NS = 20_000_000;

    private final DemoSite site;
    private final DemoTrace trace;

    DemoScript(final DemoSite site, final DemoTrace trace) {
        this.site = site;
        this.trace = trace;
    }

    void run() throws IOException, InterruptedException {
        try (DemoHttpClient http = new DemoHttpClient(site.json()); DemoIsoClient iso = new DemoIsoClient(site.iso())) {
            http.connect();
            trace.say("Cooperativa Ayni on this machine: JSON " + port(site.json()) + ", ISO 8583 " + port(site.iso())
                    + ", simulated interbank network " + port(site.networks().interbankAddress()) + '.');
            trace.say("María has " + balance(http, MARIA) + " in " + MARIA + ", José " + balance(http, JOSE) + " in "
                    + JOSE + '.');
            trace.say("");
            trace.header("payment");
            interbank(http);
            internal(http, iso);
            aboveTheLimit(http);
            withoutFunds(http);
            silentNetwork(http);
            sameRequestTwice(http);
            creditThatComesIn(http);
            bill(http);
            trace.check("the interbank network's books say we owe it", money(site.network().books().settlementMinor()),
                    "15.00");
        }
    }

    private void interbank(final DemoHttpClient http) throws IOException, InterruptedException {
        final DemoAnswer asked = http.authorize("demo-interbank", interbankBody(1_500));
        trace.payment("María sends 15.00 to another bank: the password is asked for", JSON, asked, "CHALLENGED", "1A");
        final DemoAnswer posted = http.confirm(
                asked.paymentId(), "demo-interbank-otp", http.codeFor(MARIA, asked.paymentId()));
        trace.then("she types it; 0.36 fee + 0.05 tax are added", JSON, posted, "POSTED", "00");
        trace.check("left of 100,000.00:", balance(http, MARIA), "99,984.59");
    }

    private void internal(final DemoHttpClient http, final DemoIsoClient iso) throws IOException, InterruptedException {
        final DemoAnswer asked = iso.transfer(MARIA, JOSE, 2_500);
        trace.payment("María sends 25.00 to José, member of the same cooperative", ISO, asked, "CHALLENGED", "1A");
        final String code = http.codeFor(MARIA, asked.paymentId());
        trace.then("she types the password", ISO, iso.confirm(MARIA, JOSE, 2_500, asked.paymentId(), code), "POSTED",
                "00");
        trace.check("José has now", balance(http, JOSE), "275.00");
    }

    private void aboveTheLimit(final DemoHttpClient http) throws IOException, InterruptedException {
        trace.payment("María sends 6,000.00 to another bank, above 5,000.00 a day", JSON,
                http.authorize("demo-limit", interbankBody(600_000)), "DECLINED", "61");
    }

    private void withoutFunds(final DemoHttpClient http) throws IOException, InterruptedException {
        trace.payment("José sends 900.00 to María and has 275.00", JSON,
                http.authorize("demo-funds", """
                        {"type":"transfer.internal","amountMinor":90000,"currency":"USD","debitAccount":"%s","creditAccount":"%s"}"""
                        .formatted(JOSE, MARIA)), "DECLINED", "51");
    }

    private void silentNetwork(final DemoHttpClient http) throws IOException, InterruptedException {
        site.network().paymentFaults().forNext(1, Fault.NEVER);
        final DemoAnswer asked = http.authorize("demo-silent", interbankBody(2_000));
        trace.payment("María sends 20.00 to another bank", JSON, asked, "CHALLENGED", "1A");
        final DemoAnswer late = http.confirm(
                asked.paymentId(), "demo-silent-otp", http.codeFor(MARIA, asked.paymentId()));
        trace.then("the network stays silent for its 1 s", JSON, late, "REVERSAL_PENDING", "68");
        trace.then("a reversal (0420) takes it back", JSON, awaitReversal(http, asked.paymentId()), "REVERSED", "68");
        trace.check("left, as before it:", balance(http, MARIA), "99,959.59");
    }

    private static DemoAnswer awaitReversal(final DemoHttpClient http, final String paymentId)
            throws IOException, InterruptedException {
        final long startNs = System.nanoTime();
        DemoAnswer view = http.payment(paymentId);
        while (view.state().equals("REVERSAL_PENDING")
                && System.nanoTime() - startNs < TimeUnit.MILLISECONDS.toNanos(REVERSAL_PATIENCE_MS)) {
            LockSupport.parkNanos(POLL_NS);
            view = http.payment(paymentId);
        }
        return new DemoAnswer(view.paymentId(), view.state(), view.code(), view.body(), System.nanoTime() - startNs);
    }

    private void sameRequestTwice(final DemoHttpClient http) throws IOException, InterruptedException {
        final DemoAnswer again = http.authorize("demo-interbank", interbankBody(1_500));
        trace.payment("payment 1 asked for again under its key: the answer it has", JSON, again, "POSTED", "00");
        trace.check("left, nothing was paid twice:", balance(http, MARIA), "99,959.59");
    }

    private void creditThatComesIn(final DemoHttpClient http) throws IOException, InterruptedException {
        final long startNs = System.nanoTime();
        final InboundCredit credit =
                new InboundCredit(1, "DEMO00000001", site.institution().bank, JOSE, 4_000, USD);
        final CreditAnswer answer = site.network().send(credit).join();
        final DemoAnswer seen = new DemoAnswer(
                "", answer.responseCode().equals("00") ? "POSTED" : "DECLINED", answer.responseCode(), "",
                System.nanoTime() - startNs);
        trace.payment("another bank sends 40.00 to José", ISO, seen, "POSTED", "00");
        trace.check("José has now", balance(http, JOSE), "315.00");
    }

    private void bill(final DemoHttpClient http) throws IOException, InterruptedException {
        final String body = """
                {"type":"bill.pay","amountMinor":%d,"currency":"USD","debitAccount":"%s","billerId":101,\
                "reference":"%s"}"""
                .formatted(DemoNetworks.BILL_MINOR, MARIA, site.institution().billReference);
        final DemoAnswer asked = http.authorize("demo-bill", body);
        trace.payment("María pays the 20.01 of her electricity bill", JSON, asked, "CHALLENGED", "1A");
        trace.then("her biller takes it over HTTP; 0.31 fee + 0.05 tax", JSON,
                http.confirm(asked.paymentId(), "demo-bill-otp", http.codeFor(MARIA, asked.paymentId())), "POSTED", "00");
        trace.check("left:", balance(http, MARIA), "99,939.22");
        trace.check("the biller's books say", money(site.networks().billers().books().paidMinor()), "20.01");
    }

    private static String interbankBody(final long amountMinor) {
        return """
                {"type":"transfer.interbank","amountMinor":%d,"currency":"USD","debitAccount":"%s","creditAccount":"2200118",\
                "institution":"0036"}""".formatted(amountMinor, MARIA);
    }

    private static String balance(final DemoHttpClient http, final String account)
            throws IOException, InterruptedException {
        return money(http.availableMinor(account));
    }

    private static String money(final long minor) {
        return String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(minor, 2));
    }

    private static String port(final InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ':' + address.getPort();
    }
}
