package io.ayni.core.sim;

import io.ayni.core.command.MemberRequestDecoder;
import io.ayni.core.command.PutMemberDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ScheduleBillDecoder;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.SendKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What members keep and ask beside payments, by the plainest means: the other half of {@link NaiveSwitch}. Maps of plain
 * values, java.time, sums over lists.
 */
final class NaiveMembers {
    /** A request as it came, that its confirmation needs again. */
    record Request(Operation operation, long member, long account, long target, int kind, int biller, String reference,
                   long institution, long token, long amountMinor, int instalments, int flags, int startDay, int endDay,
                   List<Long> limits, boolean sealed) {
    }

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

    record Deferral(long account, LocalDate lastDue) {
    }

    static final class Schedule {
        long id;
        long member;
        long account;
        int startDay;
        int endDay;
        int runDay;
        int lastRunDay;
        int attempts;
        long maxMinor;
        long nextMs;
        DeclineReason lastReason = DeclineReason.NONE;
        String reference;
        int biller;
    }

    final Map<Long, Member> members = new HashMap<>();
    final Map<Long, Beneficiary> beneficiaries = new TreeMap<>();
    final Map<Long, Enrolment> enrolments = new TreeMap<>();
    final Map<Long, Schedule> schedules = new TreeMap<>();
    final List<Deferral> deferrals = new ArrayList<>();
    private final Map<Long, Long> deferredMinor = new HashMap<>();
    private final NaiveSwitch house;

    NaiveMembers(final NaiveSwitch house) {
        this.house = house;
    }

    // ------------------------------------------------------------------ requests

    void request(final MemberRequestDecoder r) {
        final long[] to = {r.replyTo().connectionId(), r.replyTo().correlationId()};
        final NaiveSwitch.Key key = new NaiveSwitch.Key(r.key().high(), r.key().low());
        if (house.repeatedRequest(key, r.bodyHash(), to) || house.refused(to, r.paymentId())) {
            return;
        }
        house.purge(2);
        final Request request = new Request(Operation.ofCode(r.operation()), r.memberId(), r.account(), r.targetId(),
            r.kind(), r.billerId(), r.externalAccount().trim(), r.institution(), r.cardToken(), r.amountMinor(),
            r.instalments(), r.flags(), r.startDay(), r.endDay(), List.of(r.intDailyMinor(), r.intWeeklyMinor(),
            r.intMonthlyMinor(), r.extDailyMinor(), r.extWeeklyMinor(), r.extMonthlyMinor()),
            r.sealedCard().w0() != 0);
        final NaiveSwitch.Payment p = house.record(r.paymentId(), key, request.operation(), r.peerId(),
            List.of(Operation.SCHEDULE_CREATE, Operation.SCHEDULE_UPDATE, Operation.CARD_DEFERRAL_CONFIRM)
                .contains(request.operation()) ? r.amountMinor() : 0, 0, to);
        p.bodyHash = r.bodyHash();
        p.request = request;
        p.member = request.member();
        p.billerId = request.biller();
        p.target = request.target();
        final NaiveSwitch.Account account = house.accounts.get(request.account());
        p.debit = account != null && account.member == request.member() ? account : null;
        final DeclineReason reason = check(request);
        if (reason != DeclineReason.NONE) {
            house.decline(p, reason, reason.responseCode());
        } else if (house.asksStepUp(p.operation)) {
            house.challenge(p, r.mac().w0() + "/" + r.mac().w1() + "/" + r.mac().w2() + "/" + r.mac().w3());
        } else {
            apply(p);
        }
    }

    void confirmed(final NaiveSwitch.Payment p) {
        final DeclineReason reason = check(p.request);
        if (reason != DeclineReason.NONE) {
            house.decline(p, reason, reason.responseCode());
        } else {
            apply(p);
        }
    }

    private DeclineReason check(final Request r) {
        final DeclineReason form = form(r);
        if (form != DeclineReason.NONE) {
            return form;
        }
        if (!members.containsKey(r.member()) && accountsOf(r.member()).isEmpty()) {
            return DeclineReason.MEMBER_UNKNOWN;
        }
        if (r.account() != 0) {
            final NaiveSwitch.Account account = house.accounts.get(r.account());
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
            case BENEFICIARY_UPDATE, BENEFICIARY_DELETE -> mine(Optional.ofNullable(beneficiaries.get(r.target()))
                .map(Beneficiary::member), r);
            case BILLER_ENROL, BILLER_FAVORITE -> enrolment(r);
            case SCHEDULE_CREATE -> newSchedule(r);
            case SCHEDULE_UPDATE -> changedSchedule(r);
            case SCHEDULE_DELETE -> mine(Optional.ofNullable(schedules.get(r.target())).map(s -> s.member), r);
            case CARD_PIN_CHANGE, CARD_PIN_GENERATE -> pin(r);
            case CARD_DEFERRAL_CONFIRM, CARD_DEFERRAL_BALANCE -> deferral(r);
            default -> DeclineReason.NONE;
        };
    }

    private static DeclineReason form(final Request r) {
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

    private DeclineReason limits(final Request r) {
        final List<Long> l = r.limits();
        final DeclineReason inside = house.checkOwn(Bucket.INT, l.get(0), l.get(1), l.get(2));
        return inside != DeclineReason.NONE ? inside : house.checkOwn(Bucket.EXT, l.get(3), l.get(4), l.get(5));
    }

    private DeclineReason beneficiary(final Request r) {
        if (r.kind() == 1) {
            final NaiveSwitch.Account account = r.reference().matches("[0-9]{1,18}")
                ? house.accounts.get(Long.parseLong("1" + r.reference())) : null;
            if (account == null) {
                return DeclineReason.CREDIT_ACCOUNT_UNKNOWN;
            }
            if (account.kind != AccountKind.SAVINGS) {
                return DeclineReason.ACCOUNT_KIND;
            }
        } else if (r.kind() == 2 && NaiveSwitch.linkOf(r.institution()) == 0) {
            return DeclineReason.NO_ROUTE;
        } else if (r.kind() == 4 && house.cardOfToken(r.token()) == null) {
            return DeclineReason.CARD_UNKNOWN;
        }
        final List<Beneficiary> mine = beneficiaries.values().stream().filter(b -> b.member() == r.member()).toList();
        final boolean saved = r.kind() != 3 && mine.stream().anyMatch(b -> b.kind() == r.kind()
            && (r.kind() == 4 ? b.token() == r.token()
                : b.institution() == r.institution() && b.account().equals(r.reference())));
        return saved ? DeclineReason.ALREADY_SAVED
            : mine.size() >= Terms.BENEFICIARIES ? DeclineReason.TOO_MANY_ROWS : DeclineReason.NONE;
    }

    private DeclineReason enrolment(final Request r) {
        if (r.operation() == Operation.BILLER_FAVORITE && r.target() != 0) {
            return mine(Optional.ofNullable(enrolments.get(r.target())).map(Enrolment::member), r);
        }
        if (!isPayable(r.biller())) {
            return DeclineReason.BILLER_UNKNOWN;
        }
        if (enrolled(r).isPresent()) {
            return r.operation() == Operation.BILLER_ENROL ? DeclineReason.ALREADY_SAVED : DeclineReason.NONE;
        }
        return enrolments.values().stream().filter(e -> e.member() == r.member()).count() >= Terms.BENEFICIARIES
            ? DeclineReason.TOO_MANY_ROWS : DeclineReason.NONE;
    }

    private static boolean isPayable(final int biller) {
        return Terms.biller(biller) != null && Terms.biller(biller).linkId() != 0;
    }

    private Optional<Long> enrolled(final Request r) {
        return enrolments.entrySet().stream().filter(e -> e.getValue().member() == r.member()
            && e.getValue().biller() == r.biller() && e.getValue().reference().equals(r.reference()))
            .map(Map.Entry::getKey).findFirst();
    }

    private DeclineReason newSchedule(final Request r) {
        if (r.account() == 0) {
            return DeclineReason.DEBIT_ACCOUNT_UNKNOWN;
        }
        if (!isPayable(r.biller()) || !Terms.biller(r.biller()).asksOwed()) {
            return DeclineReason.BILLER_UNKNOWN;
        }
        final DeclineReason payer = payer(house.accounts.get(r.account()));
        if (payer != DeclineReason.NONE) {
            return payer;
        }
        if ((r.flags() & 1) == 0) {
            return DeclineReason.TERMS_NOT_ACCEPTED;
        }
        if (neverRuns(r, null)) {
            return DeclineReason.SCHEDULE_DATES;
        }
        return schedules.values().stream().filter(s -> s.member == r.member()).count() >= Terms.SCHEDULES
            ? DeclineReason.TOO_MANY_ROWS : DeclineReason.NONE;
    }

    private DeclineReason changedSchedule(final Request r) {
        final Schedule schedule = schedules.get(r.target());
        if (schedule == null || schedule.member != r.member()) {
            return DeclineReason.TARGET_UNKNOWN;
        }
        final DeclineReason payer = payer(house.accounts.get(r.account() == 0 ? schedule.account : r.account()));
        return payer != DeclineReason.NONE ? payer
            : neverRuns(r, schedule) ? DeclineReason.SCHEDULE_DATES : DeclineReason.NONE;
    }

    private static DeclineReason payer(final NaiveSwitch.Account account) {
        return account.status != AccountStatus.ACTIVE ? DeclineReason.DEBIT_ACCOUNT_NOT_ACTIVE
            : account.signature == Signature.JOINT ? DeclineReason.JOINT_SIGNATURE
            : account.kind != AccountKind.SAVINGS ? DeclineReason.ACCOUNT_KIND : DeclineReason.NONE;
    }

    private boolean neverRuns(final Request r, final Schedule schedule) {
        return r.startDay() > day() + 3_660 || r.endDay() != 0 && r.endDay() < firstDay(schedule, r.startDay());
    }

    private DeclineReason pin(final Request r) {
        final Long hash = house.cardOfToken(r.token());
        if (hash == null || house.cardAccounts.get(hash).member != r.member()) {
            return DeclineReason.CARD_UNKNOWN;
        }
        return house.cardStatus.get(hash) != AccountStatus.ACTIVE ? DeclineReason.CARD_NOT_ACTIVE
            : !house.up[Terms.CARD_LINK] ? DeclineReason.LINK_DOWN : DeclineReason.NONE;
    }

    private DeclineReason deferral(final Request r) {
        final Long hash = house.cardOfToken(r.token());
        final NaiveSwitch.Account account = hash == null ? null : house.cardAccounts.get(hash);
        if (account == null || account.member != r.member()) {
            return DeclineReason.CARD_UNKNOWN;
        }
        if (house.cardStatus.get(hash) != AccountStatus.ACTIVE) {
            return DeclineReason.CARD_NOT_ACTIVE;
        }
        if (account.kind != AccountKind.CREDIT_CARD) {
            return DeclineReason.ACCOUNT_KIND;
        }
        if (deferrals.stream().filter(d -> d.account() == account.number && !d.lastDue().isBefore(house.today()))
            .count() >= 100) {
            return DeclineReason.TOO_MANY_ROWS;
        }
        if (r.kind() > 1) {
            return DeclineReason.DEFERRAL_METHOD;
        }
        if (r.instalments() < Terms.DEFERRAL_FEWEST || r.instalments() > Terms.DEFERRAL_MOST) {
            return DeclineReason.DEFERRAL_INSTALMENTS;
        }
        final long left = -account.ledgerMinor - deferredMinor.getOrDefault(account.number, 0L);
        final long asked = r.operation() == Operation.CARD_DEFERRAL_BALANCE ? 0 : r.amountMinor();
        return left <= 0 || asked > left ? DeclineReason.DEFERRAL_ABOVE_DEBT : DeclineReason.NONE;
    }

    private static DeclineReason mine(final Optional<Long> owner, final Request r) {
        return owner.isPresent() && owner.get() == r.member() ? DeclineReason.NONE : DeclineReason.TARGET_UNKNOWN;
    }

    private void apply(final NaiveSwitch.Payment p) {
        final Request r = p.request;
        p.reason = DeclineReason.NONE;
        p.code = ResponseCode.APPROVED;
        switch (r.operation()) {
            case LIMITS_UPDATE -> {
                house.setOwn(r.member(), Bucket.INT, r.limits().get(0), r.limits().get(1), r.limits().get(2));
                house.setOwn(r.member(), Bucket.EXT, r.limits().get(3), r.limits().get(4), r.limits().get(5));
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
            case SCHEDULE_CREATE -> createSchedule(p, r);
            case SCHEDULE_UPDATE -> updateSchedule(r);
            case SCHEDULE_DELETE -> schedules.remove(r.target());
            case CARD_DEFERRAL_CONFIRM, CARD_DEFERRAL_BALANCE -> defer(p, r);
            case CARD_PIN_CHANGE, CARD_PIN_GENERATE -> {
                house.sendOver(p, Terms.CARD_LINK, r.operation() == Operation.CARD_PIN_CHANGE ? SendKind.PIN_CHANGE
                    : SendKind.PIN_GENERATE);
                return;
            }
            default -> { }
        }
        house.finish(p, PaymentState.DONE);
        house.replyAll(p);
    }

    private void favour(final NaiveSwitch.Payment p, final Request r) {
        final Optional<Long> known = r.target() != 0 ? Optional.of(r.target()) : enrolled(r);
        p.target = known.orElse(p.id);
        final Enrolment before = enrolments.get(p.target);
        enrolments.put(p.target, new Enrolment(r.member(), before == null ? r.biller() : before.biller(),
            before == null ? r.reference() : before.reference(), r.flags() & 2));
    }

    private void createSchedule(final NaiveSwitch.Payment p, final Request r) {
        final Schedule s = new Schedule();
        s.id = p.id;
        s.member = r.member();
        s.account = r.account();
        s.reference = r.reference();
        s.biller = r.biller();
        schedules.put(s.id, s);
        p.target = p.id;
        terms(s, r);
        s.nextMs = millisOfRun(firstDay(s, s.startDay));
    }

    private void updateSchedule(final Request r) {
        final Schedule s = schedules.get(r.target());
        s.account = r.account() == 0 ? s.account : r.account();
        terms(s, r);
        if (s.runDay == 0) {
            s.nextMs = millisOfRun(firstDay(s, s.startDay));
        }
    }

    private void terms(final Schedule s, final Request r) {
        s.startDay = Math.max(r.startDay(), day());
        s.endDay = r.endDay();
        s.maxMinor = r.amountMinor();
    }

    private void defer(final NaiveSwitch.Payment p, final Request r) {
        final NaiveSwitch.Account account = house.cardAccounts.get(house.cardOfToken(r.token()));
        final long already = deferredMinor.getOrDefault(account.number, 0L);
        p.amountMinor = r.operation() == Operation.CARD_DEFERRAL_BALANCE ? -account.ledgerMinor - already
            : r.amountMinor();
        p.interestMinor = Math.round(p.amountMinor * Terms.DEFERRAL_RATE / 10_000.0);
        p.target = p.id;
        deferredMinor.put(account.number, already + p.amountMinor);
        deferrals.removeIf(d -> d.account() == account.number && d.lastDue().isBefore(house.today()));
        deferrals.add(new Deferral(account.number, house.today().plusMonths(1).plusMonths(r.instalments() - 1L)));
    }

    // ------------------------------------------------------------------ step-up

    void putMember(final PutMemberDecoder m) {
        final boolean known = members.containsKey(m.memberId());
        final Member member = members.computeIfAbsent(m.memberId(), any -> new Member());
        member.prefersToken = m.stepUp() == 2;
        member.hasToken = m.sealedTotp().w0() != 0;
        house.say(new Said.Admin(m.replyTo().correlationId(),
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
        return member != null && member.failureDay.equals(house.today()) ? member.failures : 0;
    }

    void countFailure(final long memberId) {
        final Member member = members.get(memberId);
        member.failures = failures(memberId) + 1;
        member.failureDay = house.today();
    }

    boolean isKnown(final long memberId) {
        return members.containsKey(memberId);
    }

    /** @return the member's account with the lowest number, or null. */
    NaiveSwitch.Account firstAccount(final long memberId) {
        return accountsOf(memberId).stream().min(Comparator.comparingLong(a -> a.number)).orElse(null);
    }

    private List<NaiveSwitch.Account> accountsOf(final long memberId) {
        return house.accounts.values().stream().filter(a -> a.member == memberId).toList();
    }

    // ------------------------------------------------------------------ schedules

    long nextMs() {
        long next = Long.MAX_VALUE;
        for (final Schedule schedule : schedules.values()) {
            next = Math.min(next, schedule.nextMs);
        }
        return next;
    }

    void onDue() {
        final Schedule s = schedules.values().stream()
            .min(Comparator.<Schedule>comparingLong(each -> each.nextMs).thenComparingLong(each -> each.id))
            .orElseThrow();
        if (s.runDay != 0 && day() > s.runDay) {
            notPaid(s, DeclineReason.BILLER_UNREACHABLE, 0);
        } else if (s.runDay != 0) {
            ask(s);
        } else if (s.endDay != 0 && day() > s.endDay) {
            end(s);
        } else {
            s.runDay = day();
            s.attempts = 0;
            ask(s);
        }
    }

    void bill(final ScheduleBillDecoder b) {
        final Schedule s = schedules.get(b.scheduleId());
        if (s == null || s.runDay == 0 || s.runDay != b.runDay() || b.owedMinor() < 0) {
            return;
        }
        if (b.owedMinor() == 0) {
            endRun(s, DeclineReason.NONE);
            plan(s);
        } else if (b.owedMinor() > s.maxMinor) {
            notPaid(s, DeclineReason.SCHEDULE_ABOVE_MAXIMUM, b.owedMinor());
        } else if (b.paymentId() > 0 && !house.isFull() && !house.byId.containsKey(b.paymentId())) {
            endRun(s, DeclineReason.NONE);
            pay(s, b.paymentId(), b.owedMinor());
            plan(s);
        }
    }

    /** What a payment came to that a schedule made. */
    void onFinal(final NaiveSwitch.Payment p) {
        if (p.scheduleId == 0) {
            return;
        }
        final boolean paid = p.state == PaymentState.POSTED;
        final DeclineReason reason = paid ? DeclineReason.NONE : p.reason;
        final Schedule s = schedules.get(p.scheduleId);
        if (s != null) {
            s.lastReason = reason;
        }
        house.say(new Said.Notice(p.debit.member, (paid ? NoticeKind.SCHEDULE_PAID : NoticeKind.SCHEDULE_NOT_PAID)
            .code(), reason.code(), p.billerId, (int) p.key.low(), p.id, p.scheduleId, p.amountMinor,
            s == null ? 0 : s.maxMinor, p.debit.number));
    }

    private void pay(final Schedule s, final long paymentId, final long owedMinor) {
        final NaiveSwitch.Payment p = house.record(paymentId, new NaiveSwitch.Key(~s.id, s.lastRunDay),
            Operation.BILL_PAY, 0, owedMinor, 2, new long[] {0, 0});
        p.scheduleId = s.id;
        p.target = s.id;
        p.billerId = s.biller;
        p.owedMinor = owedMinor;
        p.debit = house.accounts.get(s.account);
        p.credit = house.accounts.get(Terms.BILLER_SETTLEMENT);
        house.run(p);
    }

    private void ask(final Schedule s) {
        final long wait = Math.min(Terms.INQUIRY_FIRST_MS * (1L << Math.min(s.attempts, 20)), Terms.INQUIRY_MAX_MS);
        s.attempts++;
        s.nextMs = Math.min(house.nowMs + wait, LocalDate.ofEpochDay(s.runDay + 1L).atStartOfDay(NaiveSwitch.ZONE)
            .toInstant().toEpochMilli());
        if (house.up[Terms.BILLER_LINK]) {
            house.say(new Said.Due(Terms.BILLER_LINK, s.id, s.runDay, s.biller, s.reference));
        }
    }

    private void notPaid(final Schedule s, final DeclineReason reason, final long owedMinor) {
        final int runDay = s.runDay;
        endRun(s, reason);
        tell(s, NoticeKind.SCHEDULE_NOT_PAID, runDay, reason, owedMinor);
        plan(s);
    }

    private static void endRun(final Schedule s, final DeclineReason reason) {
        s.lastRunDay = s.runDay;
        s.runDay = 0;
        s.attempts = 0;
        s.lastReason = reason;
    }

    private void plan(final Schedule s) {
        final int next = Math.max(s.lastRunDay + 1, s.startDay);
        if (s.endDay != 0 && next > s.endDay) {
            end(s);
        } else {
            s.nextMs = millisOfRun(next);
        }
    }

    private void end(final Schedule s) {
        schedules.remove(s.id);
        tell(s, NoticeKind.SCHEDULE_ENDED, s.lastRunDay, DeclineReason.NONE, 0);
    }

    private void tell(final Schedule s, final NoticeKind kind, final int runDay, final DeclineReason reason,
        final long owedMinor) {
        house.say(new Said.Notice(s.member, kind.code(), reason.code(), s.biller, runDay, 0, s.id, owedMinor,
            s.maxMinor, s.account));
    }

    private int firstDay(final Schedule s, final int startDay) {
        final int open = millisOfRun(day()) < house.nowMs ? day() + 1 : day();
        final int ran = s == null ? 0 : Math.max(s.lastRunDay, s.runDay);
        return Math.max(startDay, Math.max(open, ran + 1));
    }

    private int day() {
        return (int) house.today().toEpochDay();
    }

    private static long millisOfRun(final int day) {
        return LocalDate.ofEpochDay(day).atTime(Terms.RUN_HOUR, 0).atZone(NaiveSwitch.ZONE).toInstant().toEpochMilli();
    }
}
