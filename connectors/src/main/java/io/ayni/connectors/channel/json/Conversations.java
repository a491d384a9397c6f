package io.ayni.connectors.channel.json;

import io.ayni.connectors.translate.JsonReplies.Asked;
import io.ayni.connectors.translate.JsonTranslator;
import io.ayni.connectors.translate.Problem;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.PaymentState;

/** The conversations that need no state of their own: one of each serves an event loop. */
final class Conversations {
    private static final int FOUND = Disposition.VIEW.code();

    private final JsonLoop loop;

    /** A request, and the engine's answer to it. */
    final Conversation once = new Conversation() {
        @Override
        void onPayment(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
            answer(connection, exchange, reply);
        }

        @Override
        void onAccount(final JsonConnection connection, final Exchange exchange, final AccountReplyDecoder reply) {
            connection.finish(exchange, loop.replies.account(reply));
        }
    };

    /** Another code: it is bound to amount and payee, so the payment is looked up first. */
    final Conversation resend = new Conversation() {
        @Override
        void onPayment(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
            if (exchange.step++ == 0 && reply.disposition() == FOUND) {
                connection.frame(exchange);
                loop.translator.stepUpResend(reply);
                exchange.code = loop.translator.takeCode();
                connection.offer(exchange, Ingress.Lane.REQUEST);
            } else {
                answer(connection, exchange, reply);
            }
        }
    };

    /** What a hold came to: never more than it, so it is looked up first, and again to tell how it stands. */
    final Conversation capture = new Conversation() {
        @Override
        void onPayment(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
            if (exchange.step != 0 || reply.disposition() != FOUND) {
                finishOrLookAgain(connection, exchange, reply);
            } else if (reply.state() == PaymentState.POSTED.code()) {
                connection.finish(exchange, loop.replies.payment(Asked.VIEW, reply));
            } else if (reply.state() != PaymentState.HELD.code()) {
                connection.refuse(exchange, Problem.NOT_IN_STATE, "only what is HELD can be captured");
            } else if (exchange.amountMinor < 0 || exchange.amountMinor > reply.amountMinor()) {
                connection.finish(exchange, loop.replies.problem(
                        Problem.INVALID_BODY, "expected 1 up to the amount held", "$.amountMinor"));
            } else {
                exchange.step++;
                connection.frame(exchange);
                loop.translator.completion(
                        reply, exchange.amountMinor == 0 ? reply.amountMinor() : exchange.amountMinor);
                connection.offer(exchange, Ingress.Lane.COMPLETION);
            }
        }
    };

    /** Taken back before it is final: the reversal names amount and currency, so the payment is looked up first. */
    final Conversation takeBack = new Conversation() {
        @Override
        void onPayment(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
            if (exchange.step != 0 || reply.disposition() != FOUND) {
                finishOrLookAgain(connection, exchange, reply);
                return;
            }
            switch (PaymentState.ofCode(reply.state())) {
                case CHALLENGED, HELD, SENT -> {
                    exchange.step++;
                    connection.frame(exchange);
                    loop.translator.reversal(reply);
                    connection.offer(exchange, Ingress.Lane.COMPLETION);
                }
                case REVERSED, REVERSAL_PENDING ->
                    connection.finish(exchange, loop.replies.payment(Asked.CHANGE, reply));
                default -> connection.refuse(exchange, Problem.NOT_IN_STATE,
                        "only what is CHALLENGED, HELD or SENT can be taken back");
            }
        }
    };

    Conversations(final JsonLoop loop) {
        this.loop = loop;
    }

    /** The engine has the last word on a request of the member: the answer, and the code to the member. */
    void answer(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
        if (reply.mayReveal() != 0 && exchange.code != JsonTranslator.NO_CODE) {
            loop.notifier.oneTimePassword(reply, exchange.code);
        }
        connection.finish(exchange, loop.replies.payment(exchange.asked, reply));
    }

    /** Behind a capture or a reversal, which have records of their own: how the payment itself stands now. */
    private void finishOrLookAgain(
            final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
        if (reply.disposition() == FOUND || exchange.step == 0) {
            connection.finish(exchange, loop.replies.payment(exchange.asked, reply));
        } else {
            connection.frame(exchange);
            loop.translator.paymentQuery(exchange.paymentId);
            connection.offer(exchange, Ingress.Lane.REQUEST);
        }
    }
}
