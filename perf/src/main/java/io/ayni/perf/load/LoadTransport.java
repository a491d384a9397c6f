package io.ayni.perf.load;

/** The connections to the switch as the rig sees them. One thread: that of the rig. */
public interface LoadTransport {
    /**
     * Sends one request; its answer comes to the {@link AnswerListener} under the same id.
     *
     * @return false when no connection takes it now; nothing was sent, and the rig offers it again
     */
    boolean send(long requestId);

    /** The requests of this burst were all sent: they may go out. */
    void flush();

    /** @return requests of its own making, beside the schedule, that wait for their answers. */
    default int pending() {
        return 0;
    }

    /** @return false once every connection is lost: nothing can be sent any more. */
    boolean isConnected();
}
