package io.ayni.iso8583.wireshark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.ayni.iso8583.spec.FieldSpec;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Random messages as captured traffic: Wireshark's dissector, which knows nothing of this code, sees the same type
 * indicator and the same value in every field as our reader.
 * <p>
 * Left out are the fields where Wireshark is not the standard (its table {@code iso_1987} or {@code iso_1993}), and what
 * it cannot read at all: empty values behind a length of 0, which it calls malformed; an odd number of packed digits
 * behind a length, where it expects the gap in front and jPOS and we have it at the end; and messages with a binary
 * bitmap where it checks for hexadecimal by mistake.
 */
class WiresharkTest {
    private static final int MESSAGES = 300;
    private static final int LONGEST = 40;
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String SPECIAL = " !#$%&()*+,-./:;<=>?@[]^_{|}~";
    private static final Path FOLDER = Path.of("target", "wireshark");

    /**
     * 36 is z, not an: its separator is refused. 53 is n 16, not n 8. 55, EMV data, is bytes, for Wireshark text. 65 is
     * read as the bit of another bitmap. 86 to 89 are n 16, not n 15.
     */
    private static final FieldSet NOT_ISO_1987 = FieldSet.of(36, 53, 55, 65, 86, 87, 88, 89);
    /** 15 and 71 are n 6 and n 8, not n 4 and n 6. 53 is b ..48, not b 48. 65 is read as a bitmap. */
    private static final FieldSet NOT_ISO_1993 = FieldSet.of(15, 53, 65, 71);
    /** Binary of fixed length is hexadecimal in this dialect, for Wireshark it is as the bitmap is. */
    private static final int[] FIXED_BINARY = {52, 64, 96, 128};
    /** The sign of an amount x+n is a character, for Wireshark a nibble. */
    private static final int[] PACKED_AMOUNTS = {28, 29, 30, 31, 97};
    /** A track is counted in bytes and shown as hexadecimal, cut off, when binary is not hexadecimal. */
    private static final int TRACK_2 = 35;

    private static final FieldSet STRICTER = FieldSet.of(54, 92, 93, 99);

    @BeforeAll
    static void needsWireshark() throws IOException {
        assumeTrue(Tshark.isInstalled(), "tshark is not installed (Debian: apt-get install tshark): not compared");
        Files.createDirectories(FOLDER);
    }

    static Stream<Arguments> dialects() {
        return Stream.of(
            Arguments.of(Dialects.iso1987AsciiHexBitmap(), "ascii", "ascii", NOT_ISO_1987),
            Arguments.of(Dialects.iso1987Ascii(), "ascii", "bin", NOT_ISO_1987.with(FIXED_BINARY).with(TRACK_2)),
            // 92 and 93 are an, not packed digits.
            Arguments.of(Dialects.iso1987Bcd(), "bcd", "bin", NOT_ISO_1987.with(PACKED_AMOUNTS).with(TRACK_2, 92, 93)),
            // 127 is nested behind six digits of length.
            Arguments.of(Dialects.postilion(), "ascii", "bin", NOT_ISO_1987.with(TRACK_2, 127)),
            // 55 and 96 are bytes, for Wireshark hexadecimal, and in the binary dialect cut off.
            Arguments.of(Dialects.iso1993Ascii(), "ascii", "ascii", NOT_ISO_1993.with(55, 96)),
            Arguments.of(Dialects.iso1993Bcd(), "bcd", "bin", NOT_ISO_1993.with(TRACK_2, 36, 55, 96, 97)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void wiresharkSeesTheSameFields(
        final Dialect dialect, final String digits, final String binary, final FieldSet except)
        throws IOException, InterruptedException {
        final SplittableRandom random = new SplittableRandom(dialect.name().hashCode());
        final List<byte[]> messages = new ArrayList<>();
        while (messages.size() < MESSAGES) {
            final byte[] message = message(dialect, except, random);
            if (binary.equals("ascii") || !isCheckedByMistake(message)) {
                messages.add(message);
            }
        }
        final Path file = FOLDER.resolve(dialect.name() + ".pcap");
        Files.write(file, capture(messages, random));
        final List<Tshark.Dissected> dissected = Tshark.dissect(file, digits, binary);

        assertThat(dissected).hasSameSizeAs(messages);
        for (int i = 0; i < MESSAGES; i++) {
            final IsoReader reader = new IsoReader(dialect);
            final byte[] message = messages.get(i);
            assertThat(reader.wrap(new UnsafeBuffer(message), 0, message.length)).isEqualTo(Result.OK);
            final String about = i + ": " + HexFormat.of().formatHex(message);
            assertThat(dissected.get(i).mti()).as(about).isEqualTo(Mti.format(reader.mti()));
            assertThat(seen(dissected.get(i), reader)).as(about).isEqualTo(fields(reader));
        }
    }

    private static Map<Integer, String> fields(final IsoReader reader) {
        final Map<Integer, String> fields = new TreeMap<>();
        for (int field = reader.next(0); field != FieldsReader.ABSENT; field = reader.next(field)) {
            fields.put(field, reader.text(field));
        }
        return fields;
    }

    /** Behind the hexadecimal of eight bytes Wireshark 4.0 shows what lies behind its own buffer, which is too short. */
    private static Map<Integer, String> seen(final Tshark.Dissected message, final IsoReader reader) {
        final Map<Integer, String> fields = new TreeMap<>(message.fields());
        fields.replaceAll((field, text) -> reader.table().field(field).form().content() == Content.B
            ? text.substring(0, Math.min(text.length(), 2 * Long.BYTES)) : text);
        return fields;
    }

    /** Each message behind two bytes of length; some in two segments. */
    private static byte[] capture(final List<byte[]> messages, final SplittableRandom random) {
        final Capture capture = new Capture();
        for (final byte[] message : messages) {
            final byte[] framed = new byte[2 + message.length];
            framed[0] = (byte)(message.length >> Byte.SIZE);
            framed[1] = (byte)message.length;
            System.arraycopy(message, 0, framed, 2, message.length);
            final int cut = random.nextInt(4) == 0 ? 1 + random.nextInt(framed.length - 1) : framed.length;
            capture.sent(Arrays.copyOf(framed, cut));
            if (cut < framed.length) {
                capture.sent(Arrays.copyOfRange(framed, cut, framed.length));
            }
        }
        return capture.file();
    }

    /**
     * Wireshark takes the 16 bytes from the sixth of the frame on for text, three bytes of UTF-8 for each that is not
     * ASCII, up to a zero; when the text is 16 bytes long and not hexadecimal, it does not read the message.
     */
    private static boolean isCheckedByMistake(final byte[] message) {
        int length = 0;
        for (int i = 4; i < 4 + 16 && i < message.length && message[i] != 0; i++) {
            length += message[i] > 0 ? 1 : 3;
        }
        return length == 16;
    }

    private static byte[] message(final Dialect dialect, final FieldSet except, final SplittableRandom random) {
        final IsoWriter writer = new IsoWriter(dialect);
        final byte[] bytes = new byte[1 << 14];
        writer.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        writer.mti(dialect.name().contains("1993") ? 0x1200 : 0x0200);
        final int oneIn = 2 + random.nextInt(12);
        for (final FieldSpec field : dialect.fields().fields()) {
            final boolean always = field.number() == 3 || field.number() == 11;
            if (!except.has(field.number()) && (always || random.nextInt(oneIn) == 0)) {
                put(writer, field, random);
            }
        }
        final int length = writer.finish();
        assertThat(length).as(Result.describe(writer.result())).isPositive();
        return Arrays.copyOf(bytes, length);
    }

    private static void put(final IsoWriter writer, final FieldSpec field, final SplittableRandom random) {
        final FieldForm form = field.form();
        int length = form.prefix().isFixed() ? form.maxLength() : 2 + random.nextInt(Math.min(form.maxLength(), LONGEST) - 1);
        if (!form.prefix().isFixed() && form.encoding() == Encoding.BCD) {
            length &= ~1;
        }
        // Wireshark has n for an in 92 and 93, an for ans in 54 and 99: of the same length, but it checks what is there.
        final boolean stricter = form.encoding() == Encoding.ASCII && STRICTER.has(field.number());
        switch (stricter ? Content.N : form.content()) {
            case B, BITMAP -> writer.putHex(field.number(), text(DIGITS + "ABCDEF", 2 * length, random));
            case XN -> writer.putAscii(field.number(), (random.nextBoolean() ? "C" : "D") + text(DIGITS, length - 1, random));
            case N -> writer.putAscii(field.number(), text(DIGITS, length, random));
            case Z -> writer.putAscii(field.number(), text(DIGITS, length - 1, random) + "=");
            case AN -> writer.putAscii(field.number(), text(DIGITS + LETTERS, length, random));
            case NS -> writer.putAscii(field.number(), text(DIGITS + SPECIAL, length, random));
            default -> writer.putAscii(field.number(), text(DIGITS + LETTERS + SPECIAL, length, random));
        }
    }

    private static String text(final String alphabet, final int length, final SplittableRandom random) {
        final StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
