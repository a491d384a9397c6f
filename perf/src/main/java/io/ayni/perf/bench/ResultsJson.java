package io.ayni.perf.bench;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Results for programs. What was not measured has no figure and says so. */
final class ResultsJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private ResultsJson() {
    }

    static String of(final Results results) {
        final ObjectNode root = MAPPER.createObjectNode();
        final ObjectNode facts = root.putObject("facts");
        results.facts().forEach(facts::put);
        final ArrayNode goals = root.putArray("goals");
        for (final Goal goal : results.goals()) {
            final ObjectNode row = goals.addObject().put("case", goal.what()).put("goal", goal.aim())
                .put("verdict", goal.verdict());
            if (goal.isMeasured()) {
                row.put("measured", goal.measured()).put("bound", goal.bound()).put("unit", goal.unit())
                    .put("by", goal.by());
            }
        }
        final ArrayNode figures = root.putArray("figures");
        for (final Measurement each : results.measurements()) {
            final ObjectNode row = figures.addObject().put("case", each.group()).put("server", each.server())
                .put("figure", each.figure()).put("unit", each.unit()).put("median", each.series().median())
                .put("min", each.series().min()).put("max", each.series().max());
            final ArrayNode values = row.putArray("values");
            each.series().values().forEach(values::add);
        }
        results.notes().forEach(root.putArray("notes")::add);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
