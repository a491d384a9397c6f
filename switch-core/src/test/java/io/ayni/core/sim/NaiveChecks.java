package io.ayni.core.sim;

import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is found and checked before any money moves, in the order of precedence of the reasons. */
final class NaiveChecks {
    private static final Set<Operation> INSIDE = EnumSet.of(Operation.TRANSFER_OWN, Operation.TRANSFER_INTERNAL,
        Operation.LOAN_PAYMENT, Operation.INTERNAL_PAYMENT);

    private final NaiveSwitch twin;
    private final NaiveBooks books;

    NaiveChecks(final NaiveSwitch twin) {
        this.twin = twin;
        books = twin.books;
    }

    DeclineReason find(final NaivePayment p, final AuthorizeRequestDecoder r) {
        if (p.amountMinor <= 0 || p.amountMinor > 1_000_000_000L) {
            return DeclineReason.AMOUNT_INVALID;
        }
        if (r.savedId() != 0 && !isSaved(r)) {
            p.debit = books.accounts.get(r.debitAccount());
            return p.debit == null ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN : DeclineReason.TARGET_UNKNOWN;
        }
        switch (p.operation) {
            case BILL_PAY, TOP_UP -> {
                return findBiller(p, r);
            }
            case CARD_PAYMENT -> {
                return findCreditCard(p, r);
            }
            case TRANSFER_OWN, TRANSFER_INTERNAL, LOAN_PAYMENT, INTERNAL_PAYMENT -> {
                if (r.billerId() > 0) {
                    return findBiller(p, r);
                }
                p.debit = books.accounts.get(r.debitAccount());
                p.credit = books.accounts.get(r.creditAccount());
                return p.debit == null ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN
                    : p.credit == null ? DeclineReason.CREDIT_ACCOUNT_UNKNOWN : DeclineReason.NONE;
            }
            case TRANSFER_INTERBANK, CARD_PAYMENT_EXTERNAL -> {
                p.institution = r.institution();
                p.foreignBin = p.operation == Operation.CARD_PAYMENT_EXTERNAL ? (int) r.cardBin() : 0;
                p.debit = books.accounts.get(r.debitAccount());
                final List<Terms.Route> routes = NaiveRoutes.of(p.institution, p.foreignBin);
                p.credit = routes.isEmpty() ? null
                    : books.accounts.get(Terms.SETTLEMENTS[routes.getFirst().linkId() - 1]);
                return p.debit == null ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN
                    : p.credit == null ? DeclineReason.NO_ROUTE : DeclineReason.NONE;
            }
            case CREDIT_INBOUND -> {
                p.debit = books.settlement(r.institution());
                p.credit = books.accounts.get(r.creditAccount());
                return p.debit == null ? DeclineReason.NO_ROUTE
                    : p.credit == null ? DeclineReason.CREDIT_ACCOUNT_UNKNOWN : DeclineReason.NONE;
            }
            default -> {
                p.debit = books.cardAccounts.get(r.card().high());
                if (p.debit == null) {
                    return DeclineReason.CARD_UNKNOWN;
                }
                p.credit = books.accounts.get(Terms.book(p.currency).cards());
                p.card = r.card().high();
                return books.cardStatus.get(p.card) == AccountStatus.ACTIVE ? DeclineReason.NONE
                    : DeclineReason.CARD_NOT_ACTIVE;
            }
        }
    }

    /** Whether the payer's member keeps a row of that id, and it says what the payment says. */
    private boolean isSaved(final AuthorizeRequestDecoder r) {
        final NaiveAccount debit = books.accounts.get(r.debitAccount());
        final NaiveMembers.Beneficiary b = twin.members.beneficiaries.get(r.savedId());
        final NaiveMembers.Enrolment e = twin.members.enrolments.get(r.savedId());
        final String account = r.externalAccount().trim();
        final boolean mine = debit != null
            && (b != null && b.member() == debit.member || e != null && e.member() == debit.member);
        return mine && switch (Operation.ofCode(r.operation())) {
            case TRANSFER_INTERNAL -> b != null && b.kind() == 1
                && r.creditAccount() == Long.parseLong("1" + b.account());
            case TRANSFER_INTERBANK -> b != null && b.kind() == 2 && b.institution() == r.institution()
                && b.account().equals(account);
            case CARD_PAYMENT -> b != null && b.kind() == 4 && b.token() == r.cardToken();
            case BILL_PAY, TOP_UP, INTERNAL_PAYMENT -> e != null && e.biller() == r.billerId()
                && e.reference().equals(account);
            default -> false;
        };
    }

    private DeclineReason findBiller(final NaivePayment p, final AuthorizeRequestDecoder r) {
        p.billerId = r.billerId();
        p.owedMinor = r.owedMinor();
        p.debit = books.accounts.get(r.debitAccount());
        final Terms.Biller biller = Terms.biller(p.billerId);
        p.credit = biller == null ? null
            : books.accounts.get(biller.linkId() == 0 ? Terms.PLAN_SETTLEMENT : Terms.BILLER_SETTLEMENT);
        return p.debit == null ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN
            : biller == null ? DeclineReason.BILLER_UNKNOWN : DeclineReason.NONE;
    }

    private DeclineReason findCreditCard(final NaivePayment p, final AuthorizeRequestDecoder r) {
        p.debit = books.accounts.get(r.debitAccount());
        final Long card = books.cardTokens.get(r.cardToken());
        if (card == null) {
            return DeclineReason.CARD_UNKNOWN;
        }
        p.credit = books.accounts.get(Terms.book(p.currency).cards());
        if (p.debit == null) {
            return DeclineReason.DEBIT_ACCOUNT_UNKNOWN;
        }
        if (books.cardStatus.get(card) != AccountStatus.ACTIVE) {
            return DeclineReason.CARD_NOT_ACTIVE;
        }
        if (r.cardToken() < Terms.creditToken(0)) {
            return DeclineReason.CARD_KIND;
        }
        p.toProcessor = !books.policy.cardsBatched();
        if (!p.toProcessor) {
            p.effectiveDay = (int) NaiveTerms.effectiveDay(books.nowMs).toEpochDay();
            p.byFile = books.policy.tellsCardFile();
        }
        return DeclineReason.NONE;
    }

    DeclineReason check(final NaivePayment p) {
        if (p.operation == Operation.CREDIT_INBOUND) {
            return !currencyFits(p) ? DeclineReason.CURRENCY_MISMATCH
                : p.credit.status == AccountStatus.BLOCKED ? DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE
                : p.credit.house() ? DeclineReason.ACCOUNT_KIND : DeclineReason.NONE;
        }
        final Terms.Biller biller = Terms.biller(p.billerId);
        if (biller != null && biller.operation() != p.operation) {
            return DeclineReason.BILLER_UNKNOWN;
        }
        final boolean onUs = biller == null && INSIDE.contains(p.operation);
        if (p.debit == p.credit) {
            return DeclineReason.SAME_ACCOUNT;
        }
        if (!currencyFits(p)) {
            return DeclineReason.CURRENCY_MISMATCH;
        }
        if (onUs && p.operation != Operation.TRANSFER_INTERNAL && p.debit.member != p.credit.member) {
            return DeclineReason.NOT_OWN_ACCOUNT;
        }
        if (p.debit.status != AccountStatus.ACTIVE) {
            return DeclineReason.DEBIT_ACCOUNT_NOT_ACTIVE;
        }
        if (onUs && p.credit.status == AccountStatus.BLOCKED) {
            return DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE;
        }
        if (p.debit.signature == Signature.JOINT) {
            return DeclineReason.JOINT_SIGNATURE;
        }
        final AccountKind taken = p.operation == Operation.LOAN_PAYMENT ? AccountKind.LOAN
            : p.operation == Operation.INTERNAL_PAYMENT ? AccountKind.CONTRIBUTION : AccountKind.SAVINGS;
        if (p.debit.kind != AccountKind.SAVINGS || onUs && p.credit.kind != taken) {
            return DeclineReason.ACCOUNT_KIND;
        }
        final DeclineReason terms = checkTerms(p, biller);
        if (terms != DeclineReason.NONE) {
            return terms;
        }
        if (leaves(p, biller) && !pickLink(p, biller)) {
            return DeclineReason.LINK_DOWN;
        }
        p.feeMinor = biller != null ? biller.feeMinor()
            : p.operation == Operation.TRANSFER_INTERBANK ? books.policy.feeMinor() : 0;
        p.taxMinor = Math.round(p.feeMinor * books.policy.taxBasisPoints() / 10_000.0);
        final DeclineReason limit = twin.limits.checkLimit(p);
        if (limit != DeclineReason.NONE) {
            return limit;
        }
        return p.debit.available() < p.amountMinor + p.feeMinor + p.taxMinor ? DeclineReason.INSUFFICIENT_FUNDS
            : DeclineReason.NONE;
    }

    private static boolean currencyFits(final NaivePayment p) {
        return p.debit.currency == p.currency && p.credit.currency == p.currency;
    }

    private DeclineReason checkTerms(final NaivePayment p, final Terms.Biller biller) {
        if (p.operation == Operation.LOAN_PAYMENT) {
            if (p.credit.instalmentsLeft <= 1 || p.amountMinor > Terms.INSTALMENT_MINOR) {
                return DeclineReason.COUNTER_ONLY;
            }
            if (p.amountMinor < Terms.INSTALMENT_MINOR) {
                return DeclineReason.LOAN_AMOUNT;
            }
        }
        if ((p.operation == Operation.LOAN_PAYMENT || biller != null && biller.inClose())
            && NaiveTerms.isInClose(books.nowMs)) {
            return DeclineReason.IN_CLOSE;
        }
        return biller == null ? DeclineReason.NONE
            : NaiveTerms.checkBiller(biller, p.amountMinor, p.owedMinor, books.nowMs);
    }

    static boolean leaves(final NaivePayment p, final Terms.Biller biller) {
        return p.operation == Operation.TRANSFER_INTERBANK || p.operation == Operation.CARD_PAYMENT_EXTERNAL
            || p.toProcessor || p.byFile
            || biller != null && biller.linkId() != 0;
    }

    boolean isUp(final int linkId) {
        return books.up[linkId] && twin.reversals.hasStore(linkId);
    }

    private boolean takesOneMore(final int linkId) {
        return isUp(linkId) && waitingOn(linkId) < Terms.BILLER_WINDOW;
    }

    /** What was sent has a deadline until it is answered. */
    int waitingOn(final int linkId) {
        int waiting = 0;
        for (final NaivePayment each : books.deadlines) {
            waiting += each.state == PaymentState.SENT && each.linkId == linkId ? 1 : 0;
        }
        return waiting;
    }

    /** Of the links of a route one that is up; a biller's while it has room. */
    private boolean pickLink(final NaivePayment p, final Terms.Biller biller) {
        if (biller != null) {
            p.pickedLink = biller.linkId();
            return takesOneMore(biller.linkId());
        }
        if (p.byFile) {
            p.pickedLink = Terms.BILLER_LINK;
            return books.policy.tellsCardFile() && takesOneMore(Terms.BILLER_LINK);
        }
        if (p.toProcessor) {
            p.pickedLink = Terms.CARD_LINK;
            return isUp(Terms.CARD_LINK);
        }
        p.pickedLink = NaiveRoutes.pick(NaiveRoutes.of(p.institution, p.foreignBin), p.id, this::isUp);
        if (p.pickedLink == NaiveRoutes.NONE) {
            return false;
        }
        p.credit = books.accounts.get(Terms.SETTLEMENTS[p.pickedLink - 1]);
        return true;
    }
}
