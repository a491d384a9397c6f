package io.ayni.iso8583.explain;

import io.ayni.iso8583.field.Chars;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads bytes from the text people paste: hexadecimal, plain or spaced, or a dump with offsets in front and characters
 * behind, as {@code xxd}, {@code hexdump -C}, {@code tcpdump -x} and logs print it. A number in front of a line is an
 * offset when it is what has been read so far.
 */
public final class HexInput {
    private static final Pattern OFFSET = Pattern.compile("\\s*(?:0x)?([0-9A-Fa-f]{4,8})(?::|\\s{1,3}(?=\\s|[0-9A-Fa-f]{2}))");
    private static final Pattern CHARACTERS = Pattern.compile("\\|.*|\\s{3,}\\S.*");
    private static final int DUMP_WIDTH = 16;

    private HexInput() {
    }

    /** @throws IllegalArgumentException naming line and column of what is no hexadecimal digit. */
    public static byte[] parse(final String text) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int number = 0;
        for (final String line : text.lines().toList()) {
            number++;
            if (isFinalOffset(line, bytes.size())) {
                continue;
            }
            final Matcher offset = OFFSET.matcher(line);
            final boolean dump = offset.lookingAt() && line.strip().length() > offset.group(1).length()
                && Long.parseLong(offset.group(1), 16) == bytes.size() && looksLikeDump(line, offset);
            if (dump) {
                dumpLine(line, offset.end(), bytes, number);
            } else {
                plainLine(line, bytes, number);
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Bytes of one line without offsets or characters: hexadecimal digits, spaces, colons and commas.
     *
     * @param number of the line, for the message
     * @throws IllegalArgumentException naming line and column of what is no hexadecimal digit
     */
    public static byte[] parseLine(final String line, final int number) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(line.length() >> 1);
        plainLine(line, bytes, number);
        return bytes.toByteArray();
    }

    /** The last line of {@code hexdump} is the offset behind the last byte. */
    private static boolean isFinalOffset(final String line, final int size) {
        return size > 0 && line.matches("[0-9A-Fa-f]{7,8}") && Long.parseLong(line, 16) == size;
    }

    /** "0000 ..." may as well be a message of spaced bytes; a dump says so by a colon, two spaces or pairs of digits. */
    private static boolean looksLikeDump(final String line, final Matcher offset) {
        final String rest = line.substring(offset.end());
        return line.charAt(offset.end() - 1) == ':' || offset.group().endsWith("  ")
            || rest.strip().matches("(?i)[0-9a-f]{2}( .*)?");
    }

    private static void dumpLine(final String line, final int from, final ByteArrayOutputStream to, final int number) {
        int at = from;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        String digits = line.substring(at);
        final Matcher characters = CHARACTERS.matcher(digits);
        if (characters.find()) {
            digits = digits.substring(0, characters.start());
        }
        final StringBuilder hex = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            final boolean gap = digits.startsWith("  ", i);
            if (gap && hex.length() >= 2 * DUMP_WIDTH) {
                break;
            }
            if (digits.charAt(i) != ' ') {
                hex.append(digit(digits.charAt(i), number, at + i + 1));
            }
        }
        append(hex, to, number);
    }

    private static void plainLine(final String line, final ByteArrayOutputStream to, final int number) {
        final StringBuilder hex = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            final char character = line.charAt(i);
            if (!Character.isWhitespace(character) && character != ':' && character != ',') {
                hex.append(digit(character, number, i + 1));
            }
        }
        append(hex, to, number);
    }

    private static char digit(final char character, final int line, final int column) {
        if (character > 0x7F || Chars.hexValue((byte)character) < 0) {
            throw new IllegalArgumentException("line " + line + ", column " + column + ": '" + character
                + "' is no hexadecimal digit");
        }
        return character;
    }

    private static void append(final StringBuilder hex, final ByteArrayOutputStream to, final int line) {
        if ((hex.length() & 1) != 0) {
            throw new IllegalArgumentException("line " + line + ": an odd number of hexadecimal digits");
        }
        for (int i = 0; i < hex.length(); i += 2) {
            to.write(Chars.hexValue((byte)hex.charAt(i)) << 4 | Chars.hexValue((byte)hex.charAt(i + 1)));
        }
    }
}
