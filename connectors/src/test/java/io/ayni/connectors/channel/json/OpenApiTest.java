package io.ayni.connectors.channel.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The document says what the server does: it is written from the same table. */
class OpenApiTest {
    private static final OpenApiCheck OPEN_API = JsonBench.OPEN_API;

    @ParameterizedTest
    @EnumSource(Route.class)
    void everyResourceIsInTheDocument(final Route route) {
        final JsonNode operation = OPEN_API.document().get("paths").get(route.path())
                .get(route.method().toLowerCase(Locale.ROOT));

        assertThat(operation.get("summary").asString()).isNotBlank();
        assertThat(operation.get("responses").has("default")).isTrue();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        final List<String> lost = new ArrayList<>();
        for (final JsonNode reference : OPEN_API.document().findValues("$ref")) {
            if (OPEN_API.document().at(reference.asString().substring(1)).isMissingNode()) {
                lost.add(reference.asString());
            }
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void theExampleOfEachBodyFitsItsSchema() {
        int examples = 0;
        for (final Map.Entry<String, JsonNode> each : OPEN_API.document().at("/components/schemas").properties()) {
            if (each.getKey().endsWith("Request")) {
                final Schema schema = OPEN_API.schema("#/components/schemas/" + each.getKey());
                assertThat(schema.validate(each.getValue().get("examples").get(0))).as(each.getKey()).isEmpty();
                examples++;
            }
        }
        assertThat(examples).isGreaterThan(25);
    }

    @Test
    void anAnswerThatIsNotAsTheDocumentSaysIsFound() {
        assertThatThrownBy(() -> OPEN_API.check("GET", "/v1/accounts/42", 200, "application/json",
                "{\"number\":\"42\"}")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> OPEN_API.check("GET", "/healthz", 200, "application/json",
                "{\"status\":\"ready\",\"more\":1}")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> OPEN_API.check("GET", "/healthz", 201, "application/json", "{\"status\":\"ready\"}"))
                .isInstanceOf(AssertionError.class);
    }
}
