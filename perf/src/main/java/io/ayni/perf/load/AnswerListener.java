package io.ayni.perf.load;

/** What a transport reports, on the rig's thread. */
public interface AnswerListener {
    /**
     * @param requestId as given to {@link LoadTransport#send}
     * @param code      as {@link AnswerCode} packs it
     */
    void onAnswer(long requestId, int code);

    /**
     * The answer to a request asks for a password; {@link #onAnswer} follows for the same request.
     *
     * @param account   of the member who gets the password
     * @param paymentId as the next request has to name it
     */
    default void onChallenge(final long requestId, final long account, final String paymentId) {
        // Of no interest to who answers none.
    }

    /** Bytes came that answer no request that can be told. */
    void onUnreadable();

    /** One connection is gone; what was in flight on it will not be answered. */
    void onConnectionLost();
}
