package io.ayni.connectors.notify;

/** One way on which messages leave: a mail server, a web service. Called on a thread of its own. */
public interface MessageWay {
    /** What became of a message. */
    enum Result {
        DELIVERED,
        /** The member has no address of this kind. */
        NO_ADDRESS,
        /** The other side was not there, or said to try later. */
        TRY_AGAIN,
        /** The other side does not want it. */
        REFUSED
    }

    String name();

    /** Blocks for a bounded time. */
    Result deliver(Letter letter, Contact contact) throws InterruptedException;
}
