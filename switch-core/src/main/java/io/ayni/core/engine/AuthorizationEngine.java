package io.ayni.core.engine;

import io.ayni.core.command.AccountQueryDecoder;
import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.BillerAnswerDecoder;
import io.ayni.core.command.Commands;
import io.ayni.core.command.CompletionAdviceDecoder;
import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.LinkStatusDecoder;
import io.ayni.core.command.MemberQueryDecoder;
import io.ayni.core.command.MemberRequestDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.NetworkCutoverDecoder;
import io.ayni.core.command.NetworkSendFailedDecoder;
import io.ayni.core.command.NodeStartedDecoder;
import io.ayni.core.command.PaymentQueryDecoder;
import io.ayni.core.command.PutAccountDecoder;
import io.ayni.core.command.PutCardDecoder;
import io.ayni.core.command.PutMemberDecoder;
import io.ayni.core.command.PutMemberLimitsDecoder;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.command.PutProductDecoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.command.ResolveManualDecoder;
import io.ayni.core.command.ReversalRequestDecoder;
import io.ayni.core.command.ScheduleBillDecoder;
import io.ayni.core.command.StepUpAnswerDecoder;
import io.ayni.core.command.StepUpResendDecoder;
import io.ayni.core.command.TickDecoder;
import io.ayni.core.ledger.PostingListener;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.policy.Policy;
import io.ayni.core.snapshot.MemberText;
import io.ayni.core.snapshot.SnapshotRecords;
import io.ayni.core.snapshot.StateHash;
import io.ayni.core.snapshot.StateText;
import io.ayni.core.store.NativeBuffer;
import io.ayni.core.store.Slab;
import java.lang.ref.Reference;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * The authorization engine: checks limits, places holds, asks for the step-up, posts in double entry, and says what goes
 * to the networks. The same commands in the same order give the same state and the same outcomes, on any machine: it
 * sees no clock, no random number and no I/O. One thread.
 *
 * <p>Decodes and hands on; what a command does stands in the handler of its kind.
 */
public final class AuthorizationEngine implements StateMachine {
    private final EngineState state;
    private final OutcomePublisher publisher;
    private final AuthorizeHandler authorize;
    private final StepUpHandler stepUp;
    private final MemberHandler members;
    private final ScheduleHandler schedules;
    private final AdviceHandler advices;
    private final NetworkHandler networks;
    private final ReversalRun reversals;
    private final InquiryHandler inquiries;
    private final ResolutionHandler resolutions;
    private final TimerHandler timers;
    private final AdministrationHandler administration;
    private final MemberQueryHandler memberQueries;
    private final RowPublisher rows;
    private final Lookahead lookahead;

    /** The command at hand: the decoders see one class of buffer, whatever the host has. */
    private final NativeBuffer command = new NativeBuffer(1_024);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AuthorizeRequestDecoder authorizeRequest = new AuthorizeRequestDecoder();
    private final StepUpAnswerDecoder stepUpAnswer = new StepUpAnswerDecoder();
    private final StepUpResendDecoder stepUpResend = new StepUpResendDecoder();
    private final PaymentQueryDecoder paymentQuery = new PaymentQueryDecoder();
    private final AccountQueryDecoder accountQuery = new AccountQueryDecoder();
    private final ReversalRequestDecoder reversalRequest = new ReversalRequestDecoder();
    private final CompletionAdviceDecoder completionAdvice = new CompletionAdviceDecoder();
    private final NetworkAnswerDecoder networkAnswer = new NetworkAnswerDecoder();
    private final NetworkCutoverDecoder networkCutover = new NetworkCutoverDecoder();
    private final NetworkSendFailedDecoder networkSendFailed = new NetworkSendFailedDecoder();
    private final LinkStatusDecoder linkStatus = new LinkStatusDecoder();
    private final PutAccountDecoder putAccount = new PutAccountDecoder();
    private final PutCardDecoder putCard = new PutCardDecoder();
    private final PutMemberLimitsDecoder putMemberLimits = new PutMemberLimitsDecoder();
    private final PutPolicyDecoder putPolicy = new PutPolicyDecoder();
    private final BillerAnswerDecoder billerAnswer = new BillerAnswerDecoder();
    private final ResolveManualDecoder resolveManual = new ResolveManualDecoder();
    private final PutProductDecoder putProduct = new PutProductDecoder();
    private final PutMemberDecoder putMember = new PutMemberDecoder();
    private final MemberQueryDecoder memberQuery = new MemberQueryDecoder();
    private final MemberRequestDecoder memberRequest = new MemberRequestDecoder();
    private final ScheduleBillDecoder scheduleBill = new ScheduleBillDecoder();

    public AuthorizationEngine(final EngineContext context, final Outcomes outcomes) {
        state = new EngineState(context);
        publisher = new OutcomePublisher(state, outcomes);
        final LinkChoice linkChoice = new LinkChoice(state);
        final PaymentChecks checks = new PaymentChecks(state, linkChoice);
        final NoticePublisher notices = new NoticePublisher(state, outcomes);
        final PaymentRun run = new PaymentRun(state, linkChoice, publisher, new ScheduleResults(state, notices));
        final PaymentParties parties = new PaymentParties(state, checks);
        final StepUpGate gate = new StepUpGate(state, run, publisher, notices);
        final Admission admission = new Admission(state, publisher);
        lookahead = new Lookahead(state);
        authorize = new AuthorizeHandler(state, admission, new PlainTransfer(state, lookahead, outcomes), parties, checks,
            run, gate);
        final DeferralRules deferrals = new DeferralRules(state);
        final ScheduleDays days = new ScheduleDays(state);
        schedules = new ScheduleHandler(state, days, new ScheduledPayments(state, parties, checks, run), notices);
        final PinRun pins = new PinRun(state, linkChoice, run, publisher, notices);
        members = new MemberHandler(state, admission, new MemberChecks(state, linkChoice, days, deferrals),
            new MemberActions(state, deferrals, schedules, pins, publisher), run, gate);
        stepUp = new StepUpHandler(state, checks, run, gate, members, publisher);
        inquiries = new InquiryHandler(state, run, publisher, notices);
        reversals = new ReversalRun(state, run, publisher, notices);
        networks = new NetworkHandler(state, run, inquiries, pins, reversals, publisher);
        resolutions = new ResolutionHandler(state, run, inquiries, publisher, notices);
        advices = new AdviceHandler(state, admission, run, reversals, publisher);
        timers = new TimerHandler(state, networks, reversals, inquiries, schedules);
        administration = new AdministrationHandler(state, publisher);
        rows = new RowPublisher(state, outcomes);
        memberQueries = new MemberQueryHandler(state, rows, new KeptRows(state, outcomes, rows, deferrals),
            new HistoryRows(state, publisher, rows), new OperatorRows(state, outcomes, rows));
    }

    @Override
    public void onCommand(final long sequence, final long timestampMs, final DirectBuffer buffer, final int offset,
        final int length) {
        command.show(buffer, offset, length);
        header.wrap(command, 0);
        advanceTo(sequence, timestampMs, header.templateId());
        switch (header.templateId()) {
            case AuthorizeRequestDecoder.TEMPLATE_ID ->
                onAuthorize(authorizeRequest.wrapAndApplyHeader(command, 0, header));
            case NetworkAnswerDecoder.TEMPLATE_ID ->
                networks.onAnswer(networkAnswer.wrapAndApplyHeader(command, 0, header));
            case StepUpAnswerDecoder.TEMPLATE_ID ->
                stepUp.onAnswer(stepUpAnswer.wrapAndApplyHeader(command, 0, header));
            case StepUpResendDecoder.TEMPLATE_ID ->
                stepUp.onResend(stepUpResend.wrapAndApplyHeader(command, 0, header));
            case PaymentQueryDecoder.TEMPLATE_ID ->
                onPaymentQuery(paymentQuery.wrapAndApplyHeader(command, 0, header));
            case AccountQueryDecoder.TEMPLATE_ID ->
                onAccountQuery(accountQuery.wrapAndApplyHeader(command, 0, header));
            case MemberRequestDecoder.TEMPLATE_ID ->
                members.onRequest(memberRequest.wrapAndApplyHeader(command, 0, header));
            case ScheduleBillDecoder.TEMPLATE_ID ->
                schedules.onBill(scheduleBill.wrapAndApplyHeader(command, 0, header));
            case TickDecoder.TEMPLATE_ID -> timers.onTick();
            case CompletionAdviceDecoder.TEMPLATE_ID ->
                advices.onCompletion(completionAdvice.wrapAndApplyHeader(command, 0, header));
            case ReversalRequestDecoder.TEMPLATE_ID ->
                advices.onReversal(reversalRequest.wrapAndApplyHeader(command, 0, header));
            case NetworkSendFailedDecoder.TEMPLATE_ID ->
                networks.onSendFailed(networkSendFailed.wrapAndApplyHeader(command, 0, header));
            case LinkStatusDecoder.TEMPLATE_ID ->
                networks.onLinkStatus(linkStatus.wrapAndApplyHeader(command, 0, header));
            case NetworkCutoverDecoder.TEMPLATE_ID ->
                networks.onCutover(networkCutover.wrapAndApplyHeader(command, 0, header));
            case NodeStartedDecoder.TEMPLATE_ID -> timers.onNodeStarted();
            case PutAccountDecoder.TEMPLATE_ID ->
                administration.onAccount(putAccount.wrapAndApplyHeader(command, 0, header));
            case PutCardDecoder.TEMPLATE_ID ->
                administration.onCard(putCard.wrapAndApplyHeader(command, 0, header));
            case PutMemberLimitsDecoder.TEMPLATE_ID ->
                administration.onMemberLimits(putMemberLimits.wrapAndApplyHeader(command, 0, header));
            case PutPolicyDecoder.TEMPLATE_ID ->
                administration.onPolicy(putPolicy.wrapAndApplyHeader(command, 0, header));
            case PutMemberDecoder.TEMPLATE_ID ->
                administration.onMember(putMember.wrapAndApplyHeader(command, 0, header));
            case BillerAnswerDecoder.TEMPLATE_ID ->
                inquiries.onAnswer(billerAnswer.wrapAndApplyHeader(command, 0, header));
            case ResolveManualDecoder.TEMPLATE_ID ->
                resolutions.onResolve(resolveManual.wrapAndApplyHeader(command, 0, header));
            case PutProductDecoder.TEMPLATE_ID ->
                administration.onProduct(putProduct.wrapAndApplyHeader(command, 0, header));
            case MemberQueryDecoder.TEMPLATE_ID ->
                memberQueries.onQuery(memberQuery.wrapAndApplyHeader(command, 0, header));
            default -> throw new IllegalStateException("command " + sequence + " has template "
                + header.templateId() + ", which this build does not know");
        }
    }

    @Override
    public void announce(final DirectBuffer buffer, final int offset, final int length) {
        if (Commands.templateId(buffer, offset) == AuthorizeRequestDecoder.TEMPLATE_ID) {
            command.show(buffer, offset, length);
            header.wrap(command, 0);
            lookahead.add(authorizeRequest.wrapAndApplyHeader(command, 0, header));
        }
    }

    @Override
    public void fetchAnnounced() {
        lookahead.fetch();
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(reversals.nextMs(), Math.min(state.deadlines.nextMs(), state.schedules.nextMs()));
    }

    /** From now on each posting is shown: for a replay, not for a switch that runs. */
    public void postings(final PostingSink sink) {
        state.ledger.listener((debit, credit, amountMinor, kind, payment) -> sink.onPosting(
            state.sequence, state.nowMs,
            payment == PostingListener.NO_PAYMENT ? 0 : state.payments.paymentId(payment),
            payment == PostingListener.NO_PAYMENT ? null : state.payments.operation(payment),
            kind, state.ledger.number(debit), state.ledger.number(credit), state.ledger.currency(debit), amountMinor,
            settlementDay(debit, payment)));
    }

    /** Of what went to a network, that of the payment; of what came from one, that of the network. 0 unknown. */
    private int settlementDay(final int debit, final int p) {
        if (p == PostingListener.NO_PAYMENT || state.policy == null) {
            return 0;
        }
        final int leg = state.payments.networkLeg(p);
        if (leg != Slab.NONE) {
            return state.legs.settlementDay(leg);
        }
        for (final Policy.LinkTerms link : state.policy.links()) {
            if (state.payments.operation(p) == Operation.CREDIT_INBOUND
                && link.settlementAccount() == state.ledger.number(debit)) {
                return state.links.settlementDay(link.linkId());
            }
        }
        return 0;
    }

    /** @return the PutPolicy command in force, as it came; empty before the first. */
    public byte[] policyCommand() {
        return state.policyCommand.clone();
    }

    /** @return of the policy in force; 0 before the first. */
    public long policyHash() {
        return state.policy == null ? 0 : state.policy.hash;
    }

    /** @return of the last command applied. */
    public long sequence() {
        return state.sequence;
    }

    /** @return the tables behind this engine, for checks of their invariants. */
    public EngineView view() {
        return new EngineView(state.ledger, state.products, state.limits, state.payments, state.details, state.legs,
            state.links, new EngineView.Kept(state.members, state.beneficiaries, state.enrolments, state.schedules,
                state.deferrals));
    }

    /** Gives the whole state as sorted lines of text, in canonical order: equal states give equal lines. */
    public void describe(final Consumer<CharSequence> lines) {
        stateText().forEachLine(lines);
        new MemberText(state.members, state.beneficiaries, state.enrolments, state.schedules, state.deferrals)
            .forEachLine(lines);
        Reference.reachabilityFence(state);
    }

    /**
     * @return SHA-256 in hex over the records of {@link #save}: the same on a node that replayed the log, on one that
     *     started from a snapshot, and on every replica.
     */
    public String stateHash() {
        final StateHash hash = new StateHash();
        save(hash);
        return hash.hex();
    }

    /** May be the last that anybody wants of this engine: its memory must not go while it is read. */
    @Override
    public void save(final SnapshotRecords records) {
        new SnapshotSaver(state, records).save();
        Reference.reachabilityFence(state);
    }

    @Override
    public void load(final Consumer<SnapshotRecords> snapshot) {
        final SnapshotLoader loader = new SnapshotLoader(state);
        snapshot.accept(loader);
        loader.requireEnded();
    }

    private StateText stateText() {
        return new StateText(state.sequence, state.nowMs, policyHash(), state.excessMinor, state.ledger, state.products,
            state.cards, state.limits, state.payments, state.details, state.legs, state.links);
    }

    private void advanceTo(final long sequence, final long timestampMs, final int templateId) {
        if (timestampMs < state.nowMs) {
            throw new IllegalStateException("time of the log went back from " + state.nowMs + " to " + timestampMs);
        }
        if (Commands.isQuery(templateId)) {
            return;
        }
        if (sequence != state.sequence + 1) {
            throw new IllegalStateException("command " + sequence + " follows command " + state.sequence);
        }
        state.sequence = sequence;
        state.nowMs = timestampMs;
    }

    private void onAuthorize(final AuthorizeRequestDecoder request) {
        lookahead.fetchUnlessAnnounced(request);
        authorize.onRequest(request);
    }

    private void onPaymentQuery(final PaymentQueryDecoder query) {
        final ReplyToDecoder replyTo = query.replyTo();
        final int p = state.payments.findById(query.paymentId());
        if (p == Slab.NONE || state.payments.peerId(p) != query.peerId()) {
            publisher.refuse(replyTo.connectionId(), replyTo.correlationId(), query.paymentId(),
                Disposition.NOT_FOUND, PaymentState.DECLINED, DeclineReason.NO_ORIGINAL);
        } else {
            publisher.reply(replyTo.connectionId(), replyTo.correlationId(), p, Disposition.VIEW, false);
        }
    }

    private void onAccountQuery(final AccountQueryDecoder query) {
        final ReplyToDecoder replyTo = query.replyTo();
        final Key128Decoder hash = query.card();
        final int card = query.account() != 0 ? Slab.NONE : state.cards.find(hash.high(), hash.low());
        if (card == Slab.NONE) {
            rows.account(replyTo.connectionId(), replyTo.correlationId(), query.account(),
                state.ledger.find(query.account()));
        } else {
            rows.accountOfCard(replyTo.connectionId(), replyTo.correlationId(), card);
        }
    }
}
