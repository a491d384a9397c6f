package io.ayni.connectors.notify;

import io.ayni.core.command.PaymentReplyDecoder;

/** Delivers one-time passwords. Called on event loops, several at a time: must not block. */
@FunctionalInterface
public interface Notifier {
    /** Nobody is told: the demo inbox is not configured. */
    Notifier NONE = (reply, code) -> { };

    /**
     * @param reply of the engine, with {@code mayReveal} = 1; valid only during the call
     * @param code  0 to 999,999, as {@link io.ayni.connectors.security.StepUpCodes} made it
     */
    void oneTimePassword(PaymentReplyDecoder reply, int code);
}
