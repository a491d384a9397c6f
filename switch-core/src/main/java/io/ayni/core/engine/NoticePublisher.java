package io.ayni.core.engine;

import io.ayni.core.command.MemberNoticeEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.ScheduleDueEncoder;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.payment.Payments;
import io.ayni.core.schedule.Schedules;
import io.ayni.core.store.Slab;
import java.nio.ByteOrder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Encodes what members are told and what billers are asked for their schedules; one buffer, no allocation. */
final class NoticePublisher {
    private final EngineState state;
    private final Outcomes outcomes;
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(StateMachine.MAX_OUTCOME_LENGTH);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MemberNoticeEncoder notice = new MemberNoticeEncoder();
    private final ScheduleDueEncoder due = new ScheduleDueEncoder();

    NoticePublisher(final EngineState state, final Outcomes outcomes) {
        this.state = state;
        this.outcomes = outcomes;
    }

    /** Too many wrong codes today. */
    void stepUpLocked(final int p, final long memberId) {
        begin(NoticeKind.STEP_UP_LOCKED, memberId, DeclineReason.STEP_UP_LOCKED);
        ofPayment(p, 0);
        emit(notice.encodedLength());
    }

    /** What a payment came to whose caller was told a state that was not final; a schedule's is told as its run's. */
    void payment(final int p, final NoticeKind kind) {
        if (ScheduleResults.isOfSchedule(state, p)) {
            return;
        }
        final Payments payments = state.payments;
        final int detail = payments.details(p);
        begin(kind, state.ledger.memberId(payments.debitAccount(p)), payments.reason(p));
        ofPayment(p, detail == Slab.NONE ? 0 : state.details.targetId(detail));
        notice.billerId(detail == Slab.NONE ? 0 : state.details.billerId(detail));
        emit(notice.encodedLength());
    }

    /** The processor changed or made a PIN. */
    void pin(final int p, final NoticeKind kind, final long memberId, final long cardToken) {
        begin(kind, memberId, DeclineReason.NONE);
        ofPayment(p, cardToken);
        emit(notice.encodedLength());
    }

    /** What the payment of a schedule's run came to. @param limitMinor most that the schedule pays; 0 it is gone. */
    void scheduledPayment(final int p, final NoticeKind kind, final DeclineReason reason, final long limitMinor) {
        final Payments payments = state.payments;
        final int debit = payments.debitAccount(p);
        begin(kind, debit == Slab.NONE ? 0 : state.ledger.memberId(debit), reason);
        ofPayment(p, state.details.targetId(payments.details(p)));
        notice.billerId(state.details.billerId(payments.details(p))).runDay((int) payments.keyLow(p))
            .limitMinor(limitMinor);
        if (payments.networkLeg(p) != Slab.NONE) {
            final int at = MessageHeaderEncoder.ENCODED_LENGTH + MemberNoticeEncoder.referenceEncodingOffset();
            for (int part = 0; part < NetworkLegs.EXTERNAL_ACCOUNT_LENGTH / Integer.BYTES; part++) {
                final long word = state.legs.externalAccount(payments.networkLeg(p), part / 2);
                buffer.putInt(at + part * Integer.BYTES, (int) (word >>> 32 * (part & 1)), ByteOrder.LITTLE_ENDIAN);
            }
        }
        emit(notice.encodedLength());
    }

    /**
     * That a run of a schedule made no payment, or that the schedule has ended.
     *
     * @param amountMinor what is owed; 0 not known
     */
    void schedule(final int row, final NoticeKind kind, final int runDay, final DeclineReason reason,
        final long amountMinor) {
        final Schedules schedules = state.schedules;
        begin(kind, schedules.rows().owner(row), reason);
        notice.currency(schedules.currency(row)).billerId(schedules.billerId(row)).runDay(runDay)
            .paymentId(0).targetId(schedules.rows().id(row)).amountMinor(amountMinor)
            .limitMinor(schedules.maxMinor(row)).account(schedules.account(row));
        schedules.getReference(row, buffer,
            MessageHeaderEncoder.ENCODED_LENGTH + MemberNoticeEncoder.referenceEncodingOffset());
        emit(notice.encodedLength());
    }

    /** Asks what is owed for the run of a schedule. */
    void due(final int row, final int linkId) {
        final Schedules schedules = state.schedules;
        due.wrapAndApplyHeader(buffer, 0, header).linkId(linkId).scheduleId(schedules.rows().id(row))
            .runDay(schedules.runDay(row)).billerId(schedules.billerId(row));
        schedules.getReference(row, buffer,
            MessageHeaderEncoder.ENCODED_LENGTH + ScheduleDueEncoder.referenceEncodingOffset());
        emit(due.encodedLength());
    }

    private void begin(final NoticeKind kind, final long memberId, final DeclineReason reason) {
        notice.wrapAndApplyHeader(buffer, 0, header).memberId(memberId).kind((short) kind.code())
            .reason((short) reason.code());
    }

    private void ofPayment(final int p, final long targetId) {
        final Payments payments = state.payments;
        final int account = payments.debitAccount(p);
        notice.currency(payments.currency(p)).billerId(0).runDay(0).paymentId(payments.paymentId(p))
            .targetId(targetId).amountMinor(payments.amountMinor(p)).limitMinor(0)
            .account(account == Slab.NONE ? 0 : state.ledger.number(account));
        buffer.setMemory(MessageHeaderEncoder.ENCODED_LENGTH + MemberNoticeEncoder.referenceEncodingOffset(),
            NetworkLegs.EXTERNAL_ACCOUNT_LENGTH, (byte) ' ');
    }

    private void emit(final int bodyLength) {
        outcomes.emit(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
