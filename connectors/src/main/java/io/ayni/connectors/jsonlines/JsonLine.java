package io.ayni.connectors.jsonlines;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** One line of JSON as texts and maps of texts, and the column of each. Errors name column and path, and no value. */
final class JsonLine {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(16).maxStringLength(2_100_000).build())
            .build();

    /** Of the parser's messages: where it thinks the text is from, and what may be digits of a card. */
    private static final Pattern NOISE = Pattern.compile("(?s) ?\\(start marker.*|\\n.*|\\d{5,}");

    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, Object> members;

    /** @throws LineException with column, path and what was expected */
    JsonLine(final String line) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong(parser, "", "expected an object, such as {\"mti\":\"0800\",\"fields\":{\"70\":\"301\"}}");
            }
            members = object(parser, "");
            if (parser.nextToken() != null) {
                throw wrong(parser, "", "expected one object a line");
            }
        } catch (final JacksonException malformed) {
            throw new LineException("column " + malformed.getLocation().getColumnNr() + ": no JSON: "
                    + NOISE.matcher(malformed.getOriginalMessage()).replaceAll(""));
        }
    }

    /** Texts, and maps of such by name. */
    Map<String, Object> members() {
        return members;
    }

    LineException wrong(final String path, final String message) {
        final Integer column = columns.get(path);
        return new LineException((column == null ? "" : "column " + column + ", ") + path + ": " + message);
    }

    private Map<String, Object> object(final JsonParser parser, final String path) {
        final Map<String, Object> parts = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            final String at = path.isEmpty() ? name : path + '.' + name;
            columns.put(at, parser.currentTokenLocation().getColumnNr());
            if (parts.containsKey(name)) {
                throw wrong(parser, at, "is there twice");
            }
            parts.put(name, value(parser, at));
        }
        return parts;
    }

    private Object value(final JsonParser parser, final String path) {
        return switch (parser.nextToken()) {
            case VALUE_STRING -> parser.getString();
            case START_OBJECT -> object(parser, path);
            case VALUE_TRUE, VALUE_FALSE ->
                path.equals(Member.MASKED) ? parser.currentToken().asString() : text(parser, path);
            case null, default -> text(parser, path);
        };
    }

    private Object text(final JsonParser parser, final String path) {
        throw wrong(parser, path, "expected a text in quotes or an object");
    }

    private static LineException wrong(final JsonParser parser, final String path, final String message) {
        return new LineException("column " + parser.currentTokenLocation().getColumnNr()
                + (path.isEmpty() ? ": " : ", " + path + ": ") + message);
    }
}
