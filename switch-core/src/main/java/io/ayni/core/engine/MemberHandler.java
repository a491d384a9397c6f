package io.ayni.core.engine;

import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.MemberRequestDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.stepup.StepUpMethod;
import io.ayni.core.store.Slab;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a member asks that moves no money. It is recorded, repeated and confirmed like a payment: the same answer again
 * when its key was seen, the step-up where the policy wants one, and one final state. A request that waits for its
 * confirmation is kept as it came; the confirmation checks it again, since the member took their time.
 */
final class MemberHandler {
    private final EngineState state;
    private final Admission admission;
    private final MemberChecks checks;
    private final MemberActions actions;
    private final PaymentRun run;
    private final StepUpGate gate;
    private final UnsafeBuffer keptBuffer = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder keptHeader = new MessageHeaderDecoder();
    private final MemberRequestDecoder kept = new MemberRequestDecoder();

    MemberHandler(final EngineState state, final Admission admission, final MemberChecks checks,
        final MemberActions actions, final PaymentRun run, final StepUpGate gate) {
        this.state = state;
        this.admission = admission;
        this.checks = checks;
        this.actions = actions;
        this.run = run;
        this.gate = gate;
    }

    void onRequest(final MemberRequestDecoder request) {
        final Key128Decoder key = request.key();
        if (!admission.admits(key, request.replyTo(), request.bodyHash(), request.paymentId())) {
            return;
        }
        final int p = record(request, key);
        final DeclineReason reason = checks.check(p, request);
        if (reason != DeclineReason.NONE) {
            run.declineAndReply(p, reason);
        } else if (state.policy.stepUp(state.payments.operation(p)) == StepUpMethod.NONE) {
            apply(p, request);
        } else {
            gate.ask(p, request.mac());
            if (state.payments.state(p) == PaymentState.CHALLENGED) {
                keep(p, request);
            }
        }
    }

    /** The step-up was answered right. */
    void onConfirmed(final int p) {
        final byte[] command = state.details.request(state.payments.details(p));
        keptBuffer.wrap(command);
        kept.wrapAndApplyHeader(keptBuffer, 0, keptHeader);
        final DeclineReason reason = checks.check(p, kept);
        if (reason == DeclineReason.NONE) {
            apply(p, kept);
        } else {
            run.declineAndReply(p, reason);
        }
    }

    private void apply(final int p, final MemberRequestDecoder request) {
        state.payments.reason(p, DeclineReason.NONE, ResponseCode.APPROVED);
        actions.apply(p, request);
    }

    private int record(final MemberRequestDecoder request, final Key128Decoder key) {
        final Payments payments = state.payments;
        final int p = payments.add(request.paymentId(), key.high(), key.low());
        final Operation operation = Operation.ofCode(request.operation());
        payments.begin(p, operation == null ? Operation.CHALLENGE : operation, 0, request.currency(),
            hasAmount(operation) ? request.amountMinor() : 0, state.sequence, state.nowMs);
        payments.bodyHash(p, request.bodyHash());
        payments.peerId(p, request.peerId());
        final int account = state.ledger.find(request.account());
        // The account of another member is refused later, and its balances are nothing to tell.
        final boolean isOwn = account != Slab.NONE && state.ledger.memberId(account) == request.memberId();
        payments.accounts(p, isOwn ? account : Slab.NONE, Slab.NONE);
        final ReplyToDecoder replyTo = request.replyTo();
        payments.replyTo(p, replyTo.connectionId(), replyTo.correlationId());
        final int details = state.detailsOf(p);
        state.details.memberId(details, request.memberId());
        state.details.billerId(details, request.billerId());
        state.details.cardToken(details, request.cardToken());
        state.details.instalments(details, request.instalments());
        state.details.targetId(details, request.targetId());
        if (operation == Operation.CHALLENGE) {
            state.details.receipt(details, request.buffer(),
                request.offset() + MemberRequestDecoder.purposeEncodingOffset());
        }
        return p;
    }

    /** Whatever else a request says of an amount means nothing, and goes to no network. */
    private static boolean hasAmount(final Operation operation) {
        return operation == Operation.SCHEDULE_CREATE || operation == Operation.SCHEDULE_UPDATE
            || operation == Operation.CARD_DEFERRAL_CONFIRM;
    }

    private void keep(final int p, final MemberRequestDecoder request) {
        final byte[] command = new byte[MessageHeaderDecoder.ENCODED_LENGTH + request.encodedLength()];
        request.buffer().getBytes(request.offset() - MessageHeaderDecoder.ENCODED_LENGTH, command);
        state.details.request(state.payments.details(p), command);
    }
}
