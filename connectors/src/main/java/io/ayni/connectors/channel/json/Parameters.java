package io.ayni.connectors.channel.json;

import io.ayni.connectors.translate.JsonFault;
import io.ayni.connectors.translate.Problem;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The query of a request: each parameter once, and none that the resource does not have. */
final class Parameters {
    private static final int MAX_PARAMETERS = 16;

    private final Map<String, List<String>> values;

    private Parameters(final Map<String, List<String>> values) {
        this.values = values;
    }

    /** @throws BadParameter when it cannot be understood */
    static Parameters of(final Route route, final String query) throws BadParameter {
        final Map<String, List<String>> values;
        try {
            values = new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MAX_PARAMETERS)
                    .parameters();
        } catch (final IllegalArgumentException e) {
            throw new BadParameter("", "the query is not well formed");
        }
        for (final Map.Entry<String, List<String>> each : values.entrySet()) {
            if (!route.parameters().contains(each.getKey())) {
                throw new BadParameter("", "expected no other parameters than " + route.parameters());
            }
            if (each.getValue().size() != 1) {
                throw new BadParameter(each.getKey(), "is there twice");
            }
        }
        return new Parameters(values);
    }

    boolean has(final String name) {
        return values.containsKey(name);
    }

    /** @return the fallback when it is absent. */
    String text(final String name, final String fallback) {
        final List<String> value = values.get(name);
        return value == null ? fallback : value.getFirst();
    }

    /** What is wrong with a parameter; never its value. */
    static final class BadParameter extends Exception {
        private final transient JsonFault fault;

        BadParameter(final String name, final String detail) {
            super(name, null, false, false);
            this.fault = new JsonFault(Problem.INVALID_PARAMETER, detail, name);
        }

        JsonFault fault() {
            return fault;
        }
    }
}
