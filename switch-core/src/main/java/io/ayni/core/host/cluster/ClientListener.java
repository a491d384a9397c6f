package io.ayni.core.host.cluster;

/** What a gateway's client of the cluster reports. Called on its thread: must not block, and must not throw. */
public interface ClientListener {
    /** A session was opened: through this member, which leads. */
    default void onConnected(final int leaderMemberId) {
    }

    /** Another member leads; what was not answered is sent again to it. */
    default void onNewLeader(final int leaderMemberId, final int sentAgain) {
    }

    /** The session ended, or no leader was found for too long. A new one is asked for until there is one. */
    default void onDisconnected() {
    }

    /** What was offered and got no answer in time is forgotten; its callers ask again under the same key. */
    default void onForgotten(final int commands) {
    }

    /** The sink threw on an outcome, or Aeron reports a fault that the client lives on with. */
    default void onError(final Throwable cause) {
    }

    /** The client ended by itself and takes nothing more. */
    default void onFatal(final Throwable cause) {
    }
}
