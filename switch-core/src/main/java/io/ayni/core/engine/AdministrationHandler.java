package io.ayni.core.engine;

import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PutAccountDecoder;
import io.ayni.core.command.PutCardDecoder;
import io.ayni.core.command.PutMemberDecoder;
import io.ayni.core.command.PutMemberLimitsDecoder;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.command.PutProductDecoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.ledger.Ledger;
import io.ayni.core.ledger.PostingKind;
import io.ayni.core.ledger.PostingListener;
import io.ayni.core.ledger.ProductTable;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.limits.Ceiling;
import io.ayni.core.policy.Policy;
import io.ayni.core.stepup.StepUpMethod;
import io.ayni.core.store.Slab;
import java.time.DateTimeException;

/** Accounts, cards, members' limits and the policy. Runs rarely, and may allocate. */
final class AdministrationHandler {
    /** Balances start well inside a long, so that no sum of postings can leave it. */
    private static final long MAX_BALANCE_MINOR = 1_000_000_000_000_000L;

    private final EngineState state;
    private final OutcomePublisher publisher;
    private final PolicyBooks books;

    AdministrationHandler(final EngineState state, final OutcomePublisher publisher) {
        this.state = state;
        this.publisher = publisher;
        this.books = new PolicyBooks(state.ledger);
    }

    void onAccount(final PutAccountDecoder put) {
        answer(put.replyTo(), putAccount(put));
    }

    void onCard(final PutCardDecoder put) {
        answer(put.replyTo(), putCard(put));
    }

    void onMember(final PutMemberDecoder put) {
        answer(put.replyTo(), putMember(put));
    }

    void onMemberLimits(final PutMemberLimitsDecoder put) {
        answer(put.replyTo(), putMemberLimits(put));
    }

    void onProduct(final PutProductDecoder put) {
        answer(put.replyTo(), putProduct(put));
    }

    void onPolicy(final PutPolicyDecoder put) {
        final ReplyToDecoder replyTo = put.replyTo();
        final long connectionId = replyTo.connectionId();
        final long correlationId = replyTo.correlationId();
        publisher.admin(connectionId, correlationId, putPolicy(put));
    }

    private AdminResult putAccount(final PutAccountDecoder put) {
        final Ledger ledger = state.ledger;
        final AccountKind kind = AccountKind.ofCode(put.kind());
        final AccountStatus status = AccountStatus.ofCode(put.status());
        final Signature signature = Signature.ofCode(put.signature());
        final long openingMinor = put.openingBalanceMinor();
        final long lineMinor = put.authorisedLineMinor();
        if (kind == null || status == null || signature == null || put.account() <= 0 || put.currency() == 0
            || Math.abs(openingMinor) > MAX_BALANCE_MINOR || lineMinor < 0 || lineMinor > MAX_BALANCE_MINOR
            || !kind.isOfMember() && openingMinor != 0 || kind.hasFloor() && openingMinor + lineMinor < 0
            || kind != AccountKind.SAVINGS && kind.isOfMember() && put.memberId() <= 0) {
            return AdminResult.INVALID;
        }
        final int known = ledger.find(put.account());
        if (known != Slab.NONE) {
            if (ledger.availableMinor(known) - ledger.authorisedLineMinor(known) + lineMinor < 0
                && ledger.hasFloor(known)) {
                return AdminResult.INVALID;
            }
            ledger.setAttributes(known, status, signature, lineMinor);
            return AdminResult.ALREADY_THERE;
        }
        return open(put, kind, status, signature);
    }

    private AdminResult open(final PutAccountDecoder put, final AccountKind kind, final AccountStatus status,
        final Signature signature) {
        final Ledger ledger = state.ledger;
        final long openingMinor = put.openingBalanceMinor();
        final int opening = state.policy == null ? Slab.NONE
            : ledger.find(state.policy.openingAccount(put.currency()));
        if (kind.isOfMember() && opening == Slab.NONE) {
            return AdminResult.UNKNOWN_ACCOUNT;
        }
        // An account of the institution may come before the policy that makes a book of its currency.
        if (kind.isOfMember() && ledger.currency(opening) != put.currency()) {
            return AdminResult.CURRENCY;
        }
        final int id = ledger.open(put.account(), put.memberId(), put.currency(), kind);
        ledger.setAttributes(id, status, signature, put.authorisedLineMinor());
        if (openingMinor > 0) {
            ledger.post(opening, id, openingMinor, PostingKind.OPENING, PostingListener.NO_PAYMENT);
        } else if (openingMinor < 0) {
            ledger.post(id, opening, -openingMinor, PostingKind.OPENING, PostingListener.NO_PAYMENT);
        }
        return AdminResult.DONE;
    }

    private AdminResult putCard(final PutCardDecoder put) {
        final Key128Decoder hash = put.card();
        final long high = hash.high();
        final long low = hash.low();
        // A command of version 1 knows debit cards without a token.
        final boolean isBare = put.token() == PutCardDecoder.tokenNullValue();
        final CardKind kind = isBare ? CardKind.DEBIT : CardKind.ofCode(put.kind());
        final long token = isBare ? 0 : put.token();
        final AccountStatus status = AccountStatus.ofCode(put.status());
        final int account = state.ledger.find(put.account());
        if (status == null || kind == null || (high | low) == 0 || token < 0) {
            return AdminResult.INVALID;
        }
        if (account == Slab.NONE || state.ledger.kind(account) != behind(kind)) {
            return AdminResult.UNKNOWN_ACCOUNT;
        }
        final int known = state.cards.find(high, low);
        final int named = state.cards.findByToken(token);
        if (named != Slab.NONE && named != known) {
            return AdminResult.INVALID;
        }
        final int card = known != Slab.NONE ? known
            : state.cards.add(high, low, (int) put.cardBin(), put.cardLastFour());
        state.cards.setAccount(card, account, status, kind);
        state.cards.setToken(card, token);
        if (!isBare) {
            state.cards.setSealed(card, put.buffer(), put.offset() + PutCardDecoder.sealedCardEncodingOffset());
        }
        return known != Slab.NONE ? AdminResult.ALREADY_THERE : AdminResult.DONE;
    }

    private static AccountKind behind(final CardKind kind) {
        return kind == CardKind.DEBIT ? AccountKind.SAVINGS : AccountKind.CREDIT_CARD;
    }

    private AdminResult putProduct(final PutProductDecoder put) {
        final int account = state.ledger.find(put.account());
        if (account == Slab.NONE || state.ledger.isInstitution(account)) {
            return AdminResult.UNKNOWN_ACCOUNT;
        }
        if (put.instalmentMinor() < 0 || put.instalmentsLeft() < 0 || put.minimumPaymentMinor() < 0
            || put.deferredMinor() < 0 || put.rateBasisPoints() < 0) {
            return AdminResult.INVALID;
        }
        final boolean isNew = state.products.find(put.account()) == Slab.NONE;
        state.products.put(put.account(), new ProductTable.Terms(put.instalmentMinor(), put.instalmentsLeft(),
            put.dueDay(), put.minimumPaymentMinor(), put.deferredMinor(), put.rateBasisPoints(), put.openedDay()));
        return isNew ? AdminResult.DONE : AdminResult.ALREADY_THERE;
    }

    private AdminResult putMember(final PutMemberDecoder put) {
        final StepUpMethod method = StepUpMethod.ofCode(put.stepUp());
        if (put.memberId() <= 0 || method == null || method == StepUpMethod.NONE) {
            return AdminResult.INVALID;
        }
        final boolean known = state.members.find(put.memberId()) != Slab.NONE;
        state.members.put(put);
        return known ? AdminResult.ALREADY_THERE : AdminResult.DONE;
    }

    private AdminResult putMemberLimits(final PutMemberLimitsDecoder put) {
        final Bucket bucket = Bucket.ofCode(put.bucket());
        if (bucket == null || !bucket.isOfMember() || put.memberId() <= 0 || state.policy == null
            || put.dailyMinor() < 0 || put.weeklyMinor() < 0 || put.monthlyMinor() < 0) {
            return AdminResult.INVALID;
        }
        if (put.weeklyMinor() < put.dailyMinor()) {
            return AdminResult.WEEKLY_BELOW_DAILY;
        }
        if (put.monthlyMinor() < put.weeklyMinor()) {
            return AdminResult.MONTHLY_BELOW_WEEKLY;
        }
        final Ceiling ceiling = state.policy.ceiling(bucket);
        if (isAbove(put.dailyMinor(), ceiling.dailyMinor()) || isAbove(put.weeklyMinor(), ceiling.weeklyMinor())
            || isAbove(put.monthlyMinor(), ceiling.monthlyMinor())) {
            return AdminResult.ABOVE_CEILING;
        }
        state.limits.setOwn(put.memberId(), bucket, put.dailyMinor(), put.weeklyMinor(), put.monthlyMinor());
        return AdminResult.DONE;
    }

    private AdminResult putPolicy(final PutPolicyDecoder put) {
        final Policy policy;
        try {
            policy = new Policy(put);
        } catch (final DateTimeException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // A zone or a code that this build does not know: the configuration reader refuses such a file before.
            return AdminResult.INVALID;
        }
        final AdminResult result = books.check(policy, state.policy);
        if (result != AdminResult.DONE) {
            return result;
        }
        state.policy = policy;
        state.policyCommand = new byte[MessageHeaderDecoder.ENCODED_LENGTH + put.limit() - put.offset()];
        put.buffer().getBytes(put.offset() - MessageHeaderDecoder.ENCODED_LENGTH, state.policyCommand);
        return AdminResult.DONE;
    }

    /** No limit of my own is never above the ceiling: the ceiling rules then. */
    private static boolean isAbove(final long ownMinor, final long ceilingMinor) {
        return ownMinor != Long.MAX_VALUE && ownMinor > ceilingMinor;
    }

    private void answer(final ReplyToDecoder replyTo, final AdminResult result) {
        publisher.admin(replyTo.connectionId(), replyTo.correlationId(), result);
    }
}
