package io.ayni.connectors.inspect;

import io.ayni.connectors.inspect.LogSchema.Block;
import io.ayni.connectors.inspect.LogSchema.Data;
import io.ayni.connectors.inspect.LogSchema.Field;
import io.ayni.connectors.inspect.LogSchema.Group;
import io.ayni.connectors.inspect.LogSchema.Template;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * A message of the log as names and values: numbers, texts, maps of a composite's members, lists of a group's rows.
 * Fields that the writer's schema version did not have are left out. What is secret, or tells who somebody is, is
 * shortened by {@link LogMask} before it gets here.
 */
public final class LogMessages {
    private static final int HEADER_LENGTH = 8;

    private final LogSchema schema;

    /** Where in a message reading has come to. */
    private static final class Cursor {
        private final DirectBuffer buffer;
        private final int version;
        private int at;

        Cursor(final DirectBuffer buffer, final int offset, final int version) {
            this.buffer = buffer;
            this.at = offset;
            this.version = version;
        }

        int nextUnsignedShort() {
            final int value = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            at += Short.BYTES;
            return value;
        }
    }

    public LogMessages(final LogSchema schema) {
        this.schema = schema;
    }

    /** @return the name of the message that starts at the offset. */
    public String name(final DirectBuffer buffer, final int offset) {
        final Template template = schema.template(templateId(buffer, offset));
        return template == null ? "template " + templateId(buffer, offset) : template.name();
    }

    /** @return its fields in the order of the schema; none for a template that this build does not know. */
    public Map<String, Object> fields(final DirectBuffer buffer, final int offset) {
        final Template template = schema.template(templateId(buffer, offset));
        final Map<String, Object> fields = new LinkedHashMap<>();
        if (template != null) {
            final int blockLength = buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            final int version = buffer.getShort(offset + 6, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            read(new Cursor(buffer, offset + HEADER_LENGTH, version), template.block(), blockLength, fields);
        }
        return fields;
    }

    private static int templateId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static void read(final Cursor cursor, final Block block, final int blockLength,
            final Map<String, Object> into) {
        for (final Field field : block.fields()) {
            if (field.offset() + field.type().length() <= blockLength && field.sinceVersion() <= cursor.version) {
                into.put(field.name(), LogMask.value(field, cursor.buffer, cursor.at + field.offset()));
            }
        }
        cursor.at += blockLength;
        for (final Group group : block.groups()) {
            if (group.sinceVersion() <= cursor.version) {
                into.put(group.name(), rows(cursor, group));
            }
        }
        for (final Data data : block.data()) {
            if (data.sinceVersion() <= cursor.version) {
                final int length = cursor.nextUnsignedShort();
                into.put(data.name(), LogMask.data(data.name(), cursor.buffer, cursor.at, length));
                cursor.at += length;
            }
        }
    }

    private static List<Map<String, Object>> rows(final Cursor cursor, final Group group) {
        final int blockLength = cursor.nextUnsignedShort();
        final int count = cursor.nextUnsignedShort();
        final List<Map<String, Object>> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            final Map<String, Object> row = new LinkedHashMap<>();
            read(cursor, group.block(), blockLength, row);
            rows.add(row);
        }
        return rows;
    }
}
