package io.ayni.connectors.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The log format as its schema says it, for those who print messages: the generated decoders read each field for
 * themselves and do not know their names.
 */
public final class LogSchema {
    private static final String RESOURCE = "/io/ayni/core/command/log-schema.xml";

    private final Map<String, Type> types = new HashMap<>();
    private final Map<Integer, Template> templates = new HashMap<>();

    /** What a field is made of: a primitive (with a length, if characters), or named members. */
    record Type(String name, String primitive, int length, List<Member> members) {
        boolean isComposite() {
            return !members.isEmpty();
        }
    }

    record Member(String name, Type type, int offset) {
    }

    record Field(String name, Type type, int offset, int sinceVersion, String description) {
    }

    /** A block of fields, then repeating groups, then data of variable length. */
    record Block(List<Field> fields, List<Group> groups, List<Data> data) {
    }

    record Group(String name, int sinceVersion, Block block) {
    }

    record Data(String name, int sinceVersion) {
    }

    record Template(int id, String name, Block block) {
    }

    private LogSchema(final Element root) {
        addPrimitives();
        for (final Element list : children(root, "types")) {
            children(list, "type").forEach(each -> types.put(each.getAttribute("name"), simple(each)));
            children(list, "composite").forEach(each -> types.put(each.getAttribute("name"), composite(each)));
        }
        for (final Element message : children(root, "sbe:message")) {
            final int id = Integer.parseInt(message.getAttribute("id"));
            templates.put(id, new Template(id, message.getAttribute("name"), block(message)));
        }
    }

    /** Reads the schema that this build was made from. */
    public static LogSchema load() {
        try (InputStream in = LogSchema.class.getResourceAsStream(RESOURCE)) {
            return new LogSchema(
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement());
        } catch (final IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("the schema of the log cannot be read from " + RESOURCE, e);
        }
    }

    /** @return null for a template that this build does not know. */
    Template template(final int id) {
        return templates.get(id);
    }

    private void addPrimitives() {
        Map.of("char", 1, "int8", 1, "uint8", 1, "int16", 2, "uint16", 2, "int32", 4, "uint32", 4, "int64", 8)
                .forEach((name, size) -> types.put(name, new Type(name, name, size, List.of())));
    }

    private Type simple(final Element type) {
        final Type primitive = types.get(type.getAttribute("primitiveType"));
        final int count = type.getAttribute("length").isEmpty() ? 1 : Integer.parseInt(type.getAttribute("length"));
        return new Type(type.getAttribute("name"), primitive.primitive, primitive.length * count, List.of());
    }

    private Type composite(final Element composite) {
        final List<Member> members = new ArrayList<>();
        int offset = 0;
        for (final Element each : children(composite, "type")) {
            final Type type = simple(each);
            members.add(new Member(each.getAttribute("name"), type, offset));
            offset += type.length;
        }
        return new Type(composite.getAttribute("name"), "", offset, List.copyOf(members));
    }

    private Block block(final Element parent) {
        final List<Field> fields = new ArrayList<>();
        int offset = 0;
        for (final Element each : children(parent, "field")) {
            final Type type = types.get(each.getAttribute("type"));
            fields.add(new Field(each.getAttribute("name"), type, offset, sinceVersion(each),
                    each.getAttribute("description")));
            offset += type.length;
        }
        return new Block(List.copyOf(fields),
                children(parent, "group").stream()
                        .map(each -> new Group(each.getAttribute("name"), sinceVersion(each), block(each))).toList(),
                children(parent, "data").stream()
                        .map(each -> new Data(each.getAttribute("name"), sinceVersion(each))).toList());
    }

    private static int sinceVersion(final Element element) {
        final String text = element.getAttribute("sinceVersion");
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static List<Element> children(final Element parent, final String tag) {
        final List<Element> found = new ArrayList<>();
        for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each instanceof final Element element && element.getTagName().equals(tag)) {
                found.add(element);
            }
        }
        return found;
    }
}
