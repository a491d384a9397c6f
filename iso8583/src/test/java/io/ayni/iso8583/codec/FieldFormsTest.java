package io.ayni.iso8583.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.spec.BitmapForm;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldNotation;
import io.ayni.iso8583.spec.FieldTable;
import io.ayni.iso8583.spec.Scheme;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Every way in which a value may lie on the wire: its form, the value, its bytes by hand. */
class FieldFormsTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int FIELD = 3;
    private static final int BODY = 4 + Long.BYTES;

    private final byte[] bytes = new byte[256];

    private static Dialect dialect(final String form, final BitmapForm bitmap, final int... fields) {
        return new Dialect("one", 0, FieldNotation.readForm("n4", Scheme.ASCII), FieldTable.of(bitmap,
            Arrays.stream(fields).mapToObj(field -> FieldNotation.read(field, "", form, Scheme.ASCII, false)).toList()));
    }

    private static Dialect dialect(final String form) {
        return dialect(form, new BitmapForm(Encoding.BINARY, 1), FIELD);
    }

    private byte[] write(final Dialect dialect, final String value, final int... fields) {
        final IsoWriter writer = new IsoWriter(dialect);
        writer.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        writer.mti(Mti.FINANCIAL_REQUEST);
        for (final int field : fields) {
            writer.putText(field, value);
        }
        return Message.finish(writer, bytes);
    }

    private static IsoReader read(final Dialect dialect, final byte[] message) {
        final IsoReader reader = new IsoReader(dialect);
        assertThat(Result.describe(Message.wrap(reader, message))).isEqualTo("ok");
        return reader;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        n4                                   | 0012          | 30303132
        n4 ebcdic                            | 0012          | F0F0F1F2
        n4 bcd                               | 0012          | 0012
        n3 bcd                               | 123           | 0123
        n3 bcd odd-right-0                   | 123           | 1230
        n3 bcd odd-left-f                    | 123           | F123
        n3 bcd odd-right-f                   | 123           | 123F
        an4                                  | AB12          | 41423132
        an4 ebcdic                           | AB12          | C1C2F1F2
        b4                                   | 00FFA1B2      | 3030464641314232
        b4 binary                            | 00FFA1B2      | 00FFA1B2
        b4 hex-ebcdic                        | 00FFA1B2      | F0F0C6C6C1F1C2F2
        hex4 bcd                             | 1A2B          | 1A2B
        x+n5                                 | C0012         | 4330303132
        x+n5 ebcdic                          | D0012         | C4F0F0F1F2
        x+n5 bcd                             | D0012         | 440012
        x+n4 bcd                             | D012          | 440012
        n4 zoned                             | 0012          | F0F0F1F2
        n4 zoned                             | -0012         | F0F0F1D2
        n4 zoned                             | -0000         | F0F0F0D0
        z.9 bcd                              | 1234=56       | 371234D560
        z.9 bcd odd-left-0                   | 1234=56       | 3701234D56
        z..37                                | 1234=56D      | 3038313233343D353644
        n.9                                  | 123           | 33313233
        n..19                                | 123           | 3033313233
        ans...999                            | a b           | 303033612062
        ans....9999                          | ab            | 303030326162
        ans.....99999                        | ab            | 30303030326162
        ans......999999                      | ab            | 3030303030326162
        ans.9 length-bcd                     | ab            | 026162
        ans..99 length-bcd                   | ab            | 026162
        ans...999 length-bcd                 | ab            | 00026162
        ans....9999 length-bcd               | ab            | 00026162
        ans.....99999 length-bcd             | ab            | 0000026162
        ans......999999 length-bcd           | ab            | 0000026162
        ans.9 length-ebcdic                  | ab            | F26162
        ans..99 ebcdic length-ebcdic         | ab            | F0F28182
        ans...999 ebcdic length-ebcdic       | ab            | F0F0F28182
        ans....9999 length-ebcdic            | ab            | F0F0F0F26162
        ans.....99999 length-ebcdic          | ab            | F0F0F0F0F26162
        ans......999999 length-ebcdic        | ab            | F0F0F0F0F0F26162
        ans.255 length-binary                | ab            | 026162
        ans..65535 length-binary             | ab            | 00026162
        n..19 bcd length-bcd                 | 123           | 031230
        n..19 bcd length-bcd odd-left-0      | 123           | 030123
        n..19 bcd length-bcd odd-right-f     | 123           | 03123F
        n..19 bcd counts-bytes odd-right-f   | 123           | 3032123F
        n..19 bcd counts-bytes odd-right-f   | 1234          | 30321234
        n..18 bcd counts-even-units          | 1234          | 30341234
        ans..99 counts-bytes-and-prefix      | ab            | 30346162
        b..99 counts-nibbles                 | A1B2          | 3034A1B2
        b..99                                | A1B2          | 3032A1B2
        b..99 hex-ascii                      | A1B2          | 303241314232
        b..99 hex-ascii counts-bytes         | A1B2          | 303441314232
        ans..5 pad-right-space filled        | ab            | 30326162202020
        ans..99                              | ''            | 3030
        any4                                 | A*1?          | 412A313F
        """)
    void aValueLiesOnTheWireAsItsFormSays(final String form, final String value, final String wire) {
        final Dialect dialect = dialect(form);
        final byte[] message = write(dialect, value, FIELD);

        assertThat(HEX.formatHex(message, BODY, message.length)).isEqualTo(wire);
        assertThat(read(dialect, message).text(FIELD)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        n6                    | 12    | 303030303132 | 000012
        n6 pad-left-space     | 12    | ''           | ''
        n6 bcd                | 12    | 000012       | 000012
        n6 zoned              | -12   | F0F0F0F0F1D2 | -000012
        ans6                  | ab    | 616220202020 | 'ab    '
        ans6 pad-left-space   | ab    | 202020206162 | '    ab'
        an6 ebcdic            | ab    | 818240404040 | 'ab    '
        n6 pad-right-0        | 12    | 313230303030 | 120000
        """)
    void aShorterValueIsPaddedAsItsFormSays(
        final String form, final String value, final String wire, final String read) {
        final Dialect dialect = dialect(form);
        if (wire.isEmpty()) {
            assertThat(fault(dialect, value)).as("spaces are no digits").isEqualTo(Fault.CONTENT);
            return;
        }
        final byte[] message = write(dialect, value, FIELD);

        assertThat(HEX.formatHex(message, BODY, message.length)).isEqualTo(wire);
        assertThat(read(dialect, message).text(FIELD)).isEqualTo(read);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "n4 zoned, F0F0F1C2, 12", "n4 zoned, F0F0F1D2, -12", "n4 zoned, F0F0F1F2, 12", "n4 zoned, F0F0F0D0, 0",
        "x+n5, 4430303132, -12", "x+n5, 4330303132, 12", "x+n4 bcd, 440012, -12"})
    void aSignIsPartOfTheNumber(final String form, final String wire, final long number) {
        final byte[] message = Message.bytes("0200<2000000000000000" + wire + ">");

        assertThat(read(dialect(form), message).number(FIELD)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"n4 zoned, -0012", "n4 zoned, 0012", "x+n5, D0012", "x+n6 bcd, C00012"})
    void aNegativeNumberIsPutAsTheSameBytesAsItsText(final String form, final String text) {
        final Dialect dialect = dialect(form);
        final byte[] asText = write(dialect, text, FIELD).clone();
        final IsoWriter writer = new IsoWriter(dialect);
        writer.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        writer.mti(Mti.FINANCIAL_REQUEST);
        writer.putLong(FIELD, text.startsWith("-") || text.startsWith("D") ? -12 : 12);

        assertThat(Message.finish(writer, bytes)).isEqualTo(asText);
    }

    @ParameterizedTest
    @CsvSource({"n4 zoned, -", "n4 zoned, -1x", "n4 zoned, -12345", "n4, -012", "b2, 0", "b2, 0G0H",
        "x+n4 bcd, 0123", "z.9 bcd, 12?x"})
    void whatIsNoSuchValueIsRefused(final String form, final String text) {
        assertThat(fault(dialect(form), text)).isIn(Fault.CONTENT, Fault.LENGTH_ABOVE_MAX, Fault.LENGTH_BELOW_MIN);
    }

    @ParameterizedTest
    @CsvSource({"F0F0F1A2", "F0F0F1DA", "F0C0F1F2", "F0F0F1E2"})
    void aZonedNumberWithAnotherZoneOrNoDigitIsAFaultAtItsByte(final String wire) {
        final IsoReader reader = new IsoReader(dialect("n4 zoned"));
        final long result = Message.wrap(reader, Message.bytes("0200<2000000000000000" + wire + ">"));

        assertThat(Result.fault(result)).isEqualTo(Fault.CONTENT);
        assertThat(Result.offset(result)).isEqualTo(wire.startsWith("F0C0") ? BODY + 1 : BODY + 3);
    }

    private Fault fault(final Dialect dialect, final String value) {
        final IsoWriter writer = new IsoWriter(dialect);
        writer.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        writer.mti(Mti.FINANCIAL_REQUEST);
        writer.putText(FIELD, value);
        return Result.fault(writer.result());
    }

    @ParameterizedTest(name = "{0} of {1} words")
    @CsvSource({"BINARY, 1", "BINARY, 2", "BINARY, 3", "HEX_ASCII, 1", "HEX_ASCII, 2", "HEX_ASCII, 3", "HEX_EBCDIC, 1",
        "HEX_EBCDIC, 2", "HEX_EBCDIC, 3"})
    void bitmapsOfOneToThreeWordsLieInEachForm(final Encoding encoding, final int words) {
        final int[] fields = {3, 64, 66, 128, 130, 192};
        final int[] there = Arrays.copyOf(fields, 2 * words);
        final Dialect dialect = dialect("n2", new BitmapForm(encoding, words), there);
        final byte[] message = write(dialect, "42", there);

        final String[] binary = {"2000000000000001", "A0000000000000014000000000000001",
            "A000000000000001C0000000000000014000000000000001"};
        final String hex = binary[words - 1];
        final String lies = switch (encoding) {
            case BINARY -> hex;
            case HEX_ASCII -> HEX.formatHex(hex.getBytes(StandardCharsets.US_ASCII));
            default -> HEX.formatHex(hex.getBytes(Charset.forName("IBM1047")));
        };
        assertThat(HEX.formatHex(message)).startsWith("30323030" + lies + "3432");
        final IsoReader reader = read(dialect, message);
        for (final int field : there) {
            assertThat(reader.text(field)).isEqualTo("42");
        }
    }
}
