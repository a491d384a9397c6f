package io.ayni.core.engine;

import io.ayni.core.command.BeneficiaryRecordDecoder;
import io.ayni.core.command.BeneficiaryRecordEncoder;
import io.ayni.core.command.DeferralRecordDecoder;
import io.ayni.core.command.DeferralRecordEncoder;
import io.ayni.core.command.EnrolmentRecordDecoder;
import io.ayni.core.command.EnrolmentRecordEncoder;
import io.ayni.core.command.MemberRecordDecoder;
import io.ayni.core.command.MemberRecordEncoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.ScheduleRecordDecoder;
import io.ayni.core.command.ScheduleRecordEncoder;
import io.ayni.core.snapshot.SnapshotRecords;
import io.ayni.core.store.OwnedRows;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** The part of a snapshot that is members' own: members, then what each keeps, by owner and id. Allocates. */
final class MemberSnapshot {
    private final EngineState state;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(512);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MemberRecordEncoder member = new MemberRecordEncoder();
    private final BeneficiaryRecordEncoder beneficiary = new BeneficiaryRecordEncoder();
    private final EnrolmentRecordEncoder enrolment = new EnrolmentRecordEncoder();
    private final ScheduleRecordEncoder schedule = new ScheduleRecordEncoder();
    private final DeferralRecordEncoder deferral = new DeferralRecordEncoder();

    MemberSnapshot(final EngineState state) {
        this.state = state;
    }

    /** @return records written. */
    long save(final SnapshotRecords out) {
        final Comparator<Integer> byMember = Comparator.comparingLong(state.members::memberId);
        IntStream.range(0, state.members.size()).boxed().sorted(byMember).forEach(m -> {
            member.wrapAndApplyHeader(buffer, 0, header);
            state.members.save(m, member);
            emit(out, member.encodedLength());
        });
        inOrder(state.beneficiaries.rows(), row -> {
            beneficiary.wrapAndApplyHeader(buffer, 0, header);
            state.beneficiaries.save(row, beneficiary);
            emit(out, beneficiary.encodedLength());
        });
        inOrder(state.enrolments.rows(), row -> {
            enrolment.wrapAndApplyHeader(buffer, 0, header);
            state.enrolments.save(row, enrolment);
            emit(out, enrolment.encodedLength());
        });
        inOrder(state.schedules.rows(), row -> {
            schedule.wrapAndApplyHeader(buffer, 0, header);
            state.schedules.save(row, schedule);
            emit(out, schedule.encodedLength());
        });
        inOrder(state.deferrals.rows(), row -> {
            deferral.wrapAndApplyHeader(buffer, 0, header);
            state.deferrals.save(row, deferral);
            emit(out, deferral.encodedLength());
        });
        return (long) state.members.size() + state.beneficiaries.rows().size() + state.enrolments.rows().size()
            + state.schedules.rows().size() + state.deferrals.rows().size();
    }

    /** @return whether the record was one of these. */
    boolean load(final DirectBuffer record, final int offset, final MessageHeaderDecoder recordHeader) {
        switch (recordHeader.templateId()) {
            case MemberRecordDecoder.TEMPLATE_ID -> state.members.restore(
                new MemberRecordDecoder().wrapAndApplyHeader(record, offset, recordHeader));
            case BeneficiaryRecordDecoder.TEMPLATE_ID -> state.beneficiaries.restore(
                new BeneficiaryRecordDecoder().wrapAndApplyHeader(record, offset, recordHeader));
            case EnrolmentRecordDecoder.TEMPLATE_ID -> state.enrolments.restore(
                new EnrolmentRecordDecoder().wrapAndApplyHeader(record, offset, recordHeader));
            case ScheduleRecordDecoder.TEMPLATE_ID -> state.schedules.restore(
                new ScheduleRecordDecoder().wrapAndApplyHeader(record, offset, recordHeader));
            case DeferralRecordDecoder.TEMPLATE_ID -> state.deferrals.restore(
                new DeferralRecordDecoder().wrapAndApplyHeader(record, offset, recordHeader));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void emit(final SnapshotRecords out, final int bodyLength) {
        out.onRecord(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }

    private static void inOrder(final OwnedRows rows, final IntConsumer each) {
        final Comparator<Integer> byOwner = Comparator.<Integer>comparingLong(rows::owner)
            .thenComparingLong(rows::id);
        IntStream.range(0, rows.highWater()).filter(rows::isUsed).boxed().sorted(byOwner).forEach(each::accept);
    }
}
