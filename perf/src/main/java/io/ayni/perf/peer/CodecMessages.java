package io.ayni.perf.peer;

import java.util.Map;
import java.util.TreeMap;

import io.ayni.iso8583.codec.FieldsWriter;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The work that every library gets: a 0200 of 18 fields as a teller's host sends it, 255 bytes in ASCII, and its 0210,
 * which repeats all fields and has two more.
 */
final class CodecMessages {
    static final String APPROVAL_CODE = "123456";
    static final String APPROVED = "00";
    /** Values as the standard writes them, by field. */
    static final Map<Integer, String> REQUEST = new TreeMap<>(Map.ofEntries(
        Map.entry(2, "4000001234567899"),
        Map.entry(3, "401010"),
        Map.entry(4, "000000012550"),
        Map.entry(7, "1121040000"),
        Map.entry(11, "000042"),
        Map.entry(12, "230000"),
        Map.entry(13, "1120"),
        Map.entry(18, "6012"),
        Map.entry(22, "012"),
        Map.entry(32, "12345678901"),
        Map.entry(37, "REF000000001"),
        Map.entry(41, "TELLER01"),
        Map.entry(42, "AGENCIA CENTRO "),
        Map.entry(43, "AGENCIA CENTRO      LOJA         LOJA EC"),
        Map.entry(48, "teller 17, first window, cash drawer"),
        Map.entry(49, "840"),
        Map.entry(102, "70000000010123"),
        Map.entry(103, "70000000020456")));

    private static final int CAPACITY = 1024;

    private CodecMessages() {
    }

    static Dialect dialect(final String name) {
        final Dialect dialect = Dialects.byName(name);
        if (dialect == null) {
            throw new IllegalArgumentException("no built-in dialect " + name);
        }
        return dialect;
    }

    /** @return the bytes of the 0200. */
    static byte[] request(final Dialect dialect) {
        final IsoWriter writer = new IsoWriter(dialect);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);
        writer.wrap(buffer, 0, CAPACITY);
        writer.mti(Mti.FINANCIAL_REQUEST);
        REQUEST.forEach(writer::putAscii);
        final int length = writer.finish();
        if (length == FieldsWriter.FAILED) {
            throw new IllegalStateException(Result.describe(writer.result()));
        }
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
