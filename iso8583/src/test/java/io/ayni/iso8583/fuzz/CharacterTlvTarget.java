package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.tlv.CharacterTlvReader;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The first byte chooses how long tags and lengths are and whether they are EBCDIC; the others are the value. */
public final class CharacterTlvTarget {
    private static final int MOST_TAG_CHARACTERS = 8;
    private static final int MOST_LENGTH_DIGITS = 6;
    private static final Surroundings SURROUNDINGS = new Surroundings();

    private CharacterTlvTarget() {
    }

    public static void fuzzerTestOneInput(final byte[] input) {
        if (input.length == 0) {
            return;
        }
        final int choice = input[0] & 0xFF;
        final int length = SURROUNDINGS.place(input, 1);
        final CharacterTlvReader reader = reader(choice);
        final CharacterTlvReader embedded = reader(choice);
        reader.wrap(SURROUNDINGS.guarded, 0, length);
        embedded.wrap(SURROUNDINGS.embedded, SURROUNDINGS.embeddedOffset, length);
        TlvProperties.same(reader, embedded, length);
        while (reader.next()) {
            Finding.unless(reader.tagIs(reader.tagText()), "a tag is not itself");
        }
    }

    private static CharacterTlvReader reader(final int choice) {
        return new CharacterTlvReader(1 + choice % MOST_TAG_CHARACTERS,
            1 + choice / MOST_TAG_CHARACTERS % MOST_LENGTH_DIGITS,
            choice >= MOST_TAG_CHARACTERS * MOST_LENGTH_DIGITS);
    }

    static List<byte[]> seeds() {
        return Stream.of("\u000101003abc02000", "\u00110100003abc", "\u001801000003xyz02000001a", "\u0002TAG5hello")
            .map(seed -> seed.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }
}
