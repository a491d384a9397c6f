package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.Structure;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Messages with a card number in one field each: its own, a track, an EMV tag, free text. And whether text shows it. */
final class CardMessages {
    static final String PAN = "4761739001010119";

    private static final int MTI = 0x0200;
    private static final String[] FORMS = {PAN, hex(PAN, 0x30), hex(PAN, 0xF0)};

    private CardMessages() {
    }

    private static String hex(final String digits, final int zone) {
        final StringBuilder hex = new StringBuilder();
        digits.chars().forEach(digit -> hex.append(String.format("%02X", zone | digit - '0')));
        return hex.toString();
    }

    /** @throws Finding when the card number stands there, in digits or as hexadecimal of them in any encoding */
    static void isHidden(final String text) {
        final String dump = text.replaceAll("[\\s]+", "");
        for (final String form : FORMS) {
            Finding.unless(!text.contains(form) && !dump.contains(form), "a card number is shown");
        }
    }

    static List<byte[]> all() {
        final List<byte[]> messages = new ArrayList<>();
        for (final Dialect dialect : FuzzDialects.all()) {
            for (final int field : new int[]{2, 34, 35, 45, 48, 55, 60, 102, 123}) {
                final byte[] message = withCard(dialect, field);
                if (message != null) {
                    messages.add(message);
                }
            }
        }
        return messages;
    }

    private static byte[] withCard(final Dialect dialect, final int field) {
        final FieldSpec spec = dialect.field(field);
        if (spec == null || spec.structure() instanceof Structure.Subfields || spec.form().prefix().isFixed()) {
            return null;
        }
        final IsoWriter writer = new IsoWriter(dialect);
        final byte[] bytes = new byte[1024];
        writer.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        writer.mti(MTI);
        putNumber(writer, dialect, 3, field);
        putNumber(writer, dialect, 11, field);
        if (spec.form().encoding() == Encoding.BINARY) {
            writer.putHex(field, "5A08" + PAN + "9F02060000000001005712" + PAN + "D2512101123456789F");
        } else {
            writer.putAscii(field, field == 2 ? PAN : field == 35 ? PAN + "=25121011234567"
                : field == 45 ? "B" + PAN + "^NAME/A^2512101" : PAN);
        }
        putNumber(writer, dialect, 70, field);
        final int length = writer.finish();
        return Result.isOk(writer.result()) ? Arrays.copyOf(bytes, length) : null;
    }

    private static void putNumber(final IsoWriter writer, final Dialect dialect, final int number, final int field) {
        if (dialect.field(number) != null && (number < field) == (number < 70)) {
            writer.putLong(number, 1);
        }
    }
}
