package io.ayni.core.snapshot;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.ledger.CardTable;
import io.ayni.core.ledger.Ledger;
import io.ayni.core.ledger.ProductTable;
import io.ayni.core.limits.LimitTable;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.payment.PaymentDetails;
import io.ayni.core.payment.Payments;
import io.ayni.core.store.Slab;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The state of the engine as text in canonical order, for people. Record ids, free lists and table layouts are left
 * out, so that a replay, a replica and a restored snapshot of the same log say the same. Reply addresses are left out as
 * well: they die with the run. Holds neither passwords nor PANs, since the engine has none.
 */
public final class StateText {
    private final long sequence;
    private final long nowMs;
    private final long policyHash;
    private final long excessMinor;
    private final Ledger ledger;
    private final ProductTable products;
    private final CardTable cards;
    private final LimitTable limits;
    private final Payments payments;
    private final PaymentDetails details;
    private final NetworkLegs legs;
    private final Links links;

    public StateText(final long sequence, final long nowMs, final long policyHash, final long excessMinor,
        final Ledger ledger, final ProductTable products, final CardTable cards, final LimitTable limits,
        final Payments payments, final PaymentDetails details, final NetworkLegs legs, final Links links) {
        this.sequence = sequence;
        this.nowMs = nowMs;
        this.policyHash = policyHash;
        this.excessMinor = excessMinor;
        this.ledger = ledger;
        this.products = products;
        this.cards = cards;
        this.limits = limits;
        this.payments = payments;
        this.details = details;
        this.legs = legs;
        this.links = links;
    }

    public void forEachLine(final Consumer<CharSequence> lines) {
        lines.accept("log sequence " + sequence + " time " + nowMs);
        lines.accept("policy " + HexFormat.of().toHexDigits(policyHash));
        lines.accept("totals accounts " + ledger.size() + " postings " + ledger.postings() + " payments "
            + payments.size() + " excess " + excessMinor);
        describeLinks(lines);
        sorted(lines, this::collectAccounts);
        sorted(lines, this::collectProducts);
        sorted(lines, this::collectCards);
        sorted(lines, this::collectLimits);
        sorted(lines, this::collectPayments);
    }

    private void describeLinks(final Consumer<CharSequence> lines) {
        for (int linkId = 0; linkId <= Links.MAX_LINK_ID; linkId++) {
            if (links.isKnown(linkId)) {
                lines.accept("link " + linkId + " " + links.state(linkId) + " references " + links.counter(linkId)
                    + " waiting " + links.waiting(linkId));
            }
        }
    }

    private void collectAccounts(final List<String> lines) {
        forIds(ledger.size(), id -> {
            final StringBuilder line = new StringBuilder("account ").append(AccountNumber.format(ledger.number(id)));
            ledger.describe(id, line);
            lines.add(line.toString());
        });
    }

    private void collectProducts(final List<String> lines) {
        forIds(products.size(), id -> {
            final StringBuilder line = new StringBuilder("product ").append(AccountNumber.format(products.account(id)));
            products.describe(id, line);
            lines.add(line.toString());
        });
    }

    private void collectCards(final List<String> lines) {
        forIds(cards.size(), id -> lines.add("card " + HexFormat.of().toHexDigits(cards.hashHigh(id))
            + HexFormat.of().toHexDigits(cards.hashLow(id)) + ' ' + cards.bin(id) + "******"
            + String.format("%04d", cards.lastFour(id)) + ' ' + cards.status(id) + " account "
            + AccountNumber.format(ledger.number(cards.accountId(id))) + ' ' + cards.kind(id) + " token "
            + cards.token(id)));
    }

    private void collectLimits(final List<String> lines) {
        forIds(limits.highWater(), id -> {
            final StringBuilder line = new StringBuilder("limit member ").append(limits.memberId(id)).append(' ')
                .append(limits.bucket(id));
            limits.describe(id, line);
            lines.add(line.toString());
        });
    }

    private void collectPayments(final List<String> lines) {
        forIds(payments.highWater(), p -> {
            if (payments.isUsed(p)) {
                lines.add(describePayment(p));
            }
        });
    }

    private String describePayment(final int p) {
        final StringBuilder line = new StringBuilder("payment ")
            .append(HexFormat.of().toHexDigits(payments.paymentId(p)))
            .append(" key ").append(HexFormat.of().toHexDigits(payments.keyHigh(p)))
            .append(HexFormat.of().toHexDigits(payments.keyLow(p)))
            .append(' ').append(payments.operation(p)).append(' ').append(payments.state(p))
            .append(' ').append(ResponseCode.format(payments.responseCode(p)))
            .append(' ').append(payments.reason(p)).append(" peer ").append(payments.peerId(p))
            .append(" amount ").append(payments.amountMinor(p)).append(' ').append(payments.currency(p))
            .append(" fee ").append(payments.feeMinor(p)).append(" tax ").append(payments.taxMinor(p))
            .append(" held ").append(payments.heldMinor(p)).append(" captured ").append(payments.capturedMinor(p))
            .append(" reversed ").append(payments.reversedMinor(p))
            .append(" from ").append(number(payments.debitAccount(p)))
            .append(" to ").append(number(payments.creditAccount(p)))
            .append(" body ").append(HexFormat.of().toHexDigits(payments.bodyHash(p)))
            .append(" sequence ").append(payments.sequence(p)).append(" created ").append(payments.createdMs(p))
            .append(" updated ").append(payments.updatedMs(p)).append(" deadline ").append(payments.deadlineMs(p));
        final int leg = payments.networkLeg(p);
        if (leg != Slab.NONE) {
            line.append(" institution ").append(legs.institution(leg)).append(" link ").append(legs.linkId(leg))
                .append(" rrn ").append(legs.retrievalReference(leg)).append(" stan ").append(legs.stan(leg))
                .append(" reversal-stan ").append(legs.reversalStan(leg)).append(" reversals ")
                .append(legs.reversals(leg));
        }
        if (payments.details(p) != Slab.NONE) {
            details.describe(payments.details(p), line);
        }
        return line.toString();
    }

    private String number(final int account) {
        return account == Slab.NONE ? "-" : AccountNumber.format(ledger.number(account));
    }

    private static void forIds(final int bound, final IntConsumer each) {
        for (int id = 0; id < bound; id++) {
            each.accept(id);
        }
    }

    private static void sorted(final Consumer<CharSequence> lines, final Consumer<List<String>> collector) {
        final List<String> section = new ArrayList<>();
        collector.accept(section);
        section.sort(null);
        section.forEach(lines::accept);
    }
}
