package io.ayni.perf.load;

import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * The member's part of a challenge: looks the password up and sends it, or a wrong one, or nothing, as the mix says. A
 * confirmation is measured from when it was sent, since nobody planned it before. On the load's event loop alone.
 */
final class Confirmations {
    /** Ids from here on are of confirmations; no schedule is so long. */
    static final long FIRST_ID = 1L << 38;
    private static final String WRONG_CODE = "000000";

    /** Sends on the connection that was challenged. */
    @FunctionalInterface
    interface Sender {
        void send(long confirmationId, long requestId, String paymentId, String code);
    }

    /** Is told of each answer. */
    @FunctionalInterface
    interface Listener {
        void onConfirmation(long latencyNs, int code, boolean isExpected);
    }

    private record Sent(long atNs, boolean isWrong) {
    }

    private final LoadMix mix;
    private final NanoClock clock;
    private final Inbox inbox;
    private final Listener listener;
    private final Long2ObjectHashMap<Sent> waiting = new Long2ObjectHashMap<>();
    private long nextId = FIRST_ID;
    private int asked;

    Confirmations(final LoadMix mix, final NanoClock clock, final Inbox inbox, final Listener listener) {
        this.mix = mix;
        this.clock = clock;
        this.inbox = inbox;
        this.listener = listener;
    }

    void onChallenge(final long requestId, final long account, final String paymentId, final Sender sender) {
        switch (mix.reactionTo(requestId)) {
            case ANSWERED -> {
                asked++;
                inbox.ask(account, paymentId, code -> {
                    asked--;
                    if (code == null) {
                        listener.onConfirmation(0, AnswerCode.NONE, false);
                    } else {
                        send(requestId, paymentId, code, false, sender);
                    }
                });
            }
            case ANSWERED_WRONG -> send(requestId, paymentId, WRONG_CODE, true, sender);
            case LEFT -> {
                // The member has put the phone away; the challenge expires.
            }
        }
    }

    private void send(
        final long requestId, final String paymentId, final String code, final boolean isWrong, final Sender sender) {
        final long id = nextId++;
        waiting.put(id, new Sent(clock.nanoTime(), isWrong));
        sender.send(id, requestId, paymentId, code);
    }

    /** @param confirmationId one that was sent; any other is ignored */
    void onAnswer(final long confirmationId, final int code) {
        final Sent sent = waiting.remove(confirmationId);
        if (sent != null) {
            final boolean isApproved = code == AnswerCode.APPROVED;
            listener.onConfirmation(clock.nanoTime() - sent.atNs, code, isApproved != sent.isWrong);
        }
    }

    /** @return how many wait for the inbox or for their answer. */
    int pending() {
        return asked + waiting.size();
    }
}
