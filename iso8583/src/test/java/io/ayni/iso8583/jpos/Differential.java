package io.ayni.iso8583.jpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.FieldsWriter;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.codec.SubfieldReader;
import io.ayni.iso8583.codec.SubfieldWriter;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;
import io.ayni.iso8583.spec.Structure;

import org.agrona.concurrent.UnsafeBuffer;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOPackager;
import org.jpos.iso.ISOUtil;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The same random messages through jPOS and through this codec: ours reads what jPOS packs, jPOS reads what ours writes,
 * both write the same bytes, and what is read is written again byte for byte. Every message has a field: jPOS leaves the
 * bitmap of an empty one away, which no receiver can know.
 */
final class Differential {
    private static final int MAX_MESSAGE = 1 << 18;
    private static final String[] MTIS = {"0100", "0110", "0200", "0210", "0220", "0420", "0430", "0800", "0810"};

    private final Dialect dialect;
    private final ISOPackager jpos;
    private final List<FieldSpec> fields;
    private final IsoReader reader;
    private final IsoReader again;
    private final IsoWriter writer;
    private final byte[] bytes = new byte[MAX_MESSAGE];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final RandomValues values;
    private FieldSet required = FieldSet.NONE;
    private final SplittableRandom random;

    /** @param except fields left out, where jPOS is wrong */
    Differential(final Dialect dialect, final ISOPackager jpos, final FieldSet except, final long seed) {
        this.dialect = dialect;
        this.jpos = jpos;
        fields = dialect.fields().fields().stream()
            .filter(field -> field.number() > 1 && !except.has(field.number())).toList();
        reader = new IsoReader(dialect);
        again = new IsoReader(dialect);
        writer = new IsoWriter(dialect);
        random = new SplittableRandom(seed);
        values = new RandomValues(random);
    }

    /** Has these fields in every message. */
    Differential with(final FieldSet fieldsAlwaysThere) {
        required = fieldsAlwaysThere;
        return this;
    }

    void run(final int messages) throws ISOException {
        for (int i = 0; i < messages; i++) {
            compare(MTIS[random.nextInt(MTIS.length)], randomFields(fields, true));
        }
    }

    private TreeMap<Integer, Object> randomFields(final List<FieldSpec> from, final boolean optional) {
        final TreeMap<Integer, Object> chosen = new TreeMap<>();
        final int oneIn = 2 + random.nextInt(30);
        final FieldSpec always = from.get(random.nextInt(from.size()));
        for (final FieldSpec field : from) {
            if (!optional || field == always || required.has(field.number()) || random.nextInt(oneIn) == 0) {
                chosen.put(field.number(), randomValue(field));
            }
        }
        return chosen;
    }

    private Object randomValue(final FieldSpec field) {
        return field.structure() instanceof Structure.Subfields subfields
            ? randomFields(insideOf(field.number(), subfields.table()), subfields.table().bitmap() != null)
            : values.value(field.form());
    }

    /** In the CMF, 49.1 is the first bit of a bitmap of 16 bytes: jPOS takes it for "another 8 bytes follow". */
    private static List<FieldSpec> insideOf(final int field, final FieldTable table) {
        return table.fields().stream().filter(inside -> field != 49 || inside.number() != 1).toList();
    }

    private void compare(final String mti, final Map<Integer, Object> message) throws ISOException {
        final String about = dialect.name() + " " + mti + " " + message;
        final ISOMsg packing = jposMessage(message, dialect.fields());
        packing.setPackager(jpos);
        packing.setMTI(mti);
        final byte[] packed = packing.pack();
        assertThat(Result.describe(reader.wrap(new UnsafeBuffer(packed), 0, packed.length)))
            .as(about + HexFormat.of().formatHex(packed)).isEqualTo("ok");
        final byte[] written = write(mti, message, about);
        assertThat(HexFormat.of().formatHex(written)).as(about).isEqualTo(HexFormat.of().formatHex(packed));

        final ISOMsg unpacked = new ISOMsg();
        unpacked.setPackager(jpos);
        unpacked.unpack(written);
        assertThat(again.wrap(new UnsafeBuffer(written), 0, written.length)).isEqualTo(Result.OK);
        assertSame(again, unpacked, message, about);
        assertRewritten(packed, about);
    }

    private static ISOMsg jposMessage(final Map<Integer, Object> message, final FieldTable table) throws ISOException {
        final ISOMsg msg = new ISOMsg();
        for (final var field : message.entrySet()) {
            final FieldSpec spec = table.field(field.getKey());
            if (spec.structure() instanceof Structure.Subfields subfields) {
                final ISOMsg inside = jposMessage(asFields(field.getValue()), subfields.table());
                inside.setFieldNumber(field.getKey());
                msg.set(inside);
            } else if (spec.form().encoding().isBinary()) {
                msg.set(field.getKey(), HexFormat.of().parseHex((String)field.getValue()));
            } else {
                msg.set(field.getKey(), (String)field.getValue());
            }
        }
        return msg;
    }

    @SuppressWarnings("unchecked")
    private static Map<Integer, Object> asFields(final Object value) {
        return (Map<Integer, Object>)value;
    }

    private static void assertSame(
        final FieldsReader ours, final ISOMsg theirs, final Map<Integer, Object> message, final String about)
        throws ISOException {
        for (final int field : message.keySet()) {
            final FieldSpec spec = ours.table().field(field);
            if (spec.structure() instanceof Structure.Subfields subfields) {
                final SubfieldReader inside = new SubfieldReader(subfields.table());
                assertThat(Result.describe(inside.wrap(ours, field))).as("inside " + field + " of " + about)
                    .isEqualTo("ok");
                assertSame(inside, (ISOMsg)theirs.getComponent(field), asFields(message.get(field)), about);
            } else {
                assertThat(ours.text(field)).as("field " + field + " of " + about)
                    .isEqualTo(textOf(theirs.getComponent(field), spec));
            }
        }
        int count = 0;
        for (int field = ours.next(-1); field != FieldsReader.ABSENT; field = ours.next(field)) {
            count++;
        }
        assertThat(count).as(about).isEqualTo(message.size());
    }

    private static String textOf(final ISOComponent component, final FieldSpec spec) throws ISOException {
        if (spec.form().encoding().isBinary()) {
            return ISOUtil.hexString(component.getBytes());
        }
        return component.getValue() instanceof byte[] raw
            ? new String(raw, StandardCharsets.ISO_8859_1) : Objects.toString(component.getValue(), "");
    }

    private byte[] write(final String mti, final Map<Integer, Object> message, final String about) {
        writer.wrap(buffer, 0, bytes.length);
        writer.mti(Integer.parseInt(mti, 16));
        putAll(writer, message);
        return finish(about);
    }

    private static void putAll(final FieldsWriter to, final Map<Integer, Object> message) {
        for (final var field : message.entrySet()) {
            final int number = field.getKey();
            final FieldSpec spec = to.table().field(number);
            if (spec.structure() instanceof Structure.Subfields subfields) {
                final UnsafeBuffer scratch = new UnsafeBuffer(new byte[MAX_MESSAGE >> 1]);
                final SubfieldWriter inside = new SubfieldWriter(subfields.table());
                inside.wrap(scratch, 0, scratch.capacity());
                putAll(inside, asFields(field.getValue()));
                final int length = inside.finish();
                assertThat(length).as(Result.describe(inside.result())).isNotNegative();
                to.put(number, scratch, 0, length);
            } else if (spec.form().encoding().isBinary()) {
                to.putHex(number, (String)field.getValue());
            } else if (spec.form().encoding() == Encoding.EBCDIC_ZONED) {
                to.putLong(number, Long.parseLong((String)field.getValue()));
            } else {
                to.putAscii(number, (String)field.getValue());
            }
        }
    }

    private void assertRewritten(final byte[] packed, final String about) {
        writer.wrap(buffer, 0, bytes.length);
        writer.mti(reader.mti());
        for (int field = reader.next(0); field != FieldsReader.ABSENT; field = reader.next(field)) {
            writer.copy(field, reader);
        }
        assertThat(finish(about)).as(about).isEqualTo(packed);

        writer.wrap(buffer, 0, bytes.length);
        writer.start(reader.mti(), reader, FieldSet.ALL);
        assertThat(finish(about)).as(about).isEqualTo(packed);
    }

    private byte[] finish(final String about) {
        final int length = writer.finish();
        assertThat(length).as(Result.describe(writer.result()) + ": " + about).isNotNegative();
        return Arrays.copyOf(bytes, length);
    }
}
