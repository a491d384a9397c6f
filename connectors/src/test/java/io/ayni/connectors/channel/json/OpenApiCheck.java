package io.ayni.connectors.channel.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds answers against the OpenAPI document: the resource is in it, with status and type, and the schema fits. */
final class OpenApiCheck {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final Map<String, Schema> schemas = new HashMap<>();

    OpenApiCheck(final String document) {
        this.document = MAPPER.readTree(document);
    }

    JsonNode document() {
        return document;
    }

    void check(
            final String method, final String path, final int status, final String contentType, final String body) {
        final JsonNode operation = operation(method, path.replaceFirst("\\?.*", ""));
        if (operation == null) {
            assertThat(status).as("%s %s is not in the document", method, path).isIn(404, 405);
            return;
        }
        final JsonNode responses = operation.get("responses");
        final JsonNode response = status >= 400 ? responses.get("default") : responses.get(Integer.toString(status));
        assertThat(response).as("%s %s does not say %s", method, path, status).isNotNull();
        final JsonNode content = response.get("content").get(contentType);
        if (status >= 400 || contentType.equals("application/json") && response.get("content").size() > 0) {
            assertThat(content).as("%s %s does not say %s %s", method, path, status, contentType).isNotNull();
            assertThat(schema(content.get("schema").get("$ref").asString()).validate(MAPPER.readTree(body)))
                    .as("%s %s: %s", method, path, body).isEmpty();
        }
    }

    private JsonNode operation(final String method, final String path) {
        for (final Map.Entry<String, JsonNode> each : document.get("paths").properties()) {
            if (path.matches(each.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
                final JsonNode operation = each.getValue().get(method.toLowerCase(Locale.ROOT));
                if (operation != null) {
                    return operation;
                }
            }
        }
        return null;
    }

    /** @param reference such as {@code #/components/schemas/Payment} */
    Schema schema(final String reference) {
        return schemas.computeIfAbsent(reference, ref -> {
            final ObjectNode root = MAPPER.createObjectNode();
            root.put("$ref", ref);
            root.set("components", document.get("components"));
            return REGISTRY.getSchema(root);
        });
    }
}
