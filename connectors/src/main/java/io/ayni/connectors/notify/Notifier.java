package io.ayni.connectors.notify;

import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import java.util.List;

/** Tells members. Called on event loops and on the outcome thread, several at a time: must not block. */
@FunctionalInterface
public interface Notifier {
    /** Nobody is told: no way is configured. */
    Notifier NONE = (reply, code) -> { };

    /**
     * @param reply of the engine, with {@code mayReveal} = 1; valid only during the call
     * @param code  0 to 999,999, as {@link io.ayni.connectors.security.StepUpCodes} made it
     */
    void oneTimePassword(PaymentReplyDecoder reply, int code);

    /**
     * @param notice of the engine; valid only during the call
     * @param nowMs  of the epoch
     */
    default void notice(final MemberNoticeDecoder notice, final long nowMs) {
        // nobody is told
    }

    /** @return tells each of them. */
    static Notifier all(final List<Notifier> notifiers) {
        return new Notifier() {
            @Override
            public void oneTimePassword(final PaymentReplyDecoder reply, final int code) {
                notifiers.forEach(each -> each.oneTimePassword(reply, code));
            }

            @Override
            public void notice(final MemberNoticeDecoder notice, final long nowMs) {
                notifiers.forEach(each -> each.notice(notice, nowMs));
            }
        };
    }
}
