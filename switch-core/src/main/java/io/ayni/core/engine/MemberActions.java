package io.ayni.core.engine;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MemberRequestDecoder;
import io.ayni.core.limits.Bucket;
import io.ayni.core.limits.LimitTable;
import io.ayni.core.member.Beneficiaries;
import io.ayni.core.member.BeneficiaryKind;
import io.ayni.core.member.Enrolments;
import io.ayni.core.payment.Operation;
import io.ayni.core.schedule.InstalmentPlan;
import io.ayni.core.store.Slab;
import org.agrona.DirectBuffer;

/** Does what a member asked: the checks have passed, and the step-up where one is asked. */
final class MemberActions {
    private final EngineState state;
    private final DeferralRules deferrals;
    private final ScheduleHandler schedules;
    private final PinRun pins;
    private final OutcomePublisher publisher;

    MemberActions(final EngineState state, final DeferralRules deferrals, final ScheduleHandler schedules,
        final PinRun pins, final OutcomePublisher publisher) {
        this.state = state;
        this.deferrals = deferrals;
        this.schedules = schedules;
        this.pins = pins;
        this.publisher = publisher;
    }

    void apply(final int p, final MemberRequestDecoder request) {
        final Operation operation = state.payments.operation(p);
        switch (operation) {
            case LIMITS_UPDATE -> updateLimits(request);
            case BENEFICIARY_CREATE -> createBeneficiary(p, request);
            case BENEFICIARY_UPDATE -> updateBeneficiary(request);
            case BENEFICIARY_DELETE ->
                state.beneficiaries.rows().remove(state.beneficiaries.rows().find(request.targetId()));
            case BILLER_ENROL -> enrol(p, request, request.flags() & Enrolments.FAVOURITE);
            case BILLER_FAVORITE -> favour(p, request);
            case BILLER_DELETE -> state.enrolments.rows().remove(state.enrolments.rows().find(request.targetId()));
            case SCHEDULE_CREATE -> createSchedule(p, request);
            case SCHEDULE_UPDATE -> updateSchedule(request);
            case SCHEDULE_DELETE -> state.schedules.remove(state.schedules.rows().find(request.targetId()));
            case CARD_DEFERRAL_CONFIRM, CARD_DEFERRAL_BALANCE -> defer(p, operation, request);
            case CARD_PIN_CHANGE, CARD_PIN_GENERATE -> {
                pins.send(p, state.cards.findByToken(request.cardToken()));
                return;
            }
            default -> {
                // A bare challenge: that it was answered is all there is to do.
            }
        }
        state.lifecycle.done(p, state.nowMs);
        publisher.replyToAll(p);
    }

    private void updateLimits(final MemberRequestDecoder request) {
        final LimitTable limits = state.limits;
        limits.setOwn(request.memberId(), Bucket.INT, request.intDailyMinor(), request.intWeeklyMinor(),
            request.intMonthlyMinor());
        limits.setOwn(request.memberId(), Bucket.EXT, request.extDailyMinor(), request.extWeeklyMinor(),
            request.extMonthlyMinor());
    }

    private void createBeneficiary(final int p, final MemberRequestDecoder request) {
        final Beneficiaries table = state.beneficiaries;
        final BeneficiaryKind kind = BeneficiaryKind.ofCode(request.kind());
        final int row = table.add(request.memberId(), madeBy(p), kind, request.institution());
        final int card = kind == BeneficiaryKind.OWN_CARD ? state.cards.findByToken(request.cardToken()) : Slab.NONE;
        if (card != Slab.NONE) {
            table.card(row, request.cardToken(), state.cards.bin(card), state.cards.lastFour(card));
        } else {
            table.card(row, 0, (int) request.cardBin(), request.cardLastFour());
        }
        final DirectBuffer buffer = request.buffer();
        table.putAccount(row, buffer, reference(request));
        table.putAlias(row, buffer, alias(request));
        table.putEmail(row, buffer, request.offset() + MemberRequestDecoder.emailEncodingOffset());
        table.putSealed(row, buffer, request.offset() + MemberRequestDecoder.sealedCardEncodingOffset());
    }

    /** Name and address alone: another account is another beneficiary, and the confirmation did not show it. */
    private void updateBeneficiary(final MemberRequestDecoder request) {
        final int row = state.beneficiaries.rows().find(request.targetId());
        state.beneficiaries.putAlias(row, request.buffer(), alias(request));
        state.beneficiaries.putEmail(row, request.buffer(),
            request.offset() + MemberRequestDecoder.emailEncodingOffset());
    }

    private void enrol(final int p, final MemberRequestDecoder request, final int flags) {
        final int row = state.enrolments.add(request.memberId(), madeBy(p), request.billerId());
        state.enrolments.flags(row, flags);
        state.enrolments.putReference(row, request.buffer(), reference(request));
        state.enrolments.putAlias(row, request.buffer(), alias(request));
    }

    /** A service already enrolled becomes a favourite or stops being one, under its new name; another is enrolled. */
    private void favour(final int p, final MemberRequestDecoder request) {
        final int flags = request.flags() & Enrolments.FAVOURITE;
        final int row = request.targetId() != 0 ? state.enrolments.rows().find(request.targetId())
            : state.enrolments.find(request.memberId(), request.billerId(), request.buffer(), reference(request));
        if (row == Slab.NONE) {
            enrol(p, request, flags);
            return;
        }
        state.details.targetId(state.payments.details(p), state.enrolments.rows().id(row));
        state.enrolments.flags(row, flags);
        state.enrolments.putAlias(row, request.buffer(), alias(request));
    }

    private void createSchedule(final int p, final MemberRequestDecoder request) {
        final int row = state.schedules.add(request.memberId(), madeBy(p), request.billerId(), request.currency());
        state.schedules.terms(row, request.account(), Math.max(request.startDay(), state.today()), request.endDay(),
            request.amountMinor());
        state.schedules.putReference(row, request.buffer(), reference(request));
        state.schedules.putAlias(row, request.buffer(), alias(request));
        schedules.begin(row);
    }

    /** Biller and reference stay; a run that waits to hear what is owed goes on under the new terms. */
    private void updateSchedule(final MemberRequestDecoder request) {
        final int row = state.schedules.rows().find(request.targetId());
        final long account = request.account() != AccountNumber.NONE ? request.account() : state.schedules.account(row);
        state.schedules.terms(row, account, Math.max(request.startDay(), state.today()), request.endDay(),
            request.amountMinor());
        state.schedules.putAlias(row, request.buffer(), alias(request));
        if (state.schedules.runDay(row) == 0) {
            schedules.begin(row);
        }
    }

    private void defer(final int p, final Operation operation, final MemberRequestDecoder request) {
        final int account = deferrals.accountOf(request.memberId(), request.cardToken());
        final long askedMinor = MemberChecks.deferredMinor(operation, request);
        final long amountMinor = askedMinor == 0 ? deferrals.deferrableMinor(account) : askedMinor;
        final InstalmentPlan plan = deferrals.plan(amountMinor, request.instalments());
        deferrals.defer(madeBy(p), request.cardToken(), account, amountMinor, plan);
        state.payments.amount(p, amountMinor, request.currency());
        state.details.interestMinor(state.payments.details(p), plan.interestMinor());
    }

    /** @return the id of what the request makes: its own. */
    private long madeBy(final int p) {
        final long id = state.payments.paymentId(p);
        state.details.targetId(state.payments.details(p), id);
        return id;
    }

    private static int reference(final MemberRequestDecoder request) {
        return request.offset() + MemberRequestDecoder.externalAccountEncodingOffset();
    }

    private static int alias(final MemberRequestDecoder request) {
        return request.offset() + MemberRequestDecoder.aliasEncodingOffset();
    }
}
