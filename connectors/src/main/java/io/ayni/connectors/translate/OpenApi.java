package io.ayni.connectors.translate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI 3.1 document, written from what the server itself goes by: its resources, and the members of the bodies.
 * What answers look like is a schema by name in {@code openapi-schemas.json}.
 */
public final class OpenApi {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String JSON = "application/json";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("id", "Id of a payment, request, beneficiary or schedule: 13 characters"),
            Map.entry("account", "Account number"),
            Map.entry("member", "Member of the cooperative"),
            Map.entry("token", "Token of a card"),
            Map.entry("biller", "Id of a biller"),
            Map.entry("reference", "The member's number at the biller"),
            Map.entry("month", "Such as 2026-10"),
            Map.entry("period", "today, yesterday, last-month, or custom with from and to"),
            Map.entry("from", "First day, in the institution's zone"),
            Map.entry("to", "Last day: 30 to 365 days from the first"),
            Map.entry("type", "Of one operation alone"),
            Map.entry("cursor", "nextCursor of the page before"),
            Map.entry("limit", "1 to 100"),
            Map.entry("format", "json, text, csv or pdf, as far as the resource has them"));
    private static final Map<String, String> EXAMPLES = Map.of(
            "account", "4200000017", "member", "1", "token", "4000001", "biller", "17", "reference", "0912345678",
            "month", "2026-10");

    /** One method of one path, and what it takes and gives. */
    public interface Resource {
        String method();

        /** @return with variables in braces. */
        String path();

        String summary();

        /** @return null when it has none, or more than one: see {@link #isPayment}. */
        BodySpec body();

        /** @return the schema of the answer; empty when it is not JSON. */
        String answer();

        /** @return names in the query. */
        List<String> parameters();

        /** @return whether the body is that of any payment, told apart by its type. */
        boolean isPayment();

        boolean needsIdempotencyKey();

        boolean needsApiKey();
    }

    private OpenApi() {
    }

    /** @return the document as JSON. */
    public static String document(final List<? extends Resource> resources) {
        final ObjectNode root = MAPPER.createObjectNode();
        root.put("openapi", "3.1.1");
        root.putObject("info")
                .put("title", "Ayni")
                .put("version", "1")
                .put("description", "Payment switch of savings cooperatives. Amounts are integers of minor units; a "
                        + "decline is an answer with state and responseCode, not an error; errors are RFC 9457.");
        final ObjectNode paths = root.putObject("paths");
        for (final Resource resource : resources) {
            final ObjectNode methods = paths.withObjectProperty(resource.path());
            describe(resource, methods.putObject(resource.method().toLowerCase(Locale.ROOT)));
        }
        final ObjectNode components = root.putObject("components");
        final ObjectNode schemas = components.putObject("schemas");
        schemas.setAll(answers());
        for (final BodySpec spec : BodySpec.values()) {
            body(spec, schemas.putObject(nameOf(spec)));
        }
        components.putObject("securitySchemes").putObject("key").put("type", "http").put("scheme", "bearer");
        return MAPPER.writeValueAsString(root);
    }

    private static void describe(final Resource resource, final ObjectNode operation) {
        operation.put("summary", resource.summary());
        final ArrayNode parameters = operation.putArray("parameters");
        final Matcher variables = VARIABLE.matcher(resource.path());
        while (variables.find()) {
            parameter(parameters, variables.group(1), "path", true);
        }
        resource.parameters().forEach(name -> parameter(parameters, name, "query", false));
        if (resource.needsIdempotencyKey()) {
            parameters.addObject().put("name", "Idempotency-Key").put("in", "header").put("required", true)
                    .put("description", "The same key on a repeat gets the first answer again, for as long as the"
                            + " institution's retention: 7 days unless it says otherwise")
                    .putObject("schema").put("type", "string").put("minLength", 1).put("maxLength", 128);
        }
        if (resource.needsApiKey()) {
            operation.putArray("security").addObject().putArray("key");
        } else {
            operation.putArray("security");
        }
        if (resource.isPayment()) {
            final ObjectNode schema = content(operation.putObject("requestBody").put("required", true), JSON);
            final ArrayNode choices = schema.putArray("oneOf");
            BodySpec.payments().forEach(spec -> choices.addObject().put("$ref", SCHEMAS + nameOf(spec)));
            schema.putObject("discriminator").put("propertyName", "type");
        } else if (resource.body() != null) {
            content(operation.putObject("requestBody").put("required", !resource.body().mayBeEmpty()), JSON)
                    .put("$ref", SCHEMAS + nameOf(resource.body()));
        }
        responses(resource, operation.putObject("responses"));
    }

    private static void parameter(
            final ArrayNode parameters, final String name, final String in, final boolean required) {
        final ObjectNode parameter = parameters.addObject().put("name", name).put("in", in).put("required", required)
                .put("description", MEANINGS.get(name));
        parameter.putObject("schema").put("type", "string");
        if (EXAMPLES.containsKey(name)) {
            parameter.put("example", EXAMPLES.get(name));
        }
    }

    private static void responses(final Resource resource, final ObjectNode responses) {
        final boolean isPayment = resource.answer().equals("Payment");
        final boolean isNew = isPayment && resource.method().equals("POST") && !resource.path().contains("{id}");
        final ObjectNode done = responses.putObject(isNew ? "201" : "200");
        done.put("description", isNew ? "Final, or a hold; a decline too" : "As it is now");
        if (resource.answer().isEmpty()) {
            done.putObject("content");
        } else {
            content(done, JSON).put("$ref", SCHEMAS + resource.answer());
        }
        if (resource.parameters().contains("format")) {
            final ObjectNode content = (ObjectNode) done.get("content");
            content.putObject("application/pdf");
            content.putObject(resource.answer().equals("Receipt") ? "text/plain" : "text/csv");
        }
        if (isPayment && !resource.method().equals("GET")) {
            content(responses.putObject("202").put("description", "It goes on: ask again, or confirm it"), JSON)
                    .put("$ref", SCHEMAS + resource.answer());
        }
        content(responses.putObject("default").put("description", "A problem of RFC 9457"),
                "application/problem+json").put("$ref", SCHEMAS + "Problem");
    }

    private static ObjectNode content(final ObjectNode of, final String type) {
        return of.putObject("content").putObject(type).putObject("schema");
    }

    private static ObjectNode answers() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi-schemas.json")) {
            return (ObjectNode) MAPPER.readTree(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void body(final BodySpec spec, final ObjectNode schema) {
        schema.put("type", "object").put("additionalProperties", false);
        final ObjectNode properties = schema.putObject("properties");
        final ArrayNode required = schema.putArray("required");
        final ObjectNode example = MAPPER.createObjectNode();
        for (final BodyMember member : BodyMember.values()) {
            if ((spec.allowed & member.bit()) == 0) {
                continue;
            }
            final boolean isType = member == BodyMember.type;
            final ObjectNode property = properties.putObject(member.name());
            member(member, property);
            if (isType) {
                property.put("const", spec.operation().type());
            }
            if ((spec.needed & member.bit()) != 0) {
                required.add(member.name());
            }
            if ((spec.needed & member.bit()) != 0 || spec.isShown(member)) {
                example.set(member.name(), isType ? MAPPER.getNodeFactory().stringNode(spec.operation().type())
                        : MAPPER.readTree(spec.exampleOf(member)));
            }
        }
        if (spec.waysToName().size() > 1) {
            final ArrayNode ways = schema.putArray("oneOf");
            spec.waysToName().forEach(way -> required(way, ways.addObject().putArray("required")));
        }
        schema.putArray("examples").add(example);
    }

    private static void required(final long members, final ArrayNode names) {
        for (final BodyMember member : BodyMember.values()) {
            if ((members & member.bit()) != 0) {
                names.add(member.name());
            }
        }
    }

    private static void member(final BodyMember member, final ObjectNode property) {
        if (member.form == BodyMember.Form.LIMIT) {
            property.putArray("type").add("number").add("null");
            property.put("minimum", 0);
        } else {
            property.put("type", member.form.type);
        }
        if (!member.form.pattern.isEmpty()) {
            property.put("pattern", member.form.pattern);
        }
        property.put("description", member.description);
    }

    /** {@code TRANSFER_OWN} is {@code TransferOwn}. */
    private static String nameOf(final BodySpec spec) {
        final StringBuilder name = new StringBuilder();
        for (final String word : spec.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.append("Request").toString();
    }
}
