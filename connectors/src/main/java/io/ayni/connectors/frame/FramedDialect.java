package io.ayni.connectors.frame;

import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.spec.Dialect;

/** Which dialects a frame can carry, and what it puts in front of their messages. */
public final class FramedDialect {
    private FramedDialect() {
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
