package io.ayni.connectors.translate;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.frame.FramedDialect;
import io.ayni.iso8583.spec.Dialect;

import java.util.Objects;

/**
 * An ISO 8583 counterpart as configuration describes it.
 *
 * @param peerId  part of every idempotency key: two peers never share one
 * @param name    for logs and metrics
 * @param role    what it may ask for
 * @param dialect how its messages are written
 * @param frame   how they are told apart on the stream
 * @param profile in what it differs from what we would do by ourselves
 */
public record IsoPeer(
    int peerId, String name, IsoRole role, Dialect dialect, FrameFormat frame, IsoProfile profile) {

    public IsoPeer {
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(frame, "frame");
        dialect = FramedDialect.behind(frame, dialect);
    }

    /** A peer that does as the standard says. */
    public IsoPeer(
        final int peerId, final String name, final IsoRole role, final Dialect dialect, final FrameFormat frame) {
        this(peerId, name, role, dialect, frame, IsoProfile.STANDARD);
    }
}
