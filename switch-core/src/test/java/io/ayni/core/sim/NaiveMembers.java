package io.ayni.core.sim;

import io.ayni.core.command.MemberRequestDecoder;
import io.ayni.core.command.PutMemberDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.SendKind;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What members keep and ask beside payments, by the plainest means: maps of plain values, java.time, sums over lists.
 */
final class NaiveMembers {
    /** A member's record. */
    static final class Member {
        boolean prefersToken;
        boolean hasToken;
        long step;
        LocalDate failureDay = LocalDate.EPOCH;
        int failures;
    }

    record Beneficiary(long member, int kind, long institution, String account, long token) {
    }

    record Enrolment(long member, int biller, String reference, int flags) {
    }

    private static final Set<Operation> OF_AN_AMOUNT = EnumSet.of(Operation.SCHEDULE_CREATE,
        Operation.SCHEDULE_UPDATE, Operation.CARD_DEFERRAL_CONFIRM);

    final Map<Long, Member> members = new HashMap<>();
    final Map<Long, Beneficiary> beneficiaries = new TreeMap<>();
    final Map<Long, Enrolment> enrolments = new TreeMap<>();
    private final NaiveSwitch twin;
    private final NaiveBooks books;
    private final NaiveVoice voice;

    NaiveMembers(final NaiveSwitch twin) {
        this.twin = twin;
        books = twin.books;
        voice = twin.voice;
    }

    void request(final MemberRequestDecoder r) {
        final long[] to = {r.replyTo().connectionId(), r.replyTo().correlationId()};
        final NaiveKey key = new NaiveKey(r.key().high(), r.key().low());
        if (twin.payments.repeatedRequest(key, r.bodyHash(), to) || twin.payments.refused(to, r.paymentId())) {
            return;
        }
        books.purge(2);
        final NaiveRequest request = new NaiveRequest(Operation.ofCode(r.operation()), r.memberId(), r.account(),
            r.targetId(), r.kind(), r.billerId(), r.externalAccount().trim(), r.institution(), r.cardToken(),
            r.amountMinor(), r.instalments(), r.flags(), r.startDay(), r.endDay(),
            List.of(r.intDailyMinor(), r.intWeeklyMinor(), r.intMonthlyMinor(), r.extDailyMinor(), r.extWeeklyMinor(),
                r.extMonthlyMinor()), r.sealedCard().w0() != 0);
        final NaivePayment p = books.record(r.paymentId(), key, request.operation(), r.peerId(),
            OF_AN_AMOUNT.contains(request.operation()) ? r.amountMinor() : 0, 0, to);
        p.bodyHash = r.bodyHash();
        p.request = request;
        p.member = request.member();
        p.billerId = request.biller();
        p.target = request.target();
        final NaiveAccount account = books.accounts.get(request.account());
        p.debit = account != null && account.member == request.member() ? account : null;
        final DeclineReason reason = twin.memberChecks.check(request);
        if (reason != DeclineReason.NONE) {
            twin.payments.decline(p, reason, reason.responseCode());
        } else if (twin.stepUp.asksStepUp(p.operation)) {
            twin.stepUp.challenge(p, NaiveMac.of(r.mac()));
        } else {
            apply(p);
        }
    }

    void confirmed(final NaivePayment p) {
        final DeclineReason reason = twin.memberChecks.check(p.request);
        if (reason != DeclineReason.NONE) {
            twin.payments.decline(p, reason, reason.responseCode());
        } else {
            apply(p);
        }
    }

    private void apply(final NaivePayment p) {
        final NaiveRequest r = p.request;
        p.reason = DeclineReason.NONE;
        p.code = ResponseCode.APPROVED;
        switch (r.operation()) {
            case LIMITS_UPDATE -> {
                twin.limits.setOwn(r.member(), Bucket.INT, r.limits().get(0), r.limits().get(1), r.limits().get(2));
                twin.limits.setOwn(r.member(), Bucket.EXT, r.limits().get(3), r.limits().get(4), r.limits().get(5));
            }
            case BENEFICIARY_CREATE -> {
                beneficiaries.put(p.id, new Beneficiary(r.member(), r.kind(), r.institution(), r.reference(),
                    r.kind() == 4 ? r.token() : 0));
                p.target = p.id;
            }
            case BENEFICIARY_DELETE -> beneficiaries.remove(r.target());
            case BILLER_ENROL -> {
                enrolments.put(p.id, new Enrolment(r.member(), r.biller(), r.reference(), r.flags() & 2));
                p.target = p.id;
            }
            case BILLER_FAVORITE -> favour(p, r);
            case BILLER_DELETE -> enrolments.remove(r.target());
            case SCHEDULE_CREATE -> twin.schedules.createSchedule(p, r);
            case SCHEDULE_UPDATE -> twin.schedules.updateSchedule(r);
            case SCHEDULE_DELETE -> twin.schedules.schedules.remove(r.target());
            case CARD_DEFERRAL_CONFIRM, CARD_DEFERRAL_BALANCE -> twin.deferrals.defer(p, r);
            case CARD_PIN_CHANGE, CARD_PIN_GENERATE -> {
                twin.payments.sendOver(p, Terms.CARD_LINK, r.operation() == Operation.CARD_PIN_CHANGE
                    ? SendKind.PIN_CHANGE : SendKind.PIN_GENERATE);
                return;
            }
            default -> { }
        }
        books.finish(p, PaymentState.DONE);
        voice.replyAll(p);
    }

    private void favour(final NaivePayment p, final NaiveRequest r) {
        final Optional<Long> known = r.target() != 0 ? Optional.of(r.target()) : twin.memberChecks.enrolled(r);
        p.target = known.orElse(p.id);
        final Enrolment before = enrolments.get(p.target);
        enrolments.put(p.target, new Enrolment(r.member(), before == null ? r.biller() : before.biller(),
            before == null ? r.reference() : before.reference(), r.flags() & 2));
    }

    void putMember(final PutMemberDecoder m) {
        final boolean known = members.containsKey(m.memberId());
        final Member member = members.computeIfAbsent(m.memberId(), any -> new Member());
        member.prefersToken = m.stepUp() == 2;
        member.hasToken = m.sealedTotp().w0() != 0;
        voice.say(new Said.Admin(m.replyTo().correlationId(),
            (known ? AdminResult.ALREADY_THERE : AdminResult.DONE).code()));
    }

    /** @return whether a challenge asks for the code of the member's soft token. */
    boolean asksToken(final long memberId) {
        final Member member = members.get(memberId);
        return member != null && member.prefersToken && member.hasToken;
    }

    boolean takeStep(final long memberId, final long step) {
        final Member member = members.get(memberId);
        final boolean isNew = step > member.step;
        member.step = Math.max(member.step, step);
        return isNew;
    }

    /** @return wrong codes today of requests of this member that name no account. */
    int failures(final long memberId) {
        final Member member = members.get(memberId);
        return member != null && member.failureDay.equals(books.today()) ? member.failures : 0;
    }

    void countFailure(final long memberId) {
        final Member member = members.get(memberId);
        member.failures = failures(memberId) + 1;
        member.failureDay = books.today();
    }

    boolean isKnown(final long memberId) {
        return members.containsKey(memberId);
    }

    /** @return the member's account with the lowest number, or null. */
    NaiveAccount firstAccount(final long memberId) {
        return accountsOf(memberId).stream().min(Comparator.comparingLong(a -> a.number)).orElse(null);
    }

    List<NaiveAccount> accountsOf(final long memberId) {
        return books.accounts.values().stream().filter(a -> a.member == memberId).toList();
    }
}
