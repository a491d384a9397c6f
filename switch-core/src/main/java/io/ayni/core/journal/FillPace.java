package io.ayni.core.journal;

/** How fast a segment is filled with zeros. Called by whoever fills it. */
@FunctionalInterface
public interface FillPace {
    /** As fast as the disk takes it. */
    FillPace UNPACED = filled -> { };

    /**
     * Called before each piece but the first; returns when it is to be written.
     *
     * @param filled bytes of the segment filled so far
     */
    void awaitTurn(long filled);
}
