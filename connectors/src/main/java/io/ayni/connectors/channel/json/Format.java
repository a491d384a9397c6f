package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.json.Parameters.BadParameter;
import java.util.Arrays;
import java.util.Locale;

/** In which form a document is wanted: the parameter {@code format}. */
enum Format {
    JSON, TEXT, CSV, PDF;

    /** @param offered the first is what comes when nothing is said */
    static Format of(final Parameters parameters, final Format... offered) throws BadParameter {
        final String wanted = parameters.text("format", offered[0].text());
        for (final Format each : offered) {
            if (each.text().equals(wanted)) {
                return each;
            }
        }
        throw new BadParameter("format", "expected one of " + Arrays.stream(offered).map(Format::text).toList());
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
