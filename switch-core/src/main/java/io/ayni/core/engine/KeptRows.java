package io.ayni.core.engine;

import io.ayni.core.command.BeneficiaryReplyEncoder;
import io.ayni.core.command.ContactReplyEncoder;
import io.ayni.core.command.DeferralReplyEncoder;
import io.ayni.core.command.EnrolmentReplyEncoder;
import io.ayni.core.command.MemberQueryDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.ScheduleReplyEncoder;
import io.ayni.core.member.Beneficiaries;
import io.ayni.core.member.Members;
import io.ayni.core.schedule.Deferrals;
import io.ayni.core.schedule.Schedules;
import io.ayni.core.store.OwnedRows;
import io.ayni.core.store.Slab;
import java.util.function.IntConsumer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Answers queries for what members keep: beneficiaries, enrolments, schedules, deferrals and their contact, by member in
 * the order of ids, and the PageEnd. The cursor is the id of the last row.
 */
final class KeptRows {
    private final EngineState state;
    private final Outcomes outcomes;
    private final RowPublisher publisher;
    private final DeferralRules rules;
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(StateMachine.MAX_OUTCOME_LENGTH);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BeneficiaryReplyEncoder beneficiary = new BeneficiaryReplyEncoder();
    private final EnrolmentReplyEncoder enrolment = new EnrolmentReplyEncoder();
    private final ScheduleReplyEncoder schedule = new ScheduleReplyEncoder();
    private final DeferralReplyEncoder deferral = new DeferralReplyEncoder();
    private final ContactReplyEncoder contact = new ContactReplyEncoder();
    private final IntConsumer showBeneficiary = this::beneficiary;
    private final IntConsumer showEnrolment = this::enrolment;
    private final IntConsumer showSchedule = this::schedule;
    private long connectionId;
    private long correlationId;

    KeptRows(final EngineState state, final Outcomes outcomes, final RowPublisher publisher,
        final DeferralRules rules) {
        this.state = state;
        this.outcomes = outcomes;
        this.publisher = publisher;
        this.rules = rules;
    }

    void beneficiaries(final MemberQueryDecoder query) {
        page(query, state.beneficiaries.rows(), showBeneficiary);
    }

    void enrolments(final MemberQueryDecoder query) {
        page(query, state.enrolments.rows(), showEnrolment);
    }

    void schedules(final MemberQueryDecoder query) {
        page(query, state.schedules.rows(), showSchedule);
    }

    void oneBeneficiary(final MemberQueryDecoder query) {
        one(query, state.beneficiaries.rows(), showBeneficiary);
    }

    void oneEnrolment(final MemberQueryDecoder query) {
        one(query, state.enrolments.rows(), showEnrolment);
    }

    void oneSchedule(final MemberQueryDecoder query) {
        one(query, state.schedules.rows(), showSchedule);
    }

    /** Over all accounts of the member, those by number; the cursor counts the rows shown before. */
    void deferrals(final MemberQueryDecoder query) {
        answerTo(query);
        final long skip = query.cursor();
        final int most = MemberQueryHandler.maxRows(query);
        final OwnedRows rows = state.deferrals.rows();
        long seen = 0;
        int shown = 0;
        for (int account = state.ledger.firstOfMember(query.memberId()); account != Slab.NONE;
            account = state.ledger.nextOfMember(account)) {
            for (int row = rows.firstOf(state.ledger.number(account)); row != Slab.NONE; row = rows.next(row)) {
                if (seen >= skip && shown < most) {
                    deferral(row);
                    shown++;
                }
                seen++;
            }
        }
        end(shown, seen > skip + shown ? skip + shown : 0, isKnown(query.memberId()));
    }

    /** One row: what a deferral would come to, or why it is not possible. */
    void simulation(final MemberQueryDecoder query) {
        answerTo(query);
        deferral.wrapAndApplyHeader(buffer, 0, header)
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        rules.simulate(query.memberId(), query.cardToken(), query.method(), query.amountMinor(), query.instalments(),
            deferral);
        emit(deferral.encodedLength());
        end(1, 0, isKnown(query.memberId()));
    }

    void contact(final MemberQueryDecoder query) {
        answerTo(query);
        final Members members = state.members;
        final int m = members.find(query.memberId());
        contact.wrapAndApplyHeader(buffer, 0, header).memberId(query.memberId()).found((short) (m < 0 ? 0 : 1))
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        final int base = MessageHeaderEncoder.ENCODED_LENGTH;
        if (m == Slab.NONE) {
            contact.stepUp((short) 0).birthDay(0);
            final int from = base + ContactReplyEncoder.phoneEncodingOffset();
            buffer.setMemory(from, base + ContactReplyEncoder.BLOCK_LENGTH - from, (byte) 0);
        } else {
            contact.stepUp((short) members.stepUp(m).code()).birthDay(members.birthDay(m));
            members.getPhone(m, buffer, base + ContactReplyEncoder.phoneEncodingOffset());
            members.getEmail(m, buffer, base + ContactReplyEncoder.emailEncodingOffset());
            members.getName(m, buffer, base + ContactReplyEncoder.nameEncodingOffset());
            members.getSealedTotp(m, buffer, base + ContactReplyEncoder.sealedTotpEncodingOffset());
        }
        emit(contact.encodedLength());
        end(1, 0, m != Slab.NONE);
    }

    private void page(final MemberQueryDecoder query, final OwnedRows rows, final IntConsumer show) {
        answerTo(query);
        final long memberId = query.memberId();
        final int most = MemberQueryHandler.maxRows(query);
        int shown = 0;
        long last = query.cursor();
        int row = rows.firstAfter(memberId, last);
        for (; row != Slab.NONE && shown < most; row = rows.next(row)) {
            show.accept(row);
            last = rows.id(row);
            shown++;
        }
        end(shown, row == Slab.NONE ? 0 : last, isKnown(memberId));
    }

    private void one(final MemberQueryDecoder query, final OwnedRows rows, final IntConsumer show) {
        answerTo(query);
        final int row = rows.find(owner(query), query.cursor());
        if (row != Slab.NONE) {
            show.accept(row);
        }
        end(row == Slab.NONE ? 0 : 1, 0, row != Slab.NONE);
    }

    /** @return the member asked about; by one of its accounts when the caller knows no more. */
    private long owner(final MemberQueryDecoder query) {
        final int account = query.memberId() == 0 ? state.ledger.find(query.account()) : Slab.NONE;
        return account == Slab.NONE ? query.memberId() : state.ledger.memberId(account);
    }

    private void beneficiary(final int row) {
        final Beneficiaries table = state.beneficiaries;
        beneficiary.wrapAndApplyHeader(buffer, 0, header).beneficiaryId(table.rows().id(row))
            .kind((short) table.kind(row).code()).institution(table.institution(row)).cardBin(table.cardBin(row))
            .cardLastFour(table.cardLastFour(row)).cardToken(table.cardToken(row))
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        final int base = MessageHeaderEncoder.ENCODED_LENGTH;
        table.getAccount(row, buffer, base + BeneficiaryReplyEncoder.externalAccountEncodingOffset());
        table.getAlias(row, buffer, base + BeneficiaryReplyEncoder.aliasEncodingOffset());
        table.getEmail(row, buffer, base + BeneficiaryReplyEncoder.emailEncodingOffset());
        table.getSealed(row, buffer, base + BeneficiaryReplyEncoder.sealedCardEncodingOffset());
        emit(beneficiary.encodedLength());
    }

    private void enrolment(final int row) {
        enrolment.wrapAndApplyHeader(buffer, 0, header).enrolmentId(state.enrolments.rows().id(row))
            .billerId(state.enrolments.billerId(row)).flags((short) state.enrolments.flags(row))
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        final int base = MessageHeaderEncoder.ENCODED_LENGTH;
        state.enrolments.getReference(row, buffer, base + EnrolmentReplyEncoder.referenceEncodingOffset());
        state.enrolments.getAlias(row, buffer, base + EnrolmentReplyEncoder.aliasEncodingOffset());
        emit(enrolment.encodedLength());
    }

    private void schedule(final int row) {
        final Schedules table = state.schedules;
        schedule.wrapAndApplyHeader(buffer, 0, header).scheduleId(table.rows().id(row)).account(table.account(row))
            .billerId(table.billerId(row)).startDay(table.startDay(row)).endDay(table.endDay(row))
            .lastRunDay(table.lastRunDay(row)).lastReason((short) table.lastReason(row).code())
            .maxMinor(table.maxMinor(row)).nextRunMs(table.nextRunMs(row))
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        final int base = MessageHeaderEncoder.ENCODED_LENGTH;
        table.getReference(row, buffer, base + ScheduleReplyEncoder.referenceEncodingOffset());
        table.getAlias(row, buffer, base + ScheduleReplyEncoder.aliasEncodingOffset());
        emit(schedule.encodedLength());
    }

    private void deferral(final int row) {
        final Deferrals table = state.deferrals;
        deferral.wrapAndApplyHeader(buffer, 0, header).deferralId(table.rows().id(row))
            .cardToken(table.cardToken(row)).account(table.rows().owner(row))
            .method((short) table.method(row).code()).result((short) 0).currency(table.currency(row))
            .instalments(table.instalments(row)).rateBasisPoints(table.rateBasisPoints(row))
            .firstDueDay(table.firstDueDay(row)).principalMinor(table.principalMinor(row))
            .interestMinor(table.interestMinor(row))
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        emit(deferral.encodedLength());
    }

    private boolean isKnown(final long memberId) {
        return state.members.find(memberId) != Slab.NONE || state.ledger.firstOfMember(memberId) != Slab.NONE;
    }

    private void answerTo(final MemberQueryDecoder query) {
        connectionId = query.replyTo().connectionId();
        correlationId = query.replyTo().correlationId();
    }

    private void end(final int rows, final long cursor, final boolean found) {
        publisher.pageEnd(connectionId, correlationId, rows, cursor, found);
    }

    private void emit(final int bodyLength) {
        outcomes.emit(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
