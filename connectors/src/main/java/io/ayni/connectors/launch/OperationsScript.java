package io.ayni.connectors.launch;

import io.ayni.connectors.simulator.BillerBooks;
import java.io.IOException;
import java.math.BigDecimal;

/** Every operation of the cooperatives' manuals, once, in the order of {@link OperationSteps}; then the books. */
final class OperationsScript {
    private final DemoSite site;
    private final DemoTrace trace;

    OperationsScript(final DemoSite site, final DemoTrace trace) {
        this.site = site;
        this.trace = trace;
    }

    void run() throws IOException, InterruptedException {
        try (OperationsTalk talk = new OperationsTalk(site)) {
            trace.say("Every operation of " + site.institution().file + ", on this machine. Daily closes are left out,"
                    + " so that each can be shown at any time of day.");
            trace.say("");
            trace.header("operation");
            for (final OperationSteps.Step step : OperationSteps.of(site.institution())) {
                final DemoAnswer answer = step.call().run(talk);
                trace.payment("%-24s %s".formatted(step.operation(), step.what()), step.by(), answer, step.state(),
                        step.code());
            }
            books(talk);
        }
    }

    /** What each network holds to be true is what the ledger says of it: credits that came in count against. */
    private void books(final OperationsTalk talk) throws IOException, InterruptedException {
        final String own = site.institution().accounts;
        final DemoNetworks networks = site.networks();
        trace.check("the interbank network's books agree with the ledger:", ledger(talk, own + "00000006"),
                money(networks.interbank().books().settlementMinor() - OperationSteps.CREDIT_MINOR));
        trace.check("the card processor's:", money(networks.cards().books().settlementMinor()),
                money(site.institution().sendsCardPayments() ? OperationSteps.CARD_PAYMENT_MINOR : 0));
        trace.check("cards, in the ledger:", ledger(talk, own + "00000005"),
                money(OperationSteps.CARD_PAYMENT_MINOR + OperationSteps.DEBIT_CARD_MINOR));
        trace.check("the billers':", ledger(talk, own + "00000008"),
                money(networks.billers().books().paidMinor()));
        trace.check("PINs that the card processor changed and made:",
                networks.cards().pinsChanged("0001") + " and " + networks.cards().pinsMade("0001"), "1 and 1");
        if (!site.institution().sendsCardPayments()) {
            trace.check("payments in the card processor's file:", site.linesForCards(), 1L);
        }
        trace.check("payments that a biller got twice:", networks.billers().books().repeatedRequests(), 0);
        trace.check("payments that a biller has not decided:",
                networks.billers().books().inState(BillerBooks.State.PENDING).size(), 0);
    }

    private static String ledger(final OperationsTalk talk, final String account)
            throws IOException, InterruptedException {
        return money(talk.ledgerMinor(account));
    }

    private static String money(final long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }
}
