package io.ayni.perf.peer;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.FieldsWriter;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** This project's codec: one reader, one writer, two buffers, for ever. */
@State(Scope.Thread)
public class AyniCodec {
    @Param({"iso1987-ascii", "iso1987-ebcdic", "iso1987-bcd"})
    public String dialect = "iso1987-ascii";

    private IsoReader reader;
    private IsoWriter writer;
    private UnsafeBuffer request;
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[1024]);

    @Setup(Level.Trial)
    public void setUp() {
        final Dialect chosen = CodecMessages.dialect(dialect);
        reader = new IsoReader(chosen);
        writer = new IsoWriter(chosen);
        request = new UnsafeBuffer(CodecMessages.request(chosen));
    }

    /** @return {@link Result#OK}. */
    long parse() {
        final long result = reader.wrap(request, 0, request.capacity());
        check(result);
        return result;
    }

    /** Parses, and reads the ten fields that a transfer needs. */
    long parseAndReadAPayment() {
        parse();
        return reader.number(3) + reader.number(4) + reader.number(7) + reader.number(11) + reader.number(32)
            + reader.unit(37, 0) + reader.chars(41) + reader.number(49) + reader.number(102) + reader.number(103);
    }

    /** @return the length of the 0210 in {@link #answerBytes}. */
    int parseAndAnswer() {
        parse();
        writer.wrap(answer, 0, answer.capacity());
        writer.respondTo(reader, FieldSet.ALL);
        if (reader.number(4) > 0) {
            writer.putAscii(38, CodecMessages.APPROVAL_CODE);
            writer.putAscii(39, CodecMessages.APPROVED);
        }
        final int length = writer.finish();
        if (length == FieldsWriter.FAILED) {
            check(writer.result());
        }
        return length;
    }

    byte[] answerBytes(final int length) {
        final byte[] bytes = new byte[length];
        answer.getBytes(0, bytes);
        return bytes;
    }

    private static void check(final long result) {
        if (!Result.isOk(result)) {
            throw new IllegalStateException(Result.describe(result));
        }
    }
}
