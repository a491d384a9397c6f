package io.ayni.connectors.translate;

import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** A message as tests write it: message type and fields as text. */
public final class IsoText {
    public static final Dialect DIALECT = Dialects.iso1987Ascii();

    private final String mti;
    private final SortedMap<Integer, String> fields = new TreeMap<>();

    private IsoText(final String mti) {
        this.mti = mti;
    }

    public static IsoText of(final String mti) {
        return new IsoText(mti);
    }

    /** What a message says, by its bytes. */
    public static IsoText read(final byte[] bytes) {
        final IsoReader reader = new IsoReader(DIALECT);
        final long result = reader.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        assertThat(Result.describe(result)).isEqualTo("ok");
        final IsoText message = new IsoText(Mti.format(reader.mti()));
        for (int field = reader.next(0); field > 0; field = reader.next(field)) {
            message.fields.put(field, reader.text(field));
        }
        return message;
    }

    public IsoText with(final int field, final String value) {
        final IsoText changed = as(mti);
        changed.fields.put(field, value);
        return changed;
    }

    public IsoText without(final int field) {
        final IsoText changed = as(mti);
        changed.fields.remove(field);
        return changed;
    }

    /** The same fields under another message type. */
    public IsoText as(final String otherMti) {
        final IsoText changed = new IsoText(otherMti);
        changed.fields.putAll(fields);
        return changed;
    }

    public String mti() {
        return mti;
    }

    public String get(final int field) {
        return fields.get(field);
    }

    public SortedMap<Integer, String> fields() {
        return fields;
    }

    public byte[] bytes() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4_096]);
        final IsoWriter writer = new IsoWriter(DIALECT);
        writer.wrap(buffer, 0, buffer.capacity());
        writer.mti(Mti.parse(mti));
        for (final Map.Entry<Integer, String> field : fields.entrySet()) {
            if (field.getKey() == 52) {
                writer.putHex(52, field.getValue());
            } else {
                writer.putAscii(field.getKey(), field.getValue());
            }
        }
        final int length = writer.finish();
        assertThat(Result.describe(writer.result())).isEqualTo("ok");
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    /** A reader over the message. */
    public IsoReader reader() {
        final byte[] bytes = bytes();
        final IsoReader reader = new IsoReader(DIALECT);
        assertThat(Result.describe(reader.wrap(new UnsafeBuffer(bytes), 0, bytes.length))).isEqualTo("ok");
        return reader;
    }

    @Override
    public String toString() {
        return mti + fields;
    }
}
