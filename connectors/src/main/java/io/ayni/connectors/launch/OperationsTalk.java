package io.ayni.connectors.launch;

import io.ayni.connectors.simulator.CreditAnswer;
import io.ayni.connectors.simulator.InboundCredit;
import java.io.IOException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The channels and networks of a demo, with what one step leaves for the next. */
final class OperationsTalk implements AutoCloseable {
    private static final int USD = 840;

    private final DemoSite site;
    private final DemoHttpClient http;
    private final DemoIsoClient mobile;
    private final DemoIsoClient debit;
    private final Map<String, String> variables = new HashMap<>();
    private int keys;

    OperationsTalk(final DemoSite site) throws IOException, InterruptedException {
        this.site = site;
        http = new DemoHttpClient(site.json());
        http.connect();
        mobile = new DemoIsoClient(site.iso());
        debit = new DemoIsoClient(site.debitCards());
        final DemoInstitution institution = site.institution();
        variables.put("MARIA", DemoScript.MARIA);
        variables.put("BANK", institution.bank);
        variables.put("BILL", institution.billReference);
        variables.put("TOPUP", institution.topUpReference);
        variables.put("FILES", institution.filesReference);
        variables.put("PLAN", institution.planReference);
        variables.put("MONTH", YearMonth.now(ZoneOffset.ofHours(-5)).toString());
    }

    /** @return where the debit cards' network talks to the switch. */
    DemoIsoClient debit() {
        return debit;
    }

    /** Asks under a fresh key. The id of what is made is {@code @ID@}, and {@code @BILLERS@} of the last in that list. */
    DemoAnswer send(final String method, final String path, final String body) throws IOException, InterruptedException {
        final String filled = fill(path);
        final DemoAnswer answer = http.send(method, filled, "demo-" + ++keys, fill(body));
        if (method.equals("POST")) {
            variables.put("ID", answer.paymentId());
            variables.put(filled.substring(filled.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT), answer.paymentId());
        }
        if (answer.state().equals("POSTED")) {
            variables.put("PAID", answer.paymentId());
        }
        return answer;
    }

    /** Asks, and types the code that the member was sent. Both times count. */
    DemoAnswer confirmed(final String method, final String path, final String body)
            throws IOException, InterruptedException {
        final DemoAnswer asked = send(method, path, body);
        if (!asked.state().equals("CHALLENGED")) {
            return asked;
        }
        final DemoAnswer done = http.confirm(
                asked.paymentId(), "demo-" + ++keys, http.codeForMember(1, asked.paymentId()));
        if (done.state().equals("POSTED")) {
            variables.put("PAID", done.paymentId());
        }
        return new DemoAnswer(
                done.paymentId(), done.state(), done.code(), done.body(), asked.latencyNs() + done.latencyNs());
    }

    /** Reads something. The state of the answer is its HTTP status. */
    DemoAnswer read(final String method, final String path, final String body)
            throws IOException, InterruptedException {
        return http.read(method, fill(path), fill(body));
    }

    /** Another bank sends money to José. */
    DemoAnswer creditIn(final long amountMinor) {
        final long startNs = System.nanoTime();
        final InboundCredit credit = new InboundCredit(
                1, "DEMO00000001", site.institution().bank, DemoScript.JOSE, amountMinor, USD);
        final CreditAnswer answer = site.network().send(credit).join();
        return new DemoAnswer("", answer.responseCode().equals("00") ? "POSTED" : "DECLINED", answer.responseCode(), "",
                System.nanoTime() - startNs);
    }

    /** María owes her biller again. */
    void nextBill() {
        site.networks().owe(site.institution());
    }

    DemoAnswer balanceOverIso() throws IOException {
        return mobile.balance(DemoScript.MARIA);
    }

    long ledgerMinor(final String account) throws IOException, InterruptedException {
        return http.ledgerMinor(account);
    }

    private String fill(final String template) {
        String filled = template;
        for (final Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace('@' + variable.getKey() + '@', variable.getValue());
        }
        return filled;
    }

    @Override
    public void close() throws IOException {
        http.close();
        mobile.close();
        debit.close();
    }
}
