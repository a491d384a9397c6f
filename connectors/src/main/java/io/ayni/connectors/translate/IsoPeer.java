package io.ayni.connectors.translate;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.iso8583.field.Encoding;
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
 */
public record IsoPeer(int peerId, String name, IsoRole role, Dialect dialect, FrameFormat frame) {
    public IsoPeer {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(frame, "frame");
        dialect = behind(frame, dialect);
    }

    /**
     * The dialect of messages as they come out of a frame: those with a header carry it in front.
     *
     * @throws IllegalArgumentException when the two do not go together
     */
    public static Dialect behind(final FrameFormat frame, final Dialect dialect) {
        if (!frame.takesBytes() && dialect.fields().bitmap().encoding() == Encoding.BINARY) {
            throw new IllegalArgumentException(
                "takes text alone: expected a dialect with a bitmap in hexadecimal, not " + dialect.name());
        }
        final int header = frame.header().length();
        if (header == 0 || header == dialect.headerLength()) {
            return dialect;
        }
        if (dialect.headerLength() != 0) {
            throw new IllegalArgumentException("has a header of " + header + " bytes, the dialect " + dialect.name()
                + " one of " + dialect.headerLength());
        }
        return new Dialect(dialect.name(), header, dialect.mti(), dialect.fields());
    }
}
