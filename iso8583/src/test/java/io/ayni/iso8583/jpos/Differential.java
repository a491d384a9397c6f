package io.ayni.iso8583.jpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldSpec;

import org.agrona.concurrent.UnsafeBuffer;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOPackager;
import org.jpos.iso.ISOUtil;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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
    private final SplittableRandom random;

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

    void run(final int messages) throws ISOException {
        for (int i = 0; i < messages; i++) {
            final TreeMap<Integer, String> message = new TreeMap<>();
            final int oneIn = 2 + random.nextInt(30);
            final FieldSpec always = fields.get(random.nextInt(fields.size()));
            for (final FieldSpec field : fields) {
                if (field == always || random.nextInt(oneIn) == 0) {
                    message.put(field.number(), values.value(field.form()));
                }
            }
            compare(MTIS[random.nextInt(MTIS.length)], message);
        }
    }

    private void compare(final String mti, final TreeMap<Integer, String> message) throws ISOException {
        final String about = dialect.name() + " " + mti + " " + message;
        final byte[] packed = packWithJpos(mti, message);
        assertThat(Result.describe(reader.wrap(new UnsafeBuffer(packed), 0, packed.length))).as(about).isEqualTo("ok");
        final byte[] written = write(mti, message, about);
        assertThat(HexFormat.of().formatHex(written)).as(about).isEqualTo(HexFormat.of().formatHex(packed));

        final ISOMsg unpacked = new ISOMsg();
        unpacked.setPackager(jpos);
        unpacked.unpack(written);
        assertThat(again.wrap(new UnsafeBuffer(written), 0, written.length)).isEqualTo(Result.OK);
        for (final int field : message.keySet()) {
            assertThat(again.text(field)).as("field " + field + " of " + about).isEqualTo(textOf(unpacked, field));
        }
        assertThat(count(again)).as(about).isEqualTo(message.size());
        assertRewritten(packed, about);
    }

    private static int count(final FieldsReader reader) {
        int count = 0;
        for (int field = reader.next(0); field != FieldsReader.ABSENT; field = reader.next(field)) {
            count++;
        }
        return count;
    }

    private byte[] packWithJpos(final String mti, final TreeMap<Integer, String> message) throws ISOException {
        final ISOMsg msg = new ISOMsg();
        msg.setPackager(jpos);
        msg.setMTI(mti);
        for (final var field : message.entrySet()) {
            if (dialect.field(field.getKey()).form().encoding().isBinary()) {
                msg.set(field.getKey(), HexFormat.of().parseHex(field.getValue()));
            } else {
                msg.set(field.getKey(), field.getValue());
            }
        }
        return msg.pack();
    }

    private String textOf(final ISOMsg msg, final int field) {
        if (dialect.field(field).form().encoding().isBinary()) {
            return ISOUtil.hexString(msg.getBytes(field));
        }
        return msg.getString(field);
    }

    private byte[] write(final String mti, final TreeMap<Integer, String> message, final String about) {
        writer.wrap(buffer, 0, bytes.length);
        writer.mti(Integer.parseInt(mti, 16));
        for (final var field : message.entrySet()) {
            if (dialect.field(field.getKey()).form().encoding().isBinary()) {
                writer.putHex(field.getKey(), field.getValue());
            } else {
                writer.putAscii(field.getKey(), field.getValue());
            }
        }
        return finish(about);
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
