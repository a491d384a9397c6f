package io.ayni.core.engine;

import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.Payments;
import io.ayni.core.stepup.StepUpMethod;

/**
 * A payment asked for: the same answer again when its key was seen, else a record, the checks, and then the step-up or
 * the payment itself.
 */
final class AuthorizeHandler {
    private final EngineState state;
    private final Admission admission;
    private final PlainTransfer plain;
    private final PaymentParties parties;
    private final PaymentChecks checks;
    private final PaymentRun run;
    private final StepUpGate gate;

    AuthorizeHandler(final EngineState state, final Admission admission, final PlainTransfer plain,
        final PaymentParties parties, final PaymentChecks checks, final PaymentRun run, final StepUpGate gate) {
        this.state = state;
        this.admission = admission;
        this.plain = plain;
        this.parties = parties;
        this.checks = checks;
        this.run = run;
        this.gate = gate;
    }

    void onRequest(final AuthorizeRequestDecoder request) {
        final Key128Decoder key = request.key();
        if (!admission.admits(key, request.replyTo(), request.bodyHash(), request.paymentId())
            || plain.posts(request)) {
            return;
        }
        final int p = record(request, key);
        final DeclineReason resolution = parties.resolve(p, request);
        final DeclineReason reason = resolution != DeclineReason.NONE ? resolution : checks.check(p);
        if (reason != DeclineReason.NONE) {
            run.declineAndReply(p, reason);
        } else if (state.policy.stepUp(state.payments.operation(p)) == StepUpMethod.NONE) {
            run.start(p);
        } else {
            gate.ask(p, request.mac());
        }
    }

    private int record(final AuthorizeRequestDecoder request, final Key128Decoder key) {
        final Payments payments = state.payments;
        final int p = payments.add(request.paymentId(), key.high(), key.low());
        final Operation operation = Operation.ofCode(request.operation());
        payments.begin(p, operation == null ? Operation.TRANSFER_INTERNAL : operation, request.messageClass(),
            request.currency(), request.amountMinor(), state.sequence, state.nowMs);
        payments.bodyHash(p, request.bodyHash());
        payments.peerId(p, request.peerId());
        final ReplyToDecoder replyTo = request.replyTo();
        payments.replyTo(p, replyTo.connectionId(), replyTo.correlationId());
        if (hasNote(request)) {
            state.details.note(state.detailsOf(p), request.buffer(), noteOffset(request));
        }
        return p;
    }

    /** @return whether the member wrote a note; requests of the first version had none. */
    static boolean hasNote(final AuthorizeRequestDecoder request) {
        return request.owedMinor() != AuthorizeRequestDecoder.owedMinorNullValue()
            && request.buffer().getByte(noteOffset(request)) != 0;
    }

    private static int noteOffset(final AuthorizeRequestDecoder request) {
        return request.offset() + AuthorizeRequestDecoder.noteEncodingOffset();
    }
}
