package io.ayni.core.engine;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MemberRequestDecoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Ledger;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.limits.Ceiling;
import io.ayni.core.member.Beneficiaries;
import io.ayni.core.member.BeneficiaryKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.policy.BillerTerms;
import io.ayni.core.policy.Policy;
import io.ayni.core.policy.Routes;
import io.ayni.core.store.OwnedRows;
import io.ayni.core.store.Slab;
import org.agrona.DirectBuffer;

/**
 * Whether what a member asks may be done, asked when it comes and again when it is confirmed. The checks stand in the
 * order of {@link DeclineReason}, and change nothing.
 */
final class MemberChecks {
    /** Flag of a request: the terms of a schedule were accepted. */
    private static final int TERMS_ACCEPTED = 1;
    private static final int FURTHEST_START_DAYS = 3_660;
    private static final int REFERENCE_LENGTH = MemberRequestDecoder.externalAccountLength();
    private static final int SEALED_LENGTH = MemberRequestDecoder.sealedCardEncodingLength();

    private final EngineState state;
    private final LinkChoice links;
    private final ScheduleDays days;
    private final DeferralRules deferrals;

    MemberChecks(final EngineState state, final LinkChoice links, final ScheduleDays days,
        final DeferralRules deferrals) {
        this.state = state;
        this.links = links;
        this.days = days;
        this.deferrals = deferrals;
    }

    DeclineReason check(final int p, final MemberRequestDecoder request) {
        final Operation operation = Operation.ofCode(request.operation());
        if (operation == null || !operation.isMemberRequest() || !state.policy.offers(operation)) {
            return DeclineReason.OPERATION_UNKNOWN;
        }
        final DeclineReason form = checkForm(operation, request);
        if (form != DeclineReason.NONE) {
            return form;
        }
        final DeclineReason who = checkMember(request);
        if (who != DeclineReason.NONE) {
            return who;
        }
        return switch (operation) {
            case LIMITS_UPDATE -> checkLimits(request);
            case BENEFICIARY_CREATE -> checkBeneficiary(request);
            case BENEFICIARY_UPDATE, BENEFICIARY_DELETE -> checkTarget(state.beneficiaries.rows(), request);
            case BILLER_ENROL, BILLER_FAVORITE -> checkEnrolment(operation, request);
            case BILLER_DELETE -> checkTarget(state.enrolments.rows(), request);
            case SCHEDULE_CREATE -> checkNewSchedule(request);
            case SCHEDULE_UPDATE -> checkChangedSchedule(request);
            case SCHEDULE_DELETE -> checkTarget(state.schedules.rows(), request);
            case CARD_PIN_CHANGE, CARD_PIN_GENERATE -> checkPin(p, request);
            case CARD_DEFERRAL_CONFIRM, CARD_DEFERRAL_BALANCE -> deferrals.check(request.memberId(),
                request.cardToken(), request.currency(), request.kind(), deferredMinor(operation, request),
                request.instalments());
            default -> DeclineReason.NONE;
        };
    }

    /** @return the amount to defer; 0: all that can be. */
    static long deferredMinor(final Operation operation, final MemberRequestDecoder request) {
        return operation == Operation.CARD_DEFERRAL_BALANCE ? 0 : request.amountMinor();
    }

    /** What the request lacks by itself, whatever the state. */
    private DeclineReason checkForm(final Operation operation, final MemberRequestDecoder request) {
        final boolean amountIsRight = switch (operation) {
            case SCHEDULE_CREATE, SCHEDULE_UPDATE, CARD_DEFERRAL_CONFIRM ->
                request.amountMinor() > 0 && request.amountMinor() <= state.policy.maxAmountMinor;
            case LIMITS_UPDATE -> (request.intDailyMinor() | request.intWeeklyMinor() | request.intMonthlyMinor()
                | request.extDailyMinor() | request.extWeeklyMinor() | request.extMonthlyMinor()) >= 0;
            default -> true;
        };
        if (!amountIsRight) {
            return DeclineReason.AMOUNT_INVALID;
        }
        final boolean isComplete = switch (operation) {
            case BENEFICIARY_CREATE -> beneficiaryIsComplete(request);
            case BILLER_ENROL, SCHEDULE_CREATE -> hasReference(request);
            case BILLER_FAVORITE -> request.targetId() != 0 || hasReference(request);
            case CHALLENGE -> !isBlank(request.buffer(),
                request.offset() + MemberRequestDecoder.purposeEncodingOffset(), MemberRequestDecoder.purposeLength());
            default -> true;
        };
        return isComplete ? DeclineReason.NONE : DeclineReason.DETAILS_MISSING;
    }

    private static boolean beneficiaryIsComplete(final MemberRequestDecoder request) {
        final BeneficiaryKind kind = BeneficiaryKind.ofCode(request.kind());
        return kind != null && switch (kind) {
            case INTERNAL, INTERBANK -> hasReference(request);
            case CARD -> request.cardBin() > 0 && !isBlank(request.buffer(),
                request.offset() + MemberRequestDecoder.sealedCardEncodingOffset(), SEALED_LENGTH);
            case OWN_CARD -> true;
        };
    }

    /** A member is known by an account or by a record of its own; the account named is the member's. */
    private DeclineReason checkMember(final MemberRequestDecoder request) {
        final long memberId = request.memberId();
        if (memberId <= 0 || state.members.find(memberId) == Slab.NONE
            && state.ledger.firstOfMember(memberId) == Slab.NONE) {
            return DeclineReason.MEMBER_UNKNOWN;
        }
        if (request.account() == AccountNumber.NONE) {
            return DeclineReason.NONE;
        }
        final int account = state.ledger.find(request.account());
        return account == Slab.NONE ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN
            : state.ledger.memberId(account) != memberId ? DeclineReason.NOT_OWN_ACCOUNT : DeclineReason.NONE;
    }

    private DeclineReason checkLimits(final MemberRequestDecoder request) {
        final DeclineReason inside = checkBucket(Bucket.INT, request.intDailyMinor(), request.intWeeklyMinor(),
            request.intMonthlyMinor());
        return inside != DeclineReason.NONE ? inside : checkBucket(Bucket.EXT, request.extDailyMinor(),
            request.extWeeklyMinor(), request.extMonthlyMinor());
    }

    private DeclineReason checkBucket(final Bucket bucket, final long dailyMinor, final long weeklyMinor,
        final long monthlyMinor) {
        final Ceiling ceiling = state.policy.ceiling(bucket);
        return weeklyMinor < dailyMinor ? DeclineReason.LIMIT_WEEKLY_BELOW_DAILY
            : monthlyMinor < weeklyMinor ? DeclineReason.LIMIT_MONTHLY_BELOW_WEEKLY
            : isAbove(dailyMinor, ceiling.dailyMinor()) || isAbove(weeklyMinor, ceiling.weeklyMinor())
                || isAbove(monthlyMinor, ceiling.monthlyMinor()) ? DeclineReason.LIMIT_ABOVE_CEILING
            : DeclineReason.NONE;
    }

    private DeclineReason checkBeneficiary(final MemberRequestDecoder request) {
        final DeclineReason account = switch (BeneficiaryKind.ofCode(request.kind())) {
            case INTERNAL -> checkReceiver(request);
            case INTERBANK -> state.policy.routes.first(request.institution(), 0) == Routes.NONE
                ? DeclineReason.NO_ROUTE : DeclineReason.NONE;
            case CARD -> DeclineReason.NONE;
            case OWN_CARD -> state.cards.findByToken(request.cardToken()) == Slab.NONE
                ? DeclineReason.CARD_UNKNOWN : DeclineReason.NONE;
        };
        if (account != DeclineReason.NONE) {
            return account;
        }
        return isSaved(request) ? DeclineReason.ALREADY_SAVED
            : state.beneficiaries.rows().count(request.memberId()) >= state.policy.beneficiariesPerMember
                ? DeclineReason.TOO_MANY_ROWS : DeclineReason.NONE;
    }

    private DeclineReason checkReceiver(final MemberRequestDecoder request) {
        final int account = state.ledger.find(accountDigits(request.buffer(), reference(request)));
        return account == Slab.NONE ? DeclineReason.CREDIT_ACCOUNT_UNKNOWN
            : state.ledger.kind(account) != AccountKind.SAVINGS ? DeclineReason.ACCOUNT_KIND : DeclineReason.NONE;
    }

    /** Cards of other banks are sealed, the same one differently each time: they cannot be told apart. */
    private boolean isSaved(final MemberRequestDecoder request) {
        final Beneficiaries table = state.beneficiaries;
        final BeneficiaryKind kind = BeneficiaryKind.ofCode(request.kind());
        for (int row = table.rows().firstOf(request.memberId()); row != Slab.NONE; row = table.rows().next(row)) {
            final boolean same = switch (kind) {
                case INTERNAL, INTERBANK ->
                    table.isAccount(row, kind, request.institution(), request.buffer(), reference(request));
                case CARD -> false;
                case OWN_CARD -> table.kind(row) == kind && table.cardToken(row) == request.cardToken();
            };
            if (same) {
                return true;
            }
        }
        return false;
    }

    private DeclineReason checkTarget(final OwnedRows rows, final MemberRequestDecoder request) {
        return rows.find(request.memberId(), request.targetId()) == Slab.NONE
            ? DeclineReason.TARGET_UNKNOWN : DeclineReason.NONE;
    }

    private DeclineReason checkEnrolment(final Operation operation, final MemberRequestDecoder request) {
        if (operation == Operation.BILLER_FAVORITE && request.targetId() != 0) {
            return checkTarget(state.enrolments.rows(), request);
        }
        if (payableBiller(request.billerId()) == null) {
            return DeclineReason.BILLER_UNKNOWN;
        }
        final boolean isThere = state.enrolments.find(request.memberId(), request.billerId(), request.buffer(),
            reference(request)) != Slab.NONE;
        if (isThere) {
            return operation == Operation.BILLER_ENROL ? DeclineReason.ALREADY_SAVED : DeclineReason.NONE;
        }
        return state.enrolments.rows().count(request.memberId()) >= state.policy.beneficiariesPerMember
            ? DeclineReason.TOO_MANY_ROWS : DeclineReason.NONE;
    }

    private DeclineReason checkNewSchedule(final MemberRequestDecoder request) {
        if (request.account() == AccountNumber.NONE) {
            return DeclineReason.DEBIT_ACCOUNT_UNKNOWN;
        }
        final BillerTerms biller = payableBiller(request.billerId());
        if (biller == null || !biller.asksOwed()) {
            return DeclineReason.BILLER_UNKNOWN;
        }
        final DeclineReason account = checkPayer(state.ledger.find(request.account()), biller.currency(), request);
        if (account != DeclineReason.NONE) {
            return account;
        }
        if ((request.flags() & TERMS_ACCEPTED) == 0) {
            return DeclineReason.TERMS_NOT_ACCEPTED;
        }
        final DeclineReason dates = checkDates(Slab.NONE, request);
        return dates != DeclineReason.NONE ? dates
            : state.schedules.rows().count(request.memberId()) >= state.policy.schedulesPerMember
                ? DeclineReason.TOO_MANY_ROWS : DeclineReason.NONE;
    }

    private DeclineReason checkChangedSchedule(final MemberRequestDecoder request) {
        final int row = state.schedules.rows().find(request.memberId(), request.targetId());
        if (row == Slab.NONE) {
            return DeclineReason.TARGET_UNKNOWN;
        }
        final long number = request.account() != AccountNumber.NONE ? request.account() : state.schedules.account(row);
        final DeclineReason account = checkPayer(state.ledger.find(number), state.schedules.currency(row), request);
        return account != DeclineReason.NONE ? account : checkDates(row, request);
    }

    private DeclineReason checkPayer(final int account, final int currency, final MemberRequestDecoder request) {
        final Ledger ledger = state.ledger;
        return ledger.currency(account) != currency || request.currency() != currency ? DeclineReason.CURRENCY_MISMATCH
            : ledger.status(account) != AccountStatus.ACTIVE ? DeclineReason.DEBIT_ACCOUNT_NOT_ACTIVE
            : ledger.signature(account) == Signature.JOINT ? DeclineReason.JOINT_SIGNATURE
            : ledger.kind(account) != AccountKind.SAVINGS ? DeclineReason.ACCOUNT_KIND : DeclineReason.NONE;
    }

    /** There is at least one day left on which it runs. */
    private DeclineReason checkDates(final int row, final MemberRequestDecoder request) {
        return request.startDay() > state.today() + FURTHEST_START_DAYS || request.endDay() < 0
            || request.endDay() != 0 && request.endDay() < days.first(row, request.startDay())
            ? DeclineReason.SCHEDULE_DATES : DeclineReason.NONE;
    }

    private DeclineReason checkPin(final int p, final MemberRequestDecoder request) {
        final int card = state.cards.findByToken(request.cardToken());
        if (card == Slab.NONE || state.ledger.memberId(state.cards.accountId(card)) != request.memberId()) {
            return DeclineReason.CARD_UNKNOWN;
        }
        if (state.cards.status(card) != AccountStatus.ACTIVE) {
            return DeclineReason.CARD_NOT_ACTIVE;
        }
        if (state.policy.routes.first(0, state.cards.bin(card)) == Routes.NONE) {
            return DeclineReason.NO_ROUTE;
        }
        final Policy.LinkTerms link = links.pickForCard(state.cards.bin(card), state.payments.paymentId(p));
        return link == null ? DeclineReason.LINK_DOWN : DeclineReason.NONE;
    }

    private BillerTerms payableBiller(final int billerId) {
        final BillerTerms biller = state.policy.biller(billerId);
        return biller == null || biller.linkId() == Routes.NONE || !state.policy.offers(biller.operation())
            ? null : biller;
    }

    /** No limit of my own is never above the ceiling: the ceiling rules then. */
    private static boolean isAbove(final long ownMinor, final long ceilingMinor) {
        return ownMinor != Long.MAX_VALUE && ownMinor > ceilingMinor;
    }

    private static boolean hasReference(final MemberRequestDecoder request) {
        return !isBlank(request.buffer(), reference(request), REFERENCE_LENGTH);
    }

    private static int reference(final MemberRequestDecoder request) {
        return request.offset() + MemberRequestDecoder.externalAccountEncodingOffset();
    }

    private static boolean isBlank(final DirectBuffer buffer, final int offset, final int length) {
        for (int i = 0; i < length; i++) {
            final byte character = buffer.getByte(offset + i);
            if (character != 0 && character != ' ') {
                return false;
            }
        }
        return true;
    }

    /** @return the packed number of digits padded by spaces or zeros; {@link AccountNumber#INVALID} for other text. */
    static long accountDigits(final DirectBuffer buffer, final int offset) {
        long packed = 1;
        int length = 0;
        while (length < REFERENCE_LENGTH && buffer.getByte(offset + length) > ' ') {
            final int digit = buffer.getByte(offset + length) - '0';
            if (digit < 0 || digit > 9 || ++length > AccountNumber.MAX_DIGITS) {
                return AccountNumber.INVALID;
            }
            packed = packed * 10 + digit;
        }
        return length == 0 ? AccountNumber.INVALID : packed;
    }
}
