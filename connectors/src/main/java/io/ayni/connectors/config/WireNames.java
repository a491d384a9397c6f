package io.ayni.connectors.config;

import io.ayni.connectors.frame.FrameFormat;
import java.util.List;

/** Names of roles, dialects and frames as the file writes them. */
final class WireNames {
    static final String DEFAULT_DIALECT = "iso1987-ascii";
    private static final List<String> DIALECTS = List.of(DEFAULT_DIALECT, "iso1987-ascii-hex-bitmap");
    private static final List<String> ROLES = List.of("channel", "card", "interbank");

    private WireNames() {
    }

    static String dialect(final String name) {
        return oneOf(DIALECTS, name);
    }

    static String role(final String name) {
        return oneOf(ROLES, name);
    }

    static FrameFormat frame(final String name) {
        return FrameFormat.named(oneOf(List.copyOf(FrameFormat.names()), name));
    }

    private static String oneOf(final List<String> names, final String name) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("expected one of " + String.join(", ", names.stream().sorted().toList()));
        }
        return name;
    }
}
