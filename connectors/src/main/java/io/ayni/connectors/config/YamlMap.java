package io.ayni.connectors.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of the file, read key by key. Its reader says first which {@link #keys} there are, so that a misspelt key
 * is told as such, with the nearest known one, before any key is told as missing. Each value is read from its text as it
 * stands in the file, so that an account number keeps its leading zeros.
 */
final class YamlMap {
    private static final int LONGEST_SHOWN = 40;

    private final String file;
    private final String path;
    private final Node node;
    private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> asked = new LinkedHashSet<>();

    YamlMap(final String file, final String path, final Node node) {
        this.file = file;
        this.path = path;
        this.node = node;
        if (!(node instanceof final MappingNode mapping)) {
            throw error(node, path, "expected keys and values, found " + describe(node));
        }
        for (final NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof final ScalarNode key)) {
                throw error(tuple.getKeyNode(), path, "expected a plain key");
            }
            if (tuples.putIfAbsent(key.getValue(), tuple) != null) {
                throw error(key, pathOf(key.getValue()), "is there twice");
            }
        }
    }

    /** Reads a key that decides which others there are: before {@link #keys}. */
    <T> T deciding(final String key, final T otherwise, final Function<String, T> parser) {
        known.add(key);
        return optional(key, otherwise, parser);
    }

    /** Names all keys that the mapping may have, and refuses any other. Comes before the first value is read. */
    void keys(final String... names) {
        known.addAll(Arrays.asList(names));
        tuples.forEach((key, tuple) -> {
            if (!known.contains(key)) {
                throw error(tuple.getKeyNode(), pathOf(key), "is no key here; " + Similarity.nearest(key, known)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElseGet(() -> "expected one of " + known.stream().sorted().collect(Collectors.joining(", "))));
            }
        });
    }

    String file() {
        return file;
    }

    boolean has(final String key) {
        return tuple(key) != null;
    }

    /** @return whether the key's value is a single one, not a mapping or a list. */
    boolean isScalar(final String key) {
        final NodeTuple tuple = tuple(key);
        return tuple != null && tuple.getValueNode() instanceof ScalarNode;
    }

    // ------------------------------------------------------------------------------------------- one value

    /** @param parser throws {@link IllegalArgumentException} with what was expected */
    <T> T required(final String key, final Function<String, T> parser) {
        return scalar(pathOf(key), requiredTuple(key).getValueNode(), parser);
    }

    <T> T optional(final String key, final T otherwise, final Function<String, T> parser) {
        final NodeTuple tuple = tuple(key);
        return tuple == null ? otherwise : scalar(pathOf(key), tuple.getValueNode(), parser);
    }

    <T> Optional<T> optional(final String key, final Function<String, T> parser) {
        return Optional.ofNullable(optional(key, null, parser));
    }

    <T> List<T> scalars(final String key, final Function<String, T> parser) {
        final NodeTuple tuple = tuple(key);
        if (tuple == null) {
            return List.of();
        }
        final List<T> values = new ArrayList<>();
        final List<Node> nodes = sequence(pathOf(key), tuple.getValueNode());
        for (int i = 0; i < nodes.size(); i++) {
            values.add(scalar(pathOf(key) + '[' + i + ']', nodes.get(i), parser));
        }
        return List.copyOf(values);
    }

    // ------------------------------------------------------------------------------------------- nested

    <T> T section(final String key, final Function<YamlMap, T> reader) {
        return read(pathOf(key), requiredTuple(key).getValueNode(), reader);
    }

    <T> Optional<T> optionalSection(final String key, final Function<YamlMap, T> reader) {
        return has(key) ? Optional.of(section(key, reader)) : Optional.empty();
    }

    <T> List<T> sections(final String key, final Function<YamlMap, T> reader) {
        final NodeTuple tuple = tuple(key);
        if (tuple == null) {
            return List.of();
        }
        final List<T> values = new ArrayList<>();
        final List<Node> nodes = sequence(pathOf(key), tuple.getValueNode());
        for (int i = 0; i < nodes.size(); i++) {
            values.add(read(pathOf(key) + '[' + i + ']', nodes.get(i), reader));
        }
        return List.copyOf(values);
    }

    /** A mapping whose keys are values themselves. */
    <K, V> Map<K, V> entries(final String key, final Function<String, K> keyParser,
            final BiFunction<YamlMap, String, V> reader) {
        return optionalSection(key, map -> {
            map.known.addAll(map.tuples.keySet());
            final Map<K, V> values = new LinkedHashMap<>();
            map.tuples.forEach((name, tuple) -> values.put(
                    map.scalar(map.pathOf(name), tuple.getKeyNode(), keyParser), reader.apply(map, name)));
            return values;
        }).orElseGet(Map::of);
    }

    private <T> T read(final String at, final Node value, final Function<YamlMap, T> reader) {
        final YamlMap map = new YamlMap(file, at, value);
        final T result;
        try {
            result = reader.apply(map);
        } catch (final IllegalArgumentException e) {
            throw error(value, at, e.getMessage());
        }
        map.end();
        return result;
    }

    /** A key that is named and not read would be a setting without effect: a mistake of the reader. */
    void end() {
        if (!asked.containsAll(known)) {
            known.removeAll(asked);
            throw new IllegalStateException(path + ": nobody reads " + known);
        }
    }

    /** @return an error about the value of this key, or about the whole mapping if the key is not there. */
    ConfigException errorAt(final String key, final String problem) {
        final NodeTuple tuple = tuples.get(key);
        return error(tuple == null ? node : tuple.getValueNode(), pathOf(key), problem);
    }

    // ------------------------------------------------------------------------------------------- nodes

    private NodeTuple requiredTuple(final String key) {
        final NodeTuple tuple = tuple(key);
        if (tuple == null) {
            throw error(node, pathOf(key), "is missing");
        }
        return tuple;
    }

    private NodeTuple tuple(final String key) {
        if (!known.contains(key)) {
            throw new IllegalStateException(pathOf(key) + " is not among the keys");
        }
        asked.add(key);
        return tuples.get(key);
    }

    private <T> T scalar(final String at, final Node value, final Function<String, T> parser) {
        if (!(value instanceof final ScalarNode scalar)) {
            throw error(value, at, "expected one value, found " + describe(value));
        }
        try {
            return parser.apply(scalar.getValue());
        } catch (final IllegalArgumentException e) {
            throw error(value, at, e.getMessage() + ", found " + describe(value));
        }
    }

    private List<Node> sequence(final String at, final Node value) {
        if (value instanceof final SequenceNode sequence) {
            return sequence.getValue();
        }
        throw error(value, at, "expected a list, found " + describe(value));
    }

    private String pathOf(final String key) {
        return path.isEmpty() ? key : path + '.' + key;
    }

    private ConfigException error(final Node at, final String key, final String problem) {
        final String place = at.getStartMark()
                .map(mark -> file + ':' + (mark.getLine() + 1) + ':' + (mark.getColumn() + 1))
                .orElse(file);
        return new ConfigException(place + ": " + (key.isEmpty() ? "" : key + ": ") + problem);
    }

    private static String describe(final Node value) {
        return switch (value.getNodeType()) {
            case SCALAR -> quoted(((ScalarNode) value).getValue());
            case SEQUENCE -> "a list";
            case MAPPING -> "keys and values";
            case ANCHOR -> "an anchor";
        };
    }

    private static String quoted(final String value) {
        final boolean isLong = value.length() > LONGEST_SHOWN;
        return value.isEmpty() ? "nothing" : "'" + (isLong ? value.substring(0, LONGEST_SHOWN) + "…" : value) + "'";
    }
}
