package io.ayni.perf.micro;

import io.ayni.iso8583.codec.FieldsWriter;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import org.agrona.MutableDirectBuffer;

/** A 0200 as a teller's host sends it for a transfer between two accounts: 18 fields. */
final class SampleRequest {
    private SampleRequest() {
    }

    /** @return the length of the message, written from 0 on. */
    static int write(final IsoWriter writer, final MutableDirectBuffer to) {
        writer.wrap(to, 0, to.capacity());
        writer.mti(Mti.FINANCIAL_REQUEST);
        writer.putLong(3, 401_010);
        writer.putLong(4, 100);
        writer.putLong(7, 1_121_040_000L);
        writer.putLong(11, 1);
        writer.putLong(12, 230_000);
        writer.putLong(13, 1_120);
        writer.putLong(18, 6_012);
        writer.putLong(22, 12);
        writer.putLong(25, 0);
        writer.putLong(32, 123_456);
        writer.putLong(37, 1);
        writer.putAscii(41, "TELLER01");
        writer.putAscii(42, "AGENCIA CENTRO ");
        writer.putAscii(43, "AGENCIA CENTRO      LOJA         LOJA EC");
        writer.putAscii(48, "teller 17");
        writer.putLong(49, 840);
        writer.putLong(102, 7_000_000_001L);
        writer.putLong(103, 7_000_000_002L);
        final int length = writer.finish();
        if (length == FieldsWriter.FAILED) {
            throw new IllegalStateException(Result.describe(writer.result()));
        }
        return length;
    }
}
