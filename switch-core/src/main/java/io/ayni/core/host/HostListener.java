package io.ayni.core.host;

/**
 * What a host reports besides outcomes. Called on the host's threads: must not block, and must not throw.
 */
public interface HostListener {
    /** While the journal is replayed: what was read so far. */
    default void onRecoveryProgress(final long records, final long bytes) {
    }

    /** The journal was replayed; the node starts from here. */
    default void onRecovered(final long records, final long lastSequence, final long durationMs) {
    }

    /** What a crash had left unfinished at the end of the journal was cut: nothing of it was ever acknowledged. */
    default void onTornTailCut(final String file, final long offset, final int bytes) {
    }

    /** The clock went away from the monotonic clock by more than 1 s at once; negative: it went back. */
    default void onClockJump(final long jumpMs) {
    }

    /** The disk has no room for the next segment of the journal (true), or has it again (false). */
    default void onReserveChange(final boolean isBelowReserve) {
    }

    /** The sink threw on an outcome. The outcome is lost to its receiver, who asks again under the same key. */
    default void onSinkError(final Throwable error) {
    }

    /**
     * The journal failed, or the engine broke an invariant: the host is closed and answers nothing more. The process
     * should end; a restart goes on from what is durable.
     */
    default void onFatal(final Throwable cause) {
    }
}
