package io.ayni.connectors.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonWriter json = new JsonWriter();

    @Test
    void membersAreSeparatedAndNested() {
        json.reset().startObject().number("a", -1).bool("b", true).startObject("c").text("d", "e").endObject()
                .startArray("f").startObject().endObject().startObject().number("g", 0).endObject().endArray()
                .number("h", 7).endObject();

        assertThat(written()).isEqualTo("{\"a\":-1,\"b\":true,\"c\":{\"d\":\"e\"},\"f\":[{},{\"g\":0}],\"h\":7}");
    }

    @Test
    void aWriterIsUsedAgain() {
        json.reset().startObject().text("long", "x".repeat(5_000)).endObject();
        json.reset().startObject().endObject();

        assertThat(written()).isEqualTo("{}");
    }

    @Property
    void anyTextReadsBack(@ForAll @StringLength(max = 50) final String text) {
        json.reset().startObject().text("t", text).endObject();

        assertThat(JSON.readTree(written()).path("t").asString()).isEqualTo(text);
    }

    @Property
    void anyNumberReadsBack(@ForAll final long number) {
        json.reset().startObject().number("n", number).endObject();

        assertThat(JSON.readTree(written()).path("n").asLong()).isEqualTo(number);
    }

    @Property
    void aTimeIsIso8601(@ForAll @LongRange(min = 0, max = 253_402_300_799_999L) final long epochMs) {
        json.reset().startObject().time("t", epochMs).endObject();

        final String text = JSON.readTree(written()).path("t").asString();
        assertThat(text).hasSize(24).endsWith("Z");
        assertThat(Instant.parse(text).toEpochMilli()).isEqualTo(epochMs);
    }

    private String written() {
        return json.buffer().getStringWithoutLengthUtf8(0, json.length());
    }
}
