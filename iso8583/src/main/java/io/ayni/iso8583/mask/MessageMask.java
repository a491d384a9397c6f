package io.ayni.iso8583.mask;

import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.codec.SubfieldReader;
import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.Sensitivity;
import io.ayni.iso8583.spec.Structure;
import io.ayni.iso8583.tlv.BerTlvReader;
import io.ayni.iso8583.tlv.CharacterTlvReader;
import io.ayni.iso8583.tlv.TlvReader;

/**
 * Prints messages for logs and people: {@code 0200 2=400000******7890 3=400000 35=[37] 55={9F02=… 57=[19]}}. What is
 * hidden is shown as its length in brackets. Stateless; allocates.
 */
public final class MessageMask {
    private static final int MAX_UNKNOWN_BYTES = 8;

    private MessageMask() {
    }

    /**
     * One line of a message.
     *
     * @param reader after {@code wrap}
     * @param result what {@code wrap} answered: unless it is {@link Result#OK} no value is shown, since what lies
     *               before a fault may as well have been read at the wrong place
     */
    public static String text(final IsoReader reader, final long result) {
        final StringBuilder text = new StringBuilder(256);
        text.append(Mti.format(reader.mti()));
        if (!Result.isOk(result)) {
            return text.append(" unreadable, ").append(reader.totalLength()).append(" bytes: ")
                .append(Result.describe(result)).toString();
        }
        appendFields(reader, text, " ");
        return text.toString();
    }

    private static void appendFields(final FieldsReader reader, final StringBuilder to, final String before) {
        String separator = before;
        for (int field = reader.next(-1); field != FieldsReader.ABSENT; field = reader.next(field)) {
            to.append(separator).append(field).append('=');
            appendValue(reader, field, to);
            separator = " ";
        }
    }

    /**
     * The value of one field of a message that was read without a fault, masked; nothing when it is not there.
     */
    public static void appendValue(final FieldsReader reader, final int field, final StringBuilder to) {
        final FieldSpec spec = reader.table().field(field);
        if (!reader.has(field) || spec == null) {
            return;
        }
        switch (spec.sensitivity()) {
            case PAN -> PanMask.append(reader.text(field), to);
            case SECRET -> appendLength(reader.length(field), to);
            case PUBLIC, COMPOSITE -> appendParts(reader, field, spec, to);
        }
    }

    private static void appendParts(
        final FieldsReader reader, final int field, final FieldSpec spec, final StringBuilder to) {
        switch (spec.structure()) {
            case Structure.Subfields subfields -> {
                final SubfieldReader inside = new SubfieldReader(subfields.table());
                if (Result.isOk(inside.wrap(reader, field))) {
                    to.append('{');
                    appendFields(inside, to, "");
                    to.append('}');
                } else {
                    appendLength(reader.length(field), to);
                }
            }
            case Structure.BerTlv ignored -> appendTlv(new BerTlvReader(), reader, field, to);
            case Structure.CharacterTlv tlv -> appendTlv(new CharacterTlvReader(tlv.tagLength(), tlv.lengthDigits(),
                spec.form().encoding() == Encoding.EBCDIC), reader, field, to);
            case Structure.Plain ignored -> appendPlain(reader, field, spec, to);
        }
    }

    private static void appendTlv(
        final TlvReader tlv, final FieldsReader reader, final int field, final StringBuilder to) {
        tlv.wrap(reader.buffer(), reader.offset(field), reader.byteLength(field));
        if (reader.byteLength(field) != reader.length(field) || !Result.isOk(tlv.check())) {
            appendLength(reader.length(field), to);
            return;
        }
        to.append('{');
        String separator = "";
        while (tlv.next()) {
            to.append(separator).append(tlv.tagText()).append('=');
            if (tlv instanceof BerTlvReader ber) {
                appendValue(ber, to);
            } else {
                appendLength(tlv.valueLength(), to);
            }
            separator = " ";
        }
        to.append('}');
    }

    /**
     * The value of the part at which a reader stands, masked. Only of a value that can be taken apart to its end: with a
     * fault behind it, its length is not to be believed.
     */
    public static void appendValue(final BerTlvReader tlv, final StringBuilder to) {
        if (!EmvTags.isHarmless(tlv.tag(), tlv.valueLength())) {
            appendLength(tlv.valueLength(), to);
            return;
        }
        final StringBuilder hex = new StringBuilder(2 * tlv.valueLength());
        for (int i = 0; i < tlv.valueLength(); i++) {
            final int value = tlv.buffer().getByte(tlv.valueOffset() + i) & 0xFF;
            hex.append(Character.toUpperCase(Character.forDigit(value >> 4, 16)))
                .append(Character.toUpperCase(Character.forDigit(value & 0xF, 16)));
        }
        final StringBuilder masked = new StringBuilder(hex.length());
        PanMask.appendText(hex, masked);
        if (masked.compareTo(hex) == 0) {
            to.append(hex);
        } else {
            appendLength(tlv.valueLength(), to);
        }
    }

    private static void appendPlain(
        final FieldsReader reader, final int field, final FieldSpec spec, final StringBuilder to) {
        final boolean unknownBytes = spec.form().encoding().isBinary() && reader.length(field) > MAX_UNKNOWN_BYTES;
        if (spec.sensitivity() == Sensitivity.COMPOSITE || unknownBytes) {
            appendLength(reader.length(field), to);
        } else if (spec.form().content() == Content.N || spec.form().content() == Content.XN) {
            to.append(reader.text(field));
        } else {
            PanMask.appendText(reader.text(field), to);
        }
    }

    private static void appendLength(final int length, final StringBuilder to) {
        to.append('[').append(length).append(']');
    }
}
