package io.ayni.connectors.jsonlines;

import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.codec.SubfieldReader;
import io.ayni.iso8583.mask.EmvTags;
import io.ayni.iso8583.mask.MessageMask;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.Sensitivity;
import io.ayni.iso8583.spec.Structure;
import io.ayni.iso8583.tlv.BerTlvReader;
import io.ayni.iso8583.tlv.CharacterTlvReader;
import io.ayni.iso8583.tlv.TlvReader;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The fields of a message as texts and maps of texts, by number or tag in the order of the message. A value that has a
 * structure is a map only if writing the map gives its bytes again; else it is one text.
 */
final class MessageTree {
    /** Constructed tags inside one another; what lies deeper is one text. */
    static final int DEEPEST = 8;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final boolean unmask;

    MessageTree(final boolean unmask) {
        this.unmask = unmask;
    }

    /** @param reader of something that was read without a fault */
    Map<String, Object> fields(final FieldsReader reader) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        for (int field = reader.next(-1); field != FieldsReader.ABSENT; field = reader.next(field)) {
            fields.put(Integer.toString(field), value(reader, field));
        }
        return fields;
    }

    private Object value(final FieldsReader reader, final int field) {
        final FieldSpec spec = reader.table().field(field);
        final boolean hidden = spec.sensitivity() == Sensitivity.PAN || spec.sensitivity() == Sensitivity.SECRET;
        if (spec.structure() == Structure.PLAIN || hidden && !unmask) {
            return plain(reader, field);
        }
        final byte[] units = units(reader, field);
        final Map<String, Object> parts = switch (spec.structure()) {
            case Structure.Plain ignored -> null;
            case Structure.Subfields subfields -> subfields(reader, field, subfields);
            case Structure.BerTlv ignored -> berTlv(units, 1);
            case Structure.CharacterTlv tlv -> characterTlv(units, tlv);
        };
        if (parts == null || unmask && !Arrays.equals(units, PartsWriter.write(spec, parts, units.length))) {
            return plain(reader, field);
        }
        return parts;
    }

    private String plain(final FieldsReader reader, final int field) {
        if (unmask) {
            return reader.text(field);
        }
        final StringBuilder masked = new StringBuilder();
        MessageMask.appendValue(reader, field, masked);
        return masked.toString();
    }

    /** The value as characters or bytes, whatever its encoding on the wire. */
    private static byte[] units(final FieldsReader reader, final int field) {
        final byte[] units = new byte[reader.length(field)];
        reader.copy(field, new UnsafeBuffer(units), 0);
        return units;
    }

    private Map<String, Object> subfields(
            final FieldsReader reader, final int field, final Structure.Subfields subfields) {
        final SubfieldReader inside = new SubfieldReader(subfields.table());
        return Result.isOk(inside.wrap(reader, field)) ? fields(inside) : null;
    }

    private Map<String, Object> berTlv(final byte[] value, final int depth) {
        final BerTlvReader tlv = new BerTlvReader();
        tlv.wrap(new UnsafeBuffer(value), 0, value.length);
        final Map<String, Object> parts = new LinkedHashMap<>();
        while (tlv.next()) {
            final byte[] part = part(tlv, value);
            final Map<String, Object> inside =
                    tlv.isConstructed() && depth < DEEPEST ? berTlv(part, depth + 1) : null;
            final boolean nested = inside != null
                    && (!unmask || Arrays.equals(part, PartsWriter.writeBer(inside, part.length)));
            final boolean shown = unmask || EmvTags.name(tlv.tag()) != null;
            final Object text = nested ? inside : shown ? HEX.formatHex(part) : "[" + part.length + "]";
            if (parts.put(tlv.tagText(), text) != null) {
                return null;
            }
        }
        return Result.isOk(tlv.result()) ? parts : null;
    }

    private Map<String, Object> characterTlv(final byte[] value, final Structure.CharacterTlv form) {
        final CharacterTlvReader tlv = new CharacterTlvReader(form.tagLength(), form.lengthDigits(), false);
        tlv.wrap(new UnsafeBuffer(value), 0, value.length);
        final Map<String, Object> parts = new LinkedHashMap<>();
        while (tlv.next()) {
            final byte[] part = part(tlv, value);
            final Object text = unmask ? PartsWriter.latin(part) : "[" + part.length + "]";
            if (parts.put(tlv.tagText(), text) != null) {
                return null;
            }
        }
        return Result.isOk(tlv.result()) ? parts : null;
    }

    private static byte[] part(final TlvReader tlv, final byte[] value) {
        return Arrays.copyOfRange(value, tlv.valueOffset(), tlv.valueOffset() + tlv.valueLength());
    }
}
