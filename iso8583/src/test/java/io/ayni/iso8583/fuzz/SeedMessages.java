package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.codec.FieldsWriter;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.SubfieldWriter;
import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;
import io.ayni.iso8583.spec.Structure;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Messages to start from, so that the fuzzer need not first find out what a message is. */
final class SeedMessages {
    private static final int FIELDS_A_MESSAGE = 12;
    private static final int[] LONGEST_VALUES = {22, 3, 0};
    private static final int LARGEST_FIXED = 1024;
    private static final int MESSAGE_CAPACITY = 1 << 14;
    private static final String EMV = "9F26081122334455667788820219805F2A020978";

    private SeedMessages() {
    }

    /** @return messages with a dozen fields each, together all fields of the dialect, with long, short, empty values. */
    static List<byte[]> of(final Dialect dialect) {
        final List<byte[]> messages = new ArrayList<>();
        for (final int longest : LONGEST_VALUES) {
            messages.addAll(possible(dialect, longest));
        }
        if (messages.size() < LONGEST_VALUES.length * parts(writable(dialect.fields()).size())) {
            throw new IllegalStateException("a message of " + dialect.name() + " cannot be written");
        }
        return messages;
    }

    /** @return the same with long values, those left out that cannot be written: subfields in bytes inside of a number. */
    static List<byte[]> possible(final Dialect dialect) {
        return possible(dialect, LONGEST_VALUES[0]);
    }

    private static List<byte[]> possible(final Dialect dialect, final int longest) {
        final List<byte[]> messages = new ArrayList<>();
        final List<FieldSpec> fields = writable(dialect.fields());
        final int parts = parts(fields.size());
        for (int first = 0; first < parts; first++) {
            final IsoWriter writer = new IsoWriter(dialect);
            final byte[] bytes = new byte[MESSAGE_CAPACITY];
            writer.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
            writer.mti(0x0200);
            for (int i = first; i < fields.size(); i += parts) {
                put(writer, fields.get(i), longest);
            }
            final int length = writer.finish();
            if (length >= 0) {
                messages.add(Arrays.copyOf(bytes, length));
            }
        }
        return messages;
    }

    private static int parts(final int fields) {
        return Math.max(1, (fields + FIELDS_A_MESSAGE - 1) / FIELDS_A_MESSAGE);
    }

    private static List<FieldSpec> writable(final FieldTable table) {
        return table.fields().stream().filter(field -> field.form().content() != Content.BITMAP
            && field.form().maxBytes() <= LARGEST_FIXED || !field.form().prefix().isFixed() && !field.form().filled())
            .toList();
    }

    static byte[] behind(final byte[] first, final byte[] second) {
        final byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void put(final FieldsWriter writer, final FieldSpec field, final int longest) {
        final FieldForm form = field.form();
        if (field.structure() instanceof Structure.Subfields subfields) {
            final SubfieldWriter inside = new SubfieldWriter(subfields.table());
            final UnsafeBuffer value = new UnsafeBuffer(new byte[1 << 12]);
            inside.wrap(value, 0, value.capacity());
            for (final FieldSpec part : writable(subfields.table())) {
                put(inside, part, longest);
            }
            final int length = inside.finish();
            if (length >= 0 && length <= form.maxLength()) {
                writer.put(field.number(), value, 0, length);
            }
            return;
        }
        final int length = form.prefix().isFixed() ? form.maxLength()
            : Math.max(form.minLength(), Math.min(form.maxLength(), longest));
        if (field.structure() instanceof Structure.BerTlv && longest > 0 && form.encoding() == Encoding.BINARY) {
            writer.putHex(field.number(), EMV.substring(0, Math.min(EMV.length(), 2 * form.maxLength())));
        } else if (form.encoding().isBinary()) {
            writer.putHex(field.number(), "9F".repeat(length));
        } else {
            final String digits = "4000123456789012345678".repeat(length / 10 + 1);
            final boolean amount = form.content() == Content.XN;
            writer.putAscii(field.number(), (amount ? "D" : "") + digits.substring(0, amount ? length - 1 : length));
        }
    }
}
