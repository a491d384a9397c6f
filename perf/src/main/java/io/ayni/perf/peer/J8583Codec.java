package io.ayni.perf.peer;

import java.io.UnsupportedEncodingException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

import com.solab.iso8583.IsoMessage;
import com.solab.iso8583.IsoType;
import com.solab.iso8583.MessageFactory;
import com.solab.iso8583.parse.FieldParseInfo;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.spec.Dialect;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * j8583 at its best: one frozen {@link MessageFactory} that expects this very message, dates and amounts as plain
 * digits so that it makes no dates and decimals of them. In ASCII alone: with packed digits it writes another message
 * (account numbers and lengths lie differently), and it has no EBCDIC but by way of a character set for texts.
 */
@State(Scope.Thread)
public class J8583Codec {
    private static final String ENCODING = "ISO-8859-1";

    private final MessageFactory<IsoMessage> factory = new MessageFactory<>();
    private byte[] request;

    @Setup(Level.Trial)
    public void setUp() throws UnsupportedEncodingException {
        final Dialect dialect = CodecMessages.dialect("iso1987-ascii");
        request = CodecMessages.request(dialect);
        final Map<Integer, FieldParseInfo> fields = new HashMap<>();
        for (final int field : CodecMessages.REQUEST.keySet()) {
            final FieldForm form = dialect.field(field).form();
            fields.put(field, FieldParseInfo.getInstance(type(form), form.prefix().isFixed() ? form.maxLength() : 0,
                ENCODING, false));
        }
        factory.setCharacterEncoding(ENCODING);
        factory.setUseBinaryBitmap(true);
        factory.setParseMap(Mti.FINANCIAL_REQUEST, fields);
        factory.freeze();
    }

    private static IsoType type(final FieldForm form) {
        return switch (form.prefix().digits()) {
            case 0 -> IsoType.ALPHA;
            case 2 -> IsoType.LLVAR;
            default -> IsoType.LLLVAR;
        };
    }

    IsoMessage parse() throws ParseException, UnsupportedEncodingException {
        return factory.parseMessage(request, 0);
    }

    byte[] parseAndAnswer() throws ParseException, UnsupportedEncodingException {
        final IsoMessage message = parse();
        final IsoMessage answer = factory.createResponse(message);
        if (Long.parseLong(message.getObjectValue(4)) > 0) {
            answer.setValue(38, CodecMessages.APPROVAL_CODE, IsoType.ALPHA, CodecMessages.APPROVAL_CODE.length());
            answer.setValue(39, CodecMessages.APPROVED, IsoType.ALPHA, CodecMessages.APPROVED.length());
        }
        return answer.writeData();
    }
}
