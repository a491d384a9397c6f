package io.ayni.connectors.jsonlines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.connectors.config.DialectFile;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages as lines of JSON and back. */
class MessageLinesTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String PAN = "4000001234567899";
    private static final String MESSAGE = "{\"mti\":\"0200\",\"fields\":{\"2\":\"" + PAN + "\",\"3\":\"401010\","
            + "\"4\":\"000000001500\",\"35\":\"" + PAN + "=2612\",\"48\":\"a\\u00F1b\",\"52\":\"A1B2C3D4E5F60718\","
            + "\"55\":{\"9F26\":\"A1B2C3D4E5F60718\",\"5A\":\"" + PAN + "\",\"E1\":{\"9F02\":\"000000001500\"},"
            + "\"DF8101\":\"00\"},\"102\":\"42\"}}";
    /** Every structure that a field may have, in a dialect with a header. */
    private static final String STRUCTURES = """
            scheme: bcd
            bitmap: binary
            header: 5
            fields:
              3: n6
              28: x+n9
              39: an2
              48: {form: ans...999 public, tlv: 2 3}
              55: {form: b...255, tlv: ber}
              60: {form: an..20, subfields: {1: n2 ascii public, 2: an4 public, 3: n3 ascii secret}}
              62: {form: ans...99 ebcdic, subfields: {1: ans3 ascii public, 2: ans..9 length-ascii public}}
              90: n11 zoned
              127:
                form: b....9999
                bitmap: binary 64
                subfields: {2: n3 public, 3: {form: b..99 public, subfields: {1: b2 public, 2: b1 secret}}}
            """;

    @TempDir
    private Path directory;

    static Stream<Dialect> dialects() {
        return Dialects.all().stream();
    }

    private static String decode(final Dialect dialect, final String hex, final boolean unmask) {
        return new MessageDecoder(dialect, unmask).decode(HEX.parseHex(hex));
    }

    private static String encode(final Dialect dialect, final String json) {
        return HEX.formatHex(new MessageEncoder(dialect).encode(json));
    }

    private Dialect structures() throws IOException {
        return DialectFile.load(Files.writeString(directory.resolve("structures.yaml"), STRUCTURES).toString());
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void inClearEachDialectGivesTheSameLineAndTheSameBytesAgain(final Dialect dialect) {
        final String hex = encode(dialect, MESSAGE);

        assertThat(decode(dialect, hex, true)).isEqualTo(MESSAGE);
    }

    @Test
    void maskedWhatHidesSomethingSaysSoAndIsNotEncoded() {
        final Dialect dialect = Dialects.iso1987Ascii();
        final String masked = decode(dialect, encode(dialect, MESSAGE), false);

        assertThat(masked).isEqualTo("{\"mti\":\"0200\",\"fields\":{\"2\":\"400000******7899\",\"3\":\"401010\","
                + "\"4\":\"000000001500\",\"35\":\"[21]\",\"48\":\"[3]\",\"52\":\"[8]\",\"55\":{"
                + "\"9F26\":\"A1B2C3D4E5F60718\",\"5A\":\"[8]\",\"E1\":{\"9F02\":\"000000001500\"},\"DF8101\":\"[1]\"},"
                + "\"102\":\"42\"},\"masked\":true}");
        assertThatThrownBy(() -> encode(dialect, masked)).isInstanceOf(LineException.class)
                .hasMessageContaining("masked: a masked message cannot be encoded: decode it with --unmask");
    }

    @Test
    void aMessageThatHidesNothingIsEncodedAsItIsShown() {
        final String echo = "{\"mti\":\"0800\",\"fields\":{\"11\":\"000042\",\"70\":\"301\"}}";
        final String hex = encode(Dialects.iso1987Bcd(), echo);

        assertThat(decode(Dialects.iso1987Bcd(), hex, false)).isEqualTo(echo);
    }

    @Test
    void everyStructureIsAnObjectWithItsPartsByNumberOrTag() throws IOException {
        final String json = "{\"mti\":\"0200\",\"header\":\"6000010002\",\"fields\":{\"3\":\"401010\",\"28\":\"D00000041\","
                + "\"48\":{\"AA\":\"one\",\"BB\":\"\"},\"55\":{\"9F26\":\"A1B2\",\"DF8101\":\"\"},"
                + "\"60\":{\"1\":\"07\",\"2\":\"AB  \"},\"62\":{\"1\":\"xyz\",\"2\":\"hello\"},\"90\":\"-00000000012\","
                + "\"127\":{\"2\":\"123\",\"3\":{\"1\":\"BEEF\",\"2\":\"00\"}}}}";
        final Dialect dialect = structures();

        assertThat(decode(dialect, encode(dialect, json), true)).isEqualTo(json);
        assertThat(decode(dialect, encode(dialect, json), false)).contains("\"48\":{\"AA\":\"[3]\",\"BB\":\"[0]\"}",
                "\"127\":{\"2\":\"123\",\"3\":{\"1\":\"BEEF\",\"2\":\"[1]\"}}").endsWith("},\"masked\":true}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a tag that is there twice                | 55 | 9F2601019F260102       | 9F2601019F260102
            a length in more bytes than it needs     | 55 | 9F26810101             | 9F26810101
            zeros between tags                       | 55 | 9F26010100005A0102     | 9F26010100005A0102
            a length beyond the value                | 55 | 9F2605AA               | 9F2605AA
            text where tags should be                | 48 | 68656C6C6F             | hello
            subfields that are too short             | 60 | 37                     | 7
            """)
    void aValueThatItsPartsWouldNotGiveAgainIsOneText(
            final String what, final String field, final String hex, final String text) throws IOException {
        final Dialect dialect = structures();
        final String units = field.equals("55") ? hex : new String(HEX.parseHex(hex));
        final String json = "{\"mti\":\"0200\",\"header\":\"0000000000\",\"fields\":{\"" + field + "\":\"" + units + "\"}}";
        final String wire = encode(dialect, json);

        assertThat(decode(dialect, wire, true)).contains("\"" + field + "\":\"" + text + "\"");
        assertThat(encode(dialect, decode(dialect, wire, true))).isEqualTo(wire);
    }

    /** Bytes of messages changed at random: whatever still reads comes back as it was. */
    @ParameterizedTest
    @MethodSource("dialects")
    void whateverReadsIsWrittenAgainByteForByte(final Dialect dialect) {
        final SplittableRandom random = new SplittableRandom(dialect.name().hashCode());
        final MessageDecoder decoder = new MessageDecoder(dialect, true);
        final MessageEncoder encoder = new MessageEncoder(dialect);
        final IsoReader reader = new IsoReader(dialect);
        final byte[] good = encoder.encode(MESSAGE);
        int readable = 0;
        for (int i = 0; i < 5_000; i++) {
            final byte[] message = good.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt(256);
            }
            if (Result.isOk(reader.wrap(new UnsafeBuffer(message), 0, message.length))) {
                readable++;
                assertThat(HEX.formatHex(encoder.encode(decoder.decode(message)))).isEqualTo(HEX.formatHex(message));
            }
        }
        assertThat(readable).isGreaterThan(100);
    }

    @Test
    void bytesThatTheFieldsAloneWouldNotGiveAreKeptUnlessTheFieldsAreChanged() {
        final Dialect dialect = Dialects.iso1987AsciiHexBitmap();
        final String emptySecondary = HEX.formatHex(("0800" + "8020000000000000" + "0000000000000000" + "000042").getBytes());
        final String json = decode(dialect, emptySecondary, false);

        assertThat(json).isEqualTo("{\"mti\":\"0800\",\"fields\":{\"11\":\"000042\"},\"wire\":\"" + emptySecondary + "\"}");
        assertThat(encode(dialect, json)).isEqualTo(emptySecondary);
        assertThatThrownBy(() -> encode(dialect, json.replace("000042", "000043"))).isInstanceOf(LineException.class)
                .hasMessage("column 40, wire: is not the message that the other members describe: leave it out to encode"
                        + " those");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"mti":"0200","fields":{"2":4}}              | column 29, fields.2: expected a text in quotes or an object
            {"mti":"0200","fields":{"2":null}}           | column 29, fields.2: expected a text in quotes or an object
            {"mti":"0200","fields":{"2":"400000x"}}      | column 25, fields.2: expected n..19, a digit in ASCII
            {"mti":"0200","fields":{"3":"1234567"}}      | column 25, fields.3: expected n 6, found a length of 7
            {"mti":"0200","fields":{"52":"0011"}}        | column 25, fields.52: expected b 8, found a length of 2
            {"mti":"0200","fields":{"52":"001122334455667g"}} | column 25, fields.52: expected b 8, a hexadecimal digit
            {"mti":"0200","fields":{"200":"1"}}          | column 25, fields.200: the dialect has no such field
            {"mti":"0200","fields":{"two":"1"}}          | column 25, fields.two: expected a field's number
            {"mti":"0200","fields":{"3":"1","3":"2"}}    | column 33, fields.3: is there twice
            {"mti":"0200","fields":{"3":{"1":"2"}}}      | column 25, fields.3: expected a text, the dialect knows no parts
            {"mti":"0200","fields":{"55":{"9F":"00"}}}   | column 31, fields.55.9F: expected a BER tag of 1 to 4 bytes
            {"mti":"0200","fields":{"55":{"5A":"0"}}}    | column 31, fields.55.5A: expected hexadecimal digits, two a byte
            {"mti":"200","fields":{}}                    | column 2, mti: expected a message type indicator of four digits
            {"fields":{}}                                | mti: expected a message type indicator of four digits
            {"mti":"0200"}                               | fields: expected an object of fields by their number
            {"mti":"0200","fields":"2"}                  | column 15, fields: expected an object of fields
            {"mti":"0200","header":"00","fields":{}}     | column 15, header: expected 0 bytes in hexadecimal
            {"mti":"0200","field":{}}                    | column 15, field: is no member of a message; expected one of fields
            {"mti":"0200","fields":{}} {}                | column 28: expected one object a line
            {"mti":"0200","fields":{"2":"4"              | no JSON: Unexpected end-of-input
            [1]                                          | column 1: expected an object, such as
            hello                                        | column 1: no JSON: Unrecognized token 'hello'
            """)
    void aWrongLineIsToldWithColumnPathAndWhatWasExpected(final String json, final String message) {
        assertThatThrownBy(() -> encode(Dialects.iso1987Ascii(), json)).isInstanceOf(LineException.class)
                .hasMessageContaining(message).message().doesNotContain("400000");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            303230                                   | offset 3, message: expected the message type indicator
            30323041                                 | offset 3, message: expected a digit of the message type indicator
            3032303020                               | offset 5, bitmap: expected the bitmap
            30323030200000000000000031323334         | offset 16, field 3 (Processing code): expected n 6 in 6 bytes; 4 bytes
            303230302000000000000000313233343541     | offset 17, field 3 (Processing code): expected a digit in ASCII
            303230302000000000000000313233343536FF   | offset 18, message: expected the end of the message; 1 more bytes
            """)
    void aWrongMessageIsToldWithOffsetFieldAndWhatWasExpected(final String hex, final String message) {
        assertThatThrownBy(() -> decode(Dialects.iso1987Ascii(), hex, true)).isInstanceOf(LineException.class)
                .hasMessageContaining(message);
    }
}
