package io.ayni.connectors.config;

import io.ayni.connectors.translate.BillerMapping;
import io.ayni.connectors.translate.BillerMapping.Member;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.BillerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** How one biller speaks, from a YAML file of its own: {@code examples/billers/tigo.yaml} shows every key. */
final class BillerMappingFile {
    private static final String[] MEMBERS = Stream.of(Member.values()).map(BillerMappingFile::key)
            .toArray(String[]::new);

    private BillerMappingFile() {
    }

    /** @throws ConfigException with file, line, column, key and what was expected */
    static BillerMapping load(final Path file) {
        final String text;
        try {
            text = Files.readString(file);
        } catch (final IOException e) {
            throw new ConfigException(file + ": there is no such file, or it is no UTF-8 text");
        }
        return parse(file.toString(), text);
    }

    static BillerMapping parse(final String name, final String text) {
        final YamlMap map = new YamlMap(name, "", SwitchConfig.compose(name, text));
        map.keys("inquiry", "payment", "status", "method", "amounts", "members", "results", "codes");
        final BillerMapping usual = BillerMapping.USUAL;
        final BillerMapping mapping = new BillerMapping(
                map.optional("inquiry", usual.inquiryPath(), path("{reference}")),
                map.optional("payment", usual.paymentPath(), path("")),
                map.optional("status", usual.statusPath(), path("{payment}")),
                map.optional("method", false, value -> Values.oneOf(new String[] {"put", "post"}, Function.identity())
                        .apply(value).equals("post")),
                map.optional("amounts", false, value -> Values.oneOf(
                        new String[] {"minor", "decimal"}, Function.identity()).apply(value).equals("decimal")),
                map.optionalSection("members", BillerMappingFile::members).orElseGet(Map::of),
                map.optionalSection("results", BillerMappingFile::results).orElse(usual.results()),
                map.entries("codes", Values::text, (codes, code) -> codes.required(code, BillerMappingFile::de39)));
        map.end();
        return mapping;
    }

    private static Function<String, String> path(final String mustHold) {
        return value -> {
            if (!value.startsWith("/") || !value.contains(mustHold)) {
                throw new IllegalArgumentException("expected a path such as /x/" + mustHold);
            }
            return value;
        };
    }

    private static Map<Member, String> members(final YamlMap map) {
        map.keys(MEMBERS);
        final Map<Member, String> names = new EnumMap<>(Member.class);
        for (final Member member : Member.values()) {
            map.optional(key(member), Values.text(64)).ifPresent(name -> names.put(member, name));
        }
        return names;
    }

    /** Their words for each of ours: a list, since some have more than one. */
    private static Map<String, BillerResult> results(final YamlMap map) {
        map.keys("paid", "refused", "notFound", "pending");
        final Map<String, BillerResult> results = new HashMap<>();
        map.scalars("paid", Values::text).forEach(word -> results.put(word, BillerResult.PAID));
        map.scalars("refused", Values::text).forEach(word -> results.put(word, BillerResult.REFUSED));
        map.scalars("notFound", Values::text).forEach(word -> results.put(word, BillerResult.NOT_FOUND));
        map.scalars("pending", Values::text).forEach(word -> results.put(word, BillerResult.PENDING));
        if (!results.containsValue(BillerResult.PAID)) {
            throw map.errorAt("paid", "is missing: no answer would ever be a payment");
        }
        return results;
    }

    private static int de39(final String value) {
        if (!value.matches("[0-9A-Z]{2}") || value.equals("00")) {
            throw new IllegalArgumentException("expected a response code such as \"51\"");
        }
        return ResponseCode.pack(value.charAt(0), value.charAt(1));
    }

    /** EFFECTIVE_DATE: {@code effectiveDate}. */
    private static String key(final Member member) {
        final StringBuilder key = new StringBuilder();
        for (final char c : member.name().toCharArray()) {
            final boolean startsWord = !key.isEmpty() && key.charAt(key.length() - 1) == '_';
            if (startsWord) {
                key.setLength(key.length() - 1);
            }
            key.append(startsWord ? c : c == '_' ? c : Character.toLowerCase(c));
        }
        return key.toString();
    }
}
