package io.ayni.perf.peer;

import java.io.IOException;
import java.io.InputStream;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.packager.GenericPackager;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** jPOS at its best: one {@link GenericPackager} made once, without a logger, of the fields that the messages have. */
@State(Scope.Thread)
public class JposCodec {
    @Param({"iso1987-ascii", "iso1987-ebcdic", "iso1987-bcd"})
    public String dialect = "iso1987-ascii";

    private GenericPackager packager;
    private byte[] request;

    @Setup(Level.Trial)
    public void setUp() throws ISOException, IOException {
        try (InputStream fields = JposCodec.class.getResourceAsStream("jpos-" + dialect + ".xml")) {
            packager = new GenericPackager(fields);
        }
        request = CodecMessages.request(CodecMessages.dialect(dialect));
    }

    ISOMsg parse() throws ISOException {
        final ISOMsg message = new ISOMsg();
        message.setPackager(packager);
        message.unpack(request);
        return message;
    }

    byte[] parseAndAnswer() throws ISOException {
        final ISOMsg message = parse();
        message.setResponseMTI();
        if (Long.parseLong(message.getString(4)) > 0) {
            message.set(38, CodecMessages.APPROVAL_CODE);
            message.set(39, CodecMessages.APPROVED);
        }
        return message.pack();
    }
}
