package io.ayni.core.sim;

import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.BillerAnswerDecoder;
import io.ayni.core.command.CompletionAdviceDecoder;
import io.ayni.core.command.LinkStatusDecoder;
import io.ayni.core.command.MemberRequestDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.NetworkSendFailedDecoder;
import io.ayni.core.command.NodeStartedDecoder;
import io.ayni.core.command.PutAccountDecoder;
import io.ayni.core.command.PutCardDecoder;
import io.ayni.core.command.PutMemberDecoder;
import io.ayni.core.command.PutMemberLimitsDecoder;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.command.PutProductDecoder;
import io.ayni.core.command.ResolveManualDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ReversalRequestDecoder;
import io.ayni.core.command.ScheduleBillDecoder;
import io.ayni.core.command.StepUpAnswerDecoder;
import io.ayni.core.command.StepUpResendDecoder;
import io.ayni.core.command.TickDecoder;
import io.ayni.core.payment.DeclineReason;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The same switch once more by the plainest means: objects, maps, sums over history, java.time. Shares no code with the
 * engine but the enums and the log format. It says what the engine must say, message by message.
 */
final class NaiveSwitch {
    final NaiveBooks books = new NaiveBooks();
    final NaiveVoice voice = new NaiveVoice();
    final NaiveChecks checks = new NaiveChecks(this);
    final NaiveLimits limits = new NaiveLimits(this);
    final NaivePayments payments = new NaivePayments(this);
    final NaiveStepUp stepUp = new NaiveStepUp(this);
    final NaiveReversals reversals = new NaiveReversals(books, voice);
    final NaiveNetworks networks = new NaiveNetworks(this);
    final NaiveBillers billers = new NaiveBillers(this);
    final NaiveDeferrals deferrals = new NaiveDeferrals(this);
    final NaiveMembers members = new NaiveMembers(this);
    final NaiveMemberChecks memberChecks = new NaiveMemberChecks(this);
    final NaiveSchedules schedules = new NaiveSchedules(this);
    final NaiveQueries queries = new NaiveQueries(this);
    private final NaiveAdvices advices = new NaiveAdvices(this);
    private final NaiveAdministration administration = new NaiveAdministration(this);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    long nextDeadlineMs() {
        return Math.min(nextOfPaymentsMs(), schedules.nextMs());
    }

    /** @return when the next payment has something to do. */
    long nextOfPaymentsMs() {
        return Math.min(books.nextPaymentMs(), reversals.nextMs());
    }

    /** @return all that was ever posted to another institution over a link. */
    long postedOverLink(final int linkId) {
        return books.postedOverLink[linkId];
    }

    /** @return what the engine must say to this command, in order. */
    List<Said> apply(final long commandSequence, final long timestampMs, final DirectBuffer buffer, final int offset) {
        voice.begin();
        books.sequence = commandSequence;
        books.nowMs = timestampMs;
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case AuthorizeRequestDecoder.TEMPLATE_ID ->
                payments.authorize(new AuthorizeRequestDecoder().wrapAndApplyHeader(buffer, offset, header));
            case StepUpAnswerDecoder.TEMPLATE_ID ->
                stepUp.stepUp(new StepUpAnswerDecoder().wrapAndApplyHeader(buffer, offset, header));
            case StepUpResendDecoder.TEMPLATE_ID ->
                stepUp.resend(new StepUpResendDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ReversalRequestDecoder.TEMPLATE_ID ->
                advices.reversal(new ReversalRequestDecoder().wrapAndApplyHeader(buffer, offset, header));
            case CompletionAdviceDecoder.TEMPLATE_ID ->
                advices.completion(new CompletionAdviceDecoder().wrapAndApplyHeader(buffer, offset, header));
            case NetworkAnswerDecoder.TEMPLATE_ID ->
                networks.answer(new NetworkAnswerDecoder().wrapAndApplyHeader(buffer, offset, header));
            case NetworkSendFailedDecoder.TEMPLATE_ID ->
                networks.sendFailed(new NetworkSendFailedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case LinkStatusDecoder.TEMPLATE_ID ->
                networks.linkStatus(new LinkStatusDecoder().wrapAndApplyHeader(buffer, offset, header));
            case BillerAnswerDecoder.TEMPLATE_ID ->
                billers.answer(new BillerAnswerDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ResolveManualDecoder.TEMPLATE_ID ->
                billers.resolve(new ResolveManualDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PutProductDecoder.TEMPLATE_ID ->
                administration.putProduct(new PutProductDecoder().wrapAndApplyHeader(buffer, offset, header));
            case MemberRequestDecoder.TEMPLATE_ID ->
                members.request(new MemberRequestDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PutMemberDecoder.TEMPLATE_ID ->
                members.putMember(new PutMemberDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ScheduleBillDecoder.TEMPLATE_ID ->
                schedules.bill(new ScheduleBillDecoder().wrapAndApplyHeader(buffer, offset, header));
            case TickDecoder.TEMPLATE_ID -> tick();
            case NodeStartedDecoder.TEMPLATE_ID -> networks.nodeStarted();
            case PutAccountDecoder.TEMPLATE_ID ->
                administration.putAccount(new PutAccountDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PutCardDecoder.TEMPLATE_ID ->
                administration.putCard(new PutCardDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PutMemberLimitsDecoder.TEMPLATE_ID ->
                limits.putLimits(new PutMemberLimitsDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PutPolicyDecoder.TEMPLATE_ID ->
                administration.putPolicy(new PutPolicyDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> throw new AssertionError("template " + header.templateId());
        }
        return voice.said();
    }

    private void tick() {
        for (int i = 0; i < 6 && nextDeadlineMs() <= books.nowMs; i++) {
            if (reversals.nextMs() <= books.nowMs) {
                reversals.drain();
                continue;
            }
            if (books.nextPaymentMs() > books.nowMs) {
                schedules.onDue();
                continue;
            }
            final NaivePayment p = books.deadlines.pollFirst();
            switch (p.state) {
                case CHALLENGED -> payments.expire(p, DeclineReason.STEP_UP_EXPIRED);
                case HELD -> payments.expire(p, DeclineReason.HOLD_EXPIRED);
                case SENT -> {
                    networks.countTimeout(p.linkId);
                    if (p.request != null) {
                        payments.decline(p, DeclineReason.NETWORK_TIMEOUT, ResponseCode.LATE);
                    } else if (p.linkId == Terms.BILLER_LINK) {
                        billers.begin(p);
                    } else {
                        networks.beginReversal(p);
                    }
                }
                case UNKNOWN -> billers.due(p);
                default -> reversals.due(p);
            }
        }
        if (books.policy != null) {
            books.purge(256);
        }
    }
}
