package io.ayni.connectors.jsonlines;

import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;

/** Messages from lines of JSON, as {@link MessageDecoder} writes them in clear. One thread. */
public final class MessageEncoder {
    private static final int CAPACITY = 1 << 20;
    private static final Set<String> MEMBERS = new TreeSet<>(
            Set.of(Member.MTI, Member.HEADER, Member.FIELDS, Member.WIRE, Member.MASKED));

    private final Dialect dialect;
    private final IsoWriter writer;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);
    /** Made when it is needed first: few lines have the bytes beside the fields. */
    private MessageDecoder decoder;

    public MessageEncoder(final Dialect dialect) {
        this.dialect = dialect;
        this.writer = new IsoWriter(dialect);
    }

    /**
     * The message that a line of JSON describes.
     *
     * @throws LineException with column, path and what was expected
     */
    public byte[] encode(final String json) {
        final JsonLine line = new JsonLine(json);
        final Map<String, Object> members = line.members();
        for (final String name : members.keySet()) {
            if (!MEMBERS.contains(name)) {
                throw line.wrong(name, "is no member of a message; expected one of " + String.join(", ", MEMBERS));
            }
        }
        if (members.containsKey(Member.MASKED) && !"false".equals(members.get(Member.MASKED))) {
            throw line.wrong(Member.MASKED, "a masked message cannot be encoded: decode it with --unmask");
        }
        final String mti = text(line, Member.MTI);
        if (mti == null || Mti.parse(mti) == Mti.NONE) {
            throw line.wrong(Member.MTI, "expected a message type indicator of four digits");
        }
        final String header = members.containsKey(Member.HEADER) ? text(line, Member.HEADER) : "";
        if (!isHeader(header)) {
            throw line.wrong(Member.HEADER, "expected " + dialect.headerLength() + " bytes in hexadecimal");
        }
        if (!(members.get(Member.FIELDS) instanceof final Map<?, ?> fields)) {
            throw line.wrong(Member.FIELDS, "expected an object of fields by their number");
        }
        return message(line, mti, header, cast(fields));
    }

    private byte[] message(
            final JsonLine line, final String mti, final String header, final Map<String, Object> fields) {
        if (line.members().containsKey(Member.WIRE)) {
            return wire(line, mti, header, fields);
        }
        try {
            return encode(mti, header, fields);
        } catch (final WrongPart wrong) {
            throw line.wrong(wrong.path(), wrong.getMessage());
        }
    }

    /** The bytes as they were, unless the fields were changed since. */
    private byte[] wire(final JsonLine line, final String mti, final String header, final Map<String, Object> fields) {
        final String hex = text(line, Member.WIRE);
        try {
            final byte[] message = HexFormat.of().parseHex(String.valueOf(hex));
            decoder = decoder == null ? new MessageDecoder(dialect, true) : decoder;
            final boolean same = decoder.read(message).equals(fields) && decoder.mti().equals(mti)
                    && HexFormat.of().formatHex(message, 0, dialect.headerLength()).equalsIgnoreCase(header);
            if (same) {
                return message;
            }
        } catch (final IllegalArgumentException | LineException unreadable) {
            // told below: whatever is wrong with it, it is not the message that the fields describe
        }
        throw line.wrong(Member.WIRE,
                "is not the message that the other members describe: leave it out to encode those");
    }

    /** @return the message, null when these are no fields that can be written. */
    byte[] encodeOrNull(final String mti, final String header, final Map<String, Object> fields) {
        try {
            return encode(mti, header, fields);
        } catch (final WrongPart cannot) {
            return null;
        }
    }

    private byte[] encode(final String mti, final String header, final Map<String, Object> fields) {
        writer.wrap(buffer, 0, CAPACITY);
        writer.mti(Mti.parse(mti));
        if (!header.isEmpty()) {
            writer.header(new UnsafeBuffer(HexFormat.of().parseHex(header)), 0);
        }
        PartsWriter.putFields(writer, fields, Member.FIELDS);
        final int length = writer.finish();
        if (length < 0) {
            throw new WrongPart(Member.FIELDS, Result.fault(writer.result()).text());
        }
        return Arrays.copyOf(buffer.byteArray(), length);
    }

    private boolean isHeader(final String header) {
        return header != null && (header.isEmpty()
                || header.length() == 2 * dialect.headerLength() && header.matches("[0-9A-Fa-f]*"));
    }

    private static String text(final JsonLine line, final String member) {
        return line.members().get(member) instanceof final String text ? text : null;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(final Map<?, ?> fields) {
        return (Map<String, Object>) fields;
    }
}
