package io.ayni.iso8583.explain;

import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.MtiClass;
import io.ayni.iso8583.codec.MtiVersion;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.codec.SubfieldReader;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.mask.EmvTags;
import io.ayni.iso8583.mask.MessageMask;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.Structure;
import io.ayni.iso8583.tlv.BerTlvReader;
import io.ayni.iso8583.tlv.CharacterTlvReader;
import io.ayni.iso8583.tlv.TlvReader;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Explains one message: each field with its offset, name, value and bytes; what cannot be read with a caret under the
 * wrong byte. Masked, a field that hides something shows no bytes, and of a message that cannot be read only lengths and
 * the wrong byte are shown.
 */
public final class Explainer {
    private static final int BYTES_A_LINE = 24;
    private static final int LONGEST_FRAME = 28;
    private static final byte STX = 2;
    private static final byte ETX = 3;
    private static final String INDENT = " ".repeat(15);

    private final Dialect dialect;
    private final List<Dialect> others;
    private final boolean unmask;

    /**
     * @param others dialects to try when this one cannot read the message
     * @param unmask show everything, card data as well
     */
    public Explainer(final Dialect dialect, final List<Dialect> others, final boolean unmask) {
        this.dialect = dialect;
        this.others = List.copyOf(others);
        this.unmask = unmask;
    }

    /** @return lines, each ended by a line feed. */
    public String explain(final byte[] message) {
        final IsoReader reader = new IsoReader(dialect);
        final long result = reader.wrap(new UnsafeBuffer(message), 0, message.length);
        final StringBuilder text = new StringBuilder(2048);
        text.append(dialect.name()).append(", ").append(message.length).append(" bytes\n");
        appendStart(reader, result, text);
        for (int field = reader.next(0); field != FieldsReader.ABSENT; field = reader.next(field)) {
            appendField(reader, field, Result.isOk(result), text);
        }
        if (!Result.isOk(result)) {
            appendFault(reader, result, text);
            text.append(unmask ? "" : "Values are hidden, for what is read before a fault may be read wrongly.\n");
            appendOthers(message, text);
        }
        return text.toString();
    }

    private void appendStart(final IsoReader reader, final long result, final StringBuilder to) {
        if (reader.mti() == Mti.NONE) {
            return;
        }
        heading(to, dialect.headerLength(), "MTI").append(Mti.format(reader.mti())).append("  ")
            .append(Meanings.mti(reader.mti())).append('\n');
        appendBytes(reader, dialect.headerLength(), reader.bitmapOffset(), to);
        final int end = reader.bodyOffset();
        if (end > 0) {
            final StringJoiner fields = new StringJoiner(" ");
            for (int field = reader.next(0); field != FieldsReader.ABSENT; field = reader.next(field)) {
                fields.add(Integer.toString(field));
            }
            heading(to, reader.bitmapOffset(), "bitmap").append(Result.isOk(result) ? "" : "read so far: ")
                .append(fields).append('\n');
            if (unmask || Result.isOk(result)) {
                appendBytes(reader, reader.bitmapOffset(), end, to);
            }
        }
    }

    private void appendField(final IsoReader reader, final int field, final boolean good, final StringBuilder to) {
        final FieldSpec spec = reader.table().field(field);
        final String clear = reader.text(field);
        final String shown = unmask ? clear : masked(reader, field, good);
        heading(to, reader.wireOffset(field), Integer.toString(field)).append(spec.name()).append(", ")
            .append(spec.form().notation()).append(" = ").append(printable(shown));
        final String meaning = good || unmask ? Meanings.of(reader.version(), field, clear) : null;
        to.append(meaning == null ? "" : "  (" + meaning + ")").append('\n');
        if (unmask || good && shown.equals(clear)) {
            appendBytes(reader, reader.wireOffset(field), reader.wireOffset(field) + reader.wireLength(field), to);
        }
        if (good) {
            appendInside(reader, field, spec, Integer.toString(field), to);
        }
    }

    /** Read in the wrong dialect, harmless fields are made of pieces of the card number: with a fault, no values. */
    private static String masked(final FieldsReader reader, final int field, final boolean good) {
        if (!good) {
            return "[" + reader.length(field) + "]";
        }
        final StringBuilder value = new StringBuilder();
        MessageMask.appendValue(reader, field, value);
        return value.toString();
    }

    private void appendInside(
        final FieldsReader reader, final int field, final FieldSpec spec, final String path, final StringBuilder to) {
        if (spec.structure() instanceof Structure.Subfields subfields) {
            final SubfieldReader inside = new SubfieldReader(subfields.table());
            final long result = inside.wrap(reader, field);
            for (int part = inside.next(-1); part != FieldsReader.ABSENT; part = inside.next(part)) {
                final FieldSpec partSpec = subfields.table().field(part);
                final StringBuilder value = new StringBuilder();
                if (unmask) {
                    inside.appendText(part, value);
                } else {
                    MessageMask.appendValue(inside, part, value);
                }
                to.append(INDENT).append(path).append('.').append(part).append(' ').append(partSpec.name())
                    .append(" = ").append(printable(value)).append('\n');
                appendInside(inside, part, partSpec, path + "." + part, to);
            }
            if (!Result.isOk(result)) {
                to.append(INDENT).append(Result.describe(result)).append(" of the field's value\n");
            }
        } else if (spec.structure() instanceof Structure.BerTlv) {
            appendTlv(new BerTlvReader(), reader, field, path, to);
        } else if (spec.structure() instanceof Structure.CharacterTlv form) {
            appendTlv(new CharacterTlvReader(form.tagLength(), form.lengthDigits(),
                spec.form().encoding() == Encoding.EBCDIC), reader, field, path, to);
        }
    }

    private void appendTlv(
        final TlvReader tlv, final FieldsReader reader, final int field, final String path, final StringBuilder to) {
        if (reader.byteLength(field) != reader.length(field)) {
            return;
        }
        tlv.wrap(reader.buffer(), reader.offset(field), reader.byteLength(field));
        final boolean good = Result.isOk(tlv.check());
        while (tlv.next()) {
            final String name = tlv instanceof BerTlvReader ber ? EmvTags.name(ber.tag()) : null;
            to.append(INDENT).append(path).append('.').append(tlv.tagText()).append(' ')
                .append(name == null ? "" : name + " ").append("= ");
            if (unmask && tlv instanceof CharacterTlvReader) {
                final int from = tlv.valueOffset();
                to.append(printable(reader.text(field).substring(from, from + tlv.valueLength())));
            } else if (unmask) {
                hex(tlv, to);
            } else if (good && tlv instanceof BerTlvReader ber) {
                MessageMask.appendValue(ber, to);
            } else {
                to.append('[').append(tlv.valueLength()).append(']');
            }
            to.append('\n');
        }
        if (!Result.isOk(tlv.result())) {
            to.append(INDENT).append(Result.describe(tlv.result())).append(" of the field's value\n");
        }
    }

    private static void hex(final TlvReader tlv, final StringBuilder to) {
        for (int i = 0; i < tlv.valueLength(); i++) {
            to.append(String.format("%02X", tlv.buffer().getByte(tlv.valueOffset() + i)));
        }
    }

    private void appendFault(final IsoReader reader, final long result, final StringBuilder to) {
        final int total = reader.totalLength();
        final int start = faultStart(reader, result);
        final int field = Result.field(result);
        final FieldSpec spec = dialect.field(field);
        heading(to, start, field == 0 ? "" : field == 1 ? "bitmap" : Integer.toString(field))
            .append(spec == null ? "" : spec.name() + ", " + spec.form().notation());
        trimEnd(to);
        to.append('\n');
        final int offset = Result.offset(result);
        final int from = Math.max(start, offset - BYTES_A_LINE + 8);
        to.append(INDENT);
        for (int i = from; i < Math.min(total, Math.max(from, offset) + 8); i++) {
            to.append(mayShow(result, spec, start, i) ? String.format("%02X ", reader.buffer().getByte(i)) : "** ");
        }
        trimEnd(to);
        to.append('\n').append(INDENT).append("   ".repeat(offset - from)).append("^^ offset ").append(offset)
            .append(": ").append(Expectation.text(result, dialect.fields(), start, total)).append('\n');
    }

    private static void trimEnd(final StringBuilder line) {
        while (line.charAt(line.length() - 1) == ' ') {
            line.setLength(line.length() - 1);
        }
    }

    /** The wrong byte itself and the length before the value; what stands around it may be card data. */
    private boolean mayShow(final long result, final FieldSpec spec, final int start, final int at) {
        final boolean length = spec != null && at < start + spec.form().prefix().bytes();
        return unmask || length || at == Result.offset(result) || at < start + Dialect.MTI_DIGITS && spec == null;
    }

    private int faultStart(final IsoReader reader, final long result) {
        int last = FieldsReader.ABSENT;
        for (int field = reader.next(0); field != FieldsReader.ABSENT; field = reader.next(field)) {
            last = field;
        }
        if (last != FieldsReader.ABSENT) {
            return reader.wireOffset(last) + reader.wireLength(last);
        }
        return switch (Result.field(result)) {
            case 0 -> Math.min(Result.offset(result), dialect.headerLength());
            case 1 -> reader.bitmapOffset();
            default -> reader.bodyOffset();
        };
    }

    private void appendOthers(final byte[] message, final StringBuilder to) {
        final List<IsoReader> readers = new ArrayList<>();
        for (final Dialect other : others) {
            if (!other.name().equals(dialect.name())) {
                readers.add(new IsoReader(other));
            }
        }
        final String readable = whoReads(readers, message, 0, message.length);
        to.append(readable.isEmpty() ? "No other dialect reads this message.\n"
            : "Dialects that read this message: " + readable + "\n");
        if (readable.isEmpty()) {
            readers.addFirst(new IsoReader(dialect));
            appendFrame(readers, message, to);
        }
    }

    /** A message taken off the wire with what a transport puts around it: the commonest reason why none reads it. */
    private static void appendFrame(final List<IsoReader> readers, final byte[] message, final StringBuilder to) {
        for (int skip = 1; skip <= Math.min(LONGEST_FRAME, message.length); skip++) {
            final String readable = whoReads(readers, message, skip, message.length - skip);
            if (!readable.isEmpty()) {
                to.append("Without the first ").append(skip == 1 ? "byte" : skip + " bytes")
                    .append(", a frame or header, it is read by: ").append(readable).append('\n');
                return;
            }
        }
        if (message.length > 2 && message[0] == STX && message[message.length - 2] == ETX) {
            final String readable = whoReads(readers, message, 1, message.length - 3);
            to.append(readable.isEmpty() ? ""
                : "Without STX, ETX and LRC around it, it is read by: " + readable + "\n");
        }
    }

    private static String whoReads(
        final List<IsoReader> readers, final byte[] message, final int offset, final int length) {
        final StringJoiner names = new StringJoiner(", ");
        for (final IsoReader reader : readers) {
            if (recognizes(reader, message, offset, length)) {
                names.add(reader.dialect().name());
            }
        }
        return names.toString();
    }

    /** @return whether the dialect reads the message, and as one of a kind that there is. */
    public static boolean recognizes(final Dialect dialect, final byte[] message) {
        return recognizes(new IsoReader(dialect), message, 0, message.length);
    }

    /** Four characters in ASCII are digits in BCD as well: of a version that the standard does not have. */
    private static boolean recognizes(
        final IsoReader reader, final byte[] message, final int offset, final int length) {
        return Result.isOk(reader.wrap(new UnsafeBuffer(message), offset, length))
            && reader.version() != MtiVersion.RESERVED && reader.messageClass() != MtiClass.RESERVED;
    }

    private static StringBuilder heading(final StringBuilder to, final int offset, final String field) {
        return to.append(String.format("%6d  %-7s", offset, field));
    }

    private static void appendBytes(final FieldsReader reader, final int from, final int to, final StringBuilder text) {
        for (int line = from; line < to; line += BYTES_A_LINE) {
            text.append(INDENT);
            for (int i = line; i < Math.min(to, line + BYTES_A_LINE); i++) {
                text.append(String.format("%02X ", reader.buffer().getByte(i)));
            }
            text.setCharAt(text.length() - 1, '\n');
        }
    }

    private static CharSequence printable(final CharSequence value) {
        final StringBuilder text = new StringBuilder(value.length());
        value.chars().forEach(character -> text.append(Character.isISOControl(character) ? '.' : (char)character));
        return text;
    }
}
