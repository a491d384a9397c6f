package io.ayni.connectors.config;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.translate.IsoRole;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import java.util.Collection;

/** Roles, dialects and frames by the names that the file gives them. */
final class WireNames {
    private WireNames() {
    }

    static Dialect dialect(final String name) {
        final Dialect dialect = Dialects.byName(name);
        return dialect == null ? refuse(Dialects.all().stream().map(Dialect::name).toList()) : dialect;
    }

    static IsoRole role(final String name) {
        return Values.oneOf(IsoRole.values(), IsoRole::text).apply(name);
    }

    static FrameFormat frame(final String name) {
        final FrameFormat frame = FrameFormat.named(name);
        return frame == null ? refuse(FrameFormat.names()) : frame;
    }

    private static <T> T refuse(final Collection<String> names) {
        throw new IllegalArgumentException("expected one of " + String.join(", ", names));
    }
}
