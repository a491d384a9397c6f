package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.spec.BitmapForm;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bitmaps of one to three words in each encoding, and with the third in field 65, over fields of one byte. The first
 * byte chooses one, the others are the message from its bitmap on.
 */
public final class BitmapTarget {
    private static final byte[] MTI = {'0', '2', '0', '0'};
    private static final Surroundings SURROUNDINGS = new Surroundings();
    private static final List<Dialect> DIALECTS = dialects();
    private static final List<MessageProperties> PROPERTIES = DIALECTS.stream()
        .map(dialect -> new MessageProperties(dialect, SURROUNDINGS)).toList();

    private BitmapTarget() {
    }

    public static void fuzzerTestOneInput(final byte[] input) {
        if (input.length == 0) {
            return;
        }
        final byte[] message = new byte[MTI.length + input.length - 1];
        System.arraycopy(MTI, 0, message, 0, MTI.length);
        System.arraycopy(input, 1, message, MTI.length, input.length - 1);
        PROPERTIES.get((input[0] & 0xFF) % PROPERTIES.size()).check(message, 0);
    }

    static List<byte[]> seeds() {
        final List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < DIALECTS.size(); i++) {
            for (final byte[] message : SeedMessages.of(DIALECTS.get(i))) {
                final byte[] seed = Arrays.copyOfRange(message, MTI.length - 1, message.length);
                seed[0] = (byte)i;
                seeds.add(seed);
            }
        }
        return seeds;
    }

    private static List<Dialect> dialects() {
        final List<Dialect> dialects = new ArrayList<>();
        for (final Encoding encoding : List.of(Encoding.BINARY, Encoding.HEX_ASCII, Encoding.HEX_EBCDIC)) {
            for (int words = 1; words <= BitmapForm.MAX_WORDS; words++) {
                dialects.add(dialect(encoding, words, false));
            }
            dialects.add(dialect(encoding, 2, true));
        }
        return dialects;
    }

    private static Dialect dialect(final Encoding encoding, final int words, final boolean thirdInField65) {
        final List<FieldSpec> fields = new ArrayList<>();
        final int highest = thirdInField65 ? FieldSpec.HIGHEST : words * Long.SIZE;
        for (int field = 2; field <= highest; field++) {
            if (field == FieldTable.TERTIARY_BITMAP) {
                if (thirdInField65) {
                    fields.add(FieldSpec.of(field, "", FieldForm.fixed(Content.BITMAP, encoding, Long.BYTES)));
                }
            } else {
                fields.add(FieldSpec.of(field, "", field % 16 == 0
                    ? FieldForm.variable(Content.ANS, Encoding.ASCII, LengthPrefix.ascii(1), 3)
                    : FieldForm.fixed(Content.N, Encoding.ASCII, 1)));
            }
        }
        return new Dialect(encoding + "-" + words + "-" + thirdInField65, 0,
            FieldForm.fixed(Content.N, Encoding.ASCII, Dialect.MTI_DIGITS),
            FieldTable.of(new BitmapForm(encoding, words), fields));
    }
}
