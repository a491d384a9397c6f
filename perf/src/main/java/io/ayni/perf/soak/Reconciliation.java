package io.ayni.perf.soak;

import io.ayni.connectors.simulator.BatchBooks;
import io.ayni.connectors.simulator.BillerBooks;
import io.ayni.connectors.simulator.InterbankBooks;
import io.ayni.perf.soak.Exports.Payment;
import io.ayni.perf.soak.Exports.Posting;
import io.ayni.perf.soak.SoakPlan.Reversal;
import io.ayni.perf.soak.SoakSwitch.Balance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.Long2LongCounterMap;

/**
 * Holds five accounts of the same run against each other, to the cent: what callers were answered, our postings, our
 * payments, the balances that callers read, and the networks' own books. One thread, when all is quiet.
 */
final class Reconciliation {
    private static final String ANSWERED = "requests: each has one final answer";
    private static final String EFFECT = "requests: the answer is the effect, once";
    private static final String STATES = "payments: final or MANUAL";
    private static final String HOLDS = "payments: final ones hold nothing";
    private static final String BALANCES = "accounts: balances and holds as callers read";
    private static final String SILENT = "68";

    private final SoakPlan plan;
    private final long requests;
    private final Answers answers;
    private final SoakNetworks networks;
    private final Differences differences = new Differences();
    private final byte[] posted;
    private final byte[] takenBack;
    private final byte[] records;
    private final Long2LongCounterMap balances = new Long2LongCounterMap(0);
    private final Long2LongCounterMap holds = new Long2LongCounterMap(0);
    private final Map<String, Map<String, Long>> approved = new HashMap<>();
    private final Map<String, Long> states = new TreeMap<>();

    Reconciliation(final SoakPlan plan, final long requests, final Answers answers, final SoakNetworks networks) {
        this.plan = plan;
        this.requests = requests;
        this.answers = answers;
        this.networks = networks;
        this.posted = new byte[(int) requests];
        this.takenBack = new byte[(int) requests];
        this.records = new byte[(int) requests];
    }

    /** @param live what callers read before the switch ended, by account */
    Differences run(final Path postings, final Path payments, final Map<Long, Balance> live) throws IOException {
        approved.put("interbank", networks.interbank().books().inState(InterbankBooks.State.APPROVED));
        approved.put("cards", networks.cards().books().inState(InterbankBooks.State.APPROVED));
        approved.put("services", networks.billers().books().inState(BillerBooks.State.PAID));
        approved.put("files", networks.batch().taken());
        final Map<String, Long> booked = new TreeMap<>();
        approved.forEach((network, each) ->
            booked.put(network, each.values().stream().mapToLong(Long::longValue).sum()));
        Exports.postings(postings, this::onPosting);
        Exports.payments(payments, this::onPayment);
        for (long request = 0; request < requests; request++) {
            compareRequest(request);
        }
        compareBalances(live);
        compareNetworks(booked);
        return differences;
    }

    private void onPosting(final Posting posting) {
        balances.getAndAdd(posting.debit(), -posting.amountMinor());
        balances.getAndAdd(posting.credit(), posting.amountMinor());
        switch (posting.kind()) {
            case "amount" -> count(posted, posting.debit(), posting);
            case "reversal", "reversal_from_suspense" -> count(takenBack, posting.credit(), posting);
            default -> { }
        }
    }

    private void count(final byte[] effects, final long account, final Posting posting) {
        final long request = plan.request(account, posting.amountMinor());
        final boolean isKnown = request >= 0 && request < requests;
        differences.check("postings: each belongs to a request", isKnown, posting::toString);
        if (isKnown) {
            effects[(int) request]++;
            if (effects == posted && plan.kind(request) == RequestKind.INTERNAL) {
                differences.equal(EFFECT, "payee of request " + request, plan.creditAccount(request), posting.credit());
            }
        }
    }

    private void onPayment(final Payment payment) {
        states.merge(payment.state(), 1L, Long::sum);
        differences.check(STATES, payment.isFinal() || payment.state().equals("MANUAL"), payment::toString);
        differences.check(HOLDS, !payment.isFinal() || payment.heldMinor() == 0, payment::toString);
        if (payment.debit() != 0) {
            holds.getAndAdd(payment.debit(), payment.heldMinor());
        }
        final long request = plan.request(payment.debit(), payment.amountMinor());
        if (payment.debit() != 0 && request >= 0 && request < requests) {
            records[(int) request]++;
            differences.check(EFFECT, plan.kind(request).operation().equals(payment.operation()), payment::toString);
        }
        if (!payment.network().isEmpty()) {
            compareWithNetwork(payment);
        }
    }

    /** What is posted is in the network's books under our reference; what is left there at the end we have not. */
    private void compareWithNetwork(final Payment payment) {
        final boolean isByReference = payment.network().equals("interbank") || payment.network().equals("cards");
        final Map<String, Long> theirs = approved.get(payment.network());
        if (payment.isPosted()) {
            final Long amountMinor = theirs.remove(isByReference ? payment.reference() : payment.id());
            differences.check(books(payment.network()), amountMinor != null && amountMinor == payment.amountMinor(),
                () -> payment + " is " + amountMinor + " there");
        }
    }

    private static String books(final String network) {
        return "books: " + network + ", payment by payment";
    }

    private void compareRequest(final long request) {
        final RequestKind kind = plan.kind(request);
        final String code = answers.code(request * 2);
        final int net = posted[(int) request] - takenBack[(int) request];
        differences.check(ANSWERED, !code.isEmpty() && !answers.isChanged(request * 2),
            () -> kind + " " + request + (code.isEmpty() ? " has none" : " was answered otherwise before " + code));
        differences.check("requests: one payment at most", records[(int) request] <= 1,
            () -> kind + " " + request + " has " + records[(int) request]);
        if (plan.reversal(request) != Reversal.NEVER && answers.has(request * 2 + 1)) {
            final String taken = answers.code(request * 2 + 1);
            differences.check(ANSWERED, !answers.isChanged(request * 2 + 1),
                () -> kind + " " + request + ": its reversal was answered otherwise before " + taken);
            differences.check(EFFECT, net == 0 || !taken.equals("00") && code.equals("00") && net == 1,
                () -> kind + " " + request + " answered " + code + ", reversal " + taken + ", is posted " + net);
        } else if (code.equals("00")) {
            differences.check(EFFECT, net == 1, () -> kind + " " + request + " answered 00 is posted " + net);
        } else {
            final boolean mayEndWell = kind.isInquired() && (code.equals(SILENT) || code.equals("91"));
            differences.check(EFFECT, net == 0 || mayEndWell && net == 1,
                () -> kind + " " + request + " answered " + code + " is posted " + net);
        }
    }

    private void compareBalances(final Map<Long, Balance> live) {
        final long[] sum = new long[1];
        balances.forEach((account, balance) -> sum[0] += balance);
        differences.equal("ledger: sums to zero", "the sum of all accounts", sum[0], 0);
        live.forEach((account, balance) -> {
            differences.equal(BALANCES, "ledger of " + account, balances.get(account), balance.ledgerMinor());
            differences.equal(BALANCES, "holds of " + account, holds.get(account), balance.heldMinor());
        });
    }

    private void compareNetworks(final Map<String, Long> booked) throws IOException {
        for (final String network : new String[] {"interbank", "cards", "services", "files"}) {
            final Map<String, Long> theirs = approved.get(network);
            theirs.forEach((reference, amountMinor) -> differences.check(books(network), false,
                reference + " is " + amountMinor + " there and not posted here"));
            differences.equal("books: settlement, to the cent", network,
                balances.get(settlement(network)), booked.get(network));
        }
        final String twice = "books: nothing was sent twice";
        final BatchBooks files = networks.batch();
        differences.equal(twice, "interbank", 0, networks.interbank().books().repeatedRequests());
        differences.equal(twice, "cards", 0, networks.cards().books().repeatedRequests());
        differences.equal(twice, "services", 0, networks.billers().books().repeatedRequests());
        differences.equal(twice, "files", 0, files.repeats() + files.problems().size());
    }

    private static long settlement(final String network) {
        return switch (network) {
            case "interbank" -> 9_000_000_006L;
            case "cards" -> 9_000_000_007L;
            case "services" -> 9_000_000_008L;
            default -> 9_000_000_009L;
        };
    }

    /** @return payments by state. */
    Map<String, Long> states() {
        return states;
    }
}
