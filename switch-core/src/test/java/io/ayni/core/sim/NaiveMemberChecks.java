package io.ayni.core.sim;

import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a request of a member is refused, in the order of precedence of the reasons. */
final class NaiveMemberChecks {
    private final NaiveSwitch twin;
    private final NaiveBooks books;

    NaiveMemberChecks(final NaiveSwitch twin) {
        this.twin = twin;
        books = twin.books;
    }

    DeclineReason check(final NaiveRequest r) {
        final DeclineReason form = form(r);
        if (form != DeclineReason.NONE) {
            return form;
        }
        if (!twin.members.members.containsKey(r.member()) && twin.members.accountsOf(r.member()).isEmpty()) {
            return DeclineReason.MEMBER_UNKNOWN;
        }
        if (r.account() != 0) {
            final NaiveAccount account = books.accounts.get(r.account());
            if (account == null) {
                return DeclineReason.DEBIT_ACCOUNT_UNKNOWN;
            }
            if (account.member != r.member()) {
                return DeclineReason.NOT_OWN_ACCOUNT;
            }
        }
        return switch (r.operation()) {
            case LIMITS_UPDATE -> limits(r);
            case BENEFICIARY_CREATE -> beneficiary(r);
            case BENEFICIARY_UPDATE, BENEFICIARY_DELETE -> mine(Optional
                .ofNullable(twin.members.beneficiaries.get(r.target())).map(NaiveMembers.Beneficiary::member), r);
            case BILLER_ENROL, BILLER_FAVORITE -> enrolment(r);
            case BILLER_DELETE -> mine(Optional.ofNullable(twin.members.enrolments.get(r.target()))
                .map(NaiveMembers.Enrolment::member), r);
            case SCHEDULE_CREATE -> newSchedule(r);
            case SCHEDULE_UPDATE -> changedSchedule(r);
            case SCHEDULE_DELETE -> mine(Optional.ofNullable(twin.schedules.schedules.get(r.target()))
                .map(s -> s.member), r);
            case CARD_PIN_CHANGE, CARD_PIN_GENERATE -> pin(r);
            case CARD_DEFERRAL_CONFIRM, CARD_DEFERRAL_BALANCE -> twin.deferrals.check(r);
            default -> DeclineReason.NONE;
        };
    }

    private static DeclineReason form(final NaiveRequest r) {
        final boolean amount = switch (r.operation()) {
            case SCHEDULE_CREATE, SCHEDULE_UPDATE, CARD_DEFERRAL_CONFIRM ->
                r.amountMinor() > 0 && r.amountMinor() <= 1_000_000_000L;
            case LIMITS_UPDATE -> r.limits().stream().allMatch(limit -> limit >= 0);
            default -> true;
        };
        if (!amount) {
            return DeclineReason.AMOUNT_INVALID;
        }
        final boolean complete = switch (r.operation()) {
            case BENEFICIARY_CREATE -> r.kind() == 4 || (r.kind() == 1 || r.kind() == 2) && !r.reference().isEmpty()
                || r.kind() == 3 && r.sealed();
            case BILLER_ENROL, SCHEDULE_CREATE -> !r.reference().isEmpty();
            case BILLER_FAVORITE -> r.target() != 0 || !r.reference().isEmpty();
            default -> true;
        };
        return complete ? DeclineReason.NONE : DeclineReason.DETAILS_MISSING;
    }

    private DeclineReason limits(final NaiveRequest r) {
        final List<Long> l = r.limits();
        final DeclineReason inside = twin.limits.checkOwn(Bucket.INT, l.get(0), l.get(1), l.get(2));
        return inside != DeclineReason.NONE ? inside : twin.limits.checkOwn(Bucket.EXT, l.get(3), l.get(4), l.get(5));
    }

    private DeclineReason beneficiary(final NaiveRequest r) {
        if (r.kind() == 1) {
            final NaiveAccount account = r.reference().matches("[0-9]{1,18}")
                ? books.accounts.get(Long.parseLong("1" + r.reference())) : null;
            if (account == null) {
                return DeclineReason.CREDIT_ACCOUNT_UNKNOWN;
            }
            if (account.kind != AccountKind.SAVINGS) {
                return DeclineReason.ACCOUNT_KIND;
            }
        } else if (r.kind() == 2 && NaiveBooks.linkOf(r.institution()) == 0) {
            return DeclineReason.NO_ROUTE;
        } else if (r.kind() == 4 && books.cardOfToken(r.token()) == null) {
            return DeclineReason.CARD_UNKNOWN;
        }
        final List<NaiveMembers.Beneficiary> mine = twin.members.beneficiaries.values().stream()
            .filter(b -> b.member() == r.member()).toList();
        final boolean saved = r.kind() != 3 && mine.stream().anyMatch(b -> b.kind() == r.kind()
            && (r.kind() == 4 ? b.token() == r.token()
                : b.institution() == r.institution() && b.account().equals(r.reference())));
        return saved ? DeclineReason.ALREADY_SAVED
            : mine.size() >= Terms.BENEFICIARIES ? DeclineReason.TOO_MANY_ROWS : DeclineReason.NONE;
    }

    private DeclineReason enrolment(final NaiveRequest r) {
        if (r.operation() == Operation.BILLER_FAVORITE && r.target() != 0) {
            return mine(Optional.ofNullable(twin.members.enrolments.get(r.target()))
                .map(NaiveMembers.Enrolment::member), r);
        }
        if (!isPayable(r.biller())) {
            return DeclineReason.BILLER_UNKNOWN;
        }
        if (enrolled(r).isPresent()) {
            return r.operation() == Operation.BILLER_ENROL ? DeclineReason.ALREADY_SAVED : DeclineReason.NONE;
        }
        return twin.members.enrolments.values().stream().filter(e -> e.member() == r.member())
            .count() >= Terms.BENEFICIARIES ? DeclineReason.TOO_MANY_ROWS : DeclineReason.NONE;
    }

    private static boolean isPayable(final int biller) {
        return Terms.biller(biller) != null && Terms.biller(biller).linkId() != 0;
    }

    Optional<Long> enrolled(final NaiveRequest r) {
        return twin.members.enrolments.entrySet().stream().filter(e -> e.getValue().member() == r.member()
            && e.getValue().biller() == r.biller() && e.getValue().reference().equals(r.reference()))
            .map(Map.Entry::getKey).findFirst();
    }

    private DeclineReason newSchedule(final NaiveRequest r) {
        if (r.account() == 0) {
            return DeclineReason.DEBIT_ACCOUNT_UNKNOWN;
        }
        if (!isPayable(r.biller()) || !Terms.biller(r.biller()).asksOwed()) {
            return DeclineReason.BILLER_UNKNOWN;
        }
        final DeclineReason payer = payer(books.accounts.get(r.account()));
        if (payer != DeclineReason.NONE) {
            return payer;
        }
        if ((r.flags() & 1) == 0) {
            return DeclineReason.TERMS_NOT_ACCEPTED;
        }
        if (neverRuns(r, null)) {
            return DeclineReason.SCHEDULE_DATES;
        }
        return twin.schedules.schedules.values().stream().filter(s -> s.member == r.member()).count() >= Terms.SCHEDULES
            ? DeclineReason.TOO_MANY_ROWS : DeclineReason.NONE;
    }

    private DeclineReason changedSchedule(final NaiveRequest r) {
        final NaiveSchedules.Schedule schedule = twin.schedules.schedules.get(r.target());
        if (schedule == null || schedule.member != r.member()) {
            return DeclineReason.TARGET_UNKNOWN;
        }
        final DeclineReason payer = payer(books.accounts.get(r.account() == 0 ? schedule.account : r.account()));
        return payer != DeclineReason.NONE ? payer
            : neverRuns(r, schedule) ? DeclineReason.SCHEDULE_DATES : DeclineReason.NONE;
    }

    private static DeclineReason payer(final NaiveAccount account) {
        return account.currency != Terms.USD ? DeclineReason.CURRENCY_MISMATCH
            : account.status != AccountStatus.ACTIVE ? DeclineReason.DEBIT_ACCOUNT_NOT_ACTIVE
            : account.signature == Signature.JOINT ? DeclineReason.JOINT_SIGNATURE
            : account.kind != AccountKind.SAVINGS ? DeclineReason.ACCOUNT_KIND : DeclineReason.NONE;
    }

    private boolean neverRuns(final NaiveRequest r, final NaiveSchedules.Schedule schedule) {
        return r.startDay() > twin.schedules.day() + 3_660
            || r.endDay() != 0 && r.endDay() < twin.schedules.firstDay(schedule, r.startDay());
    }

    private DeclineReason pin(final NaiveRequest r) {
        final Long hash = books.cardOfToken(r.token());
        if (hash == null || books.cardAccounts.get(hash).member != r.member()) {
            return DeclineReason.CARD_UNKNOWN;
        }
        return books.cardStatus.get(hash) != AccountStatus.ACTIVE ? DeclineReason.CARD_NOT_ACTIVE
            : !books.up[Terms.CARD_LINK] || !twin.reversals.hasStore(Terms.CARD_LINK) ? DeclineReason.LINK_DOWN : DeclineReason.NONE;
    }

    private static DeclineReason mine(final Optional<Long> owner, final NaiveRequest r) {
        return owner.isPresent() && owner.get() == r.member() ? DeclineReason.NONE : DeclineReason.TARGET_UNKNOWN;
    }
}
