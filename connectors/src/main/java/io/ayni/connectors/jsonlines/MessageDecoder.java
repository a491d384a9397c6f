package io.ayni.connectors.jsonlines;

import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.explain.Expectation;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldSpec;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * A message as one line of JSON, in ASCII:
 * <pre>
 * {"mti":"0200","fields":{"2":"400000******7899","55":{"9F26":"A1B2C3D4E5F60718"}}}
 * </pre>
 * Binary is upper-case hexadecimal; subfields and tags are objects inside. Where something is hidden, {@code masked}
 * says so. Where nothing is, {@link MessageEncoder} makes the very same bytes of it: where the fields alone would not
 * (lower-case hexadecimal, an empty secondary bitmap, filling that is not zero), {@code wire} has them as they came. One
 * thread.
 */
public final class MessageDecoder {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Dialect dialect;
    private final IsoReader reader;
    private final MessageTree clear = new MessageTree(true);
    private final MessageTree masked = new MessageTree(false);
    private final boolean unmask;
    private final MessageEncoder encoder;

    /** @param unmask show everything, card data as well */
    public MessageDecoder(final Dialect dialect, final boolean unmask) {
        this.dialect = dialect;
        this.reader = new IsoReader(dialect);
        this.unmask = unmask;
        this.encoder = new MessageEncoder(dialect);
    }

    /**
     * One line, without its end.
     *
     * @throws LineException with field, offset and what was expected there
     */
    public String decode(final byte[] message) {
        final Map<String, Object> fields = read(message);
        final Map<String, Object> shown = unmask ? fields : masked.fields(reader);
        final boolean hides = !shown.equals(fields);
        final StringWriter text = new StringWriter(2 * message.length + 64);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty(Member.MTI, mti());
            if (!hides) {
                writeHeader(json, message);
            }
            json.writeName(Member.FIELDS);
            write(json, shown);
            if (hides) {
                json.writeName(Member.MASKED).writeBoolean(true);
            } else {
                writeWire(json, message, fields);
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /** @return the fields of a message. */
    Map<String, Object> read(final byte[] message) {
        final long result = reader.wrap(new UnsafeBuffer(message), 0, message.length);
        if (!Result.isOk(result)) {
            throw new LineException(describe(result));
        }
        return clear.fields(reader);
    }

    /** @return the type indicator of the message read last. */
    String mti() {
        return Mti.format(reader.mti());
    }

    private String describe(final long result) {
        final int field = Result.field(result);
        final FieldSpec spec = dialect.field(field);
        final String name = spec == null || spec.name().isEmpty() ? "" : " (" + spec.name() + ")";
        return "offset " + Result.offset(result) + ", "
                + (field > 1 ? "field " + field + name : field == 1 ? "bitmap" : "message") + ": "
                + Expectation.text(result, dialect.fields(), lastEnd(), reader.totalLength());
    }

    /** @return where the field starts that could not be read. */
    private int lastEnd() {
        int end = reader.bodyOffset();
        for (int field = reader.next(0); field != IsoReader.ABSENT; field = reader.next(field)) {
            end = reader.wireOffset(field) + reader.wireLength(field);
        }
        return end;
    }

    private void writeHeader(final JsonGenerator json, final byte[] message) {
        if (dialect.headerLength() > 0) {
            json.writeStringProperty(Member.HEADER, header(message));
        }
    }

    private void writeWire(final JsonGenerator json, final byte[] message, final Map<String, Object> fields) {
        if (!Arrays.equals(message, encoder.encodeOrNull(mti(), header(message), fields))) {
            json.writeStringProperty(Member.WIRE, HEX.formatHex(message));
        }
    }

    private String header(final byte[] message) {
        return HEX.formatHex(message, 0, dialect.headerLength());
    }

    private static void write(final JsonGenerator json, final Map<?, ?> parts) {
        json.writeStartObject();
        parts.forEach((name, value) -> {
            json.writeName(name.toString());
            if (value instanceof final Map<?, ?> inside) {
                write(json, inside);
            } else {
                json.writeString(value.toString());
            }
        });
        json.writeEndObject();
    }
}
