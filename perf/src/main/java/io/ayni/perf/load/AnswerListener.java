package io.ayni.perf.load;

/** What a transport reports, on the rig's thread. */
public interface AnswerListener {
    /**
     * @param requestId as given to {@link LoadTransport#send}
     * @param code      as {@link AnswerCode} packs it
     */
    void onAnswer(long requestId, int code);

    /** Bytes came that answer no request that can be told. */
    void onUnreadable();

    /** One connection is gone; what was in flight on it will not be answered. */
    void onConnectionLost();
}
