package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.explain.Explainer;
import io.ayni.iso8583.mask.MessageMask;
import io.ayni.iso8583.spec.Dialect;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages in which one card number stands wherever there is room for it, damaged and read in any dialect: it is never
 * shown, in digits nor in hexadecimal.
 * <pre>
 *   0        1           2          3...
 *   +--------+-----------+----------+--------------------------------------------+
 *   | reader | message   | changes  | of each change: kind, offset / 16, value   |
 *   +--------+-----------+----------+--------------------------------------------+
 * </pre>
 */
public final class ExplainTarget {
    private static final int HEADER = 3;
    private static final int CHANGE = 4;
    private static final int MOST_CHANGES = 6;
    private static final List<Dialect> DIALECTS = FuzzDialects.all();
    private static final List<byte[]> MESSAGES = CardMessages.all();

    private ExplainTarget() {
    }

    public static void fuzzerTestOneInput(final byte[] input) {
        if (input.length < HEADER) {
            return;
        }
        final Dialect dialect = DIALECTS.get((input[0] & 0xFF) % DIALECTS.size());
        final byte[] message = changed(MESSAGES.get((input[1] & 0xFF) % MESSAGES.size()), input);
        final IsoReader reader = new IsoReader(dialect);
        final long result = reader.wrap(new UnsafeBuffer(message), 0, message.length);
        CardMessages.isHidden(MessageMask.text(reader, result));
        CardMessages.isHidden(new Explainer(dialect, DIALECTS.subList(0, 2), false).explain(message));
        if (message.length % 16 == 0) {
            new Explainer(dialect, List.of(), true).explain(message);
        }
    }

    private static byte[] changed(final byte[] message, final byte[] input) {
        byte[] changed = message.clone();
        final int changes = Math.min((input[2] & 0xFF) % (MOST_CHANGES + 1), (input.length - HEADER) / CHANGE);
        for (int i = 0; i < changes && changed.length > 0; i++) {
            final int from = HEADER + i * CHANGE;
            final int at = ((input[from + 1] & 0xFF) << Byte.SIZE | input[from + 2] & 0xFF) % changed.length;
            final byte value = input[from + 3];
            switch (input[from] & 3) {
                case 0 -> changed[at] = value;
                case 1 -> changed[at] ^= (byte)(1 << (value & 7));
                case 2 -> changed = without(changed, at, value & 0x1F);
                default -> changed = with(changed, at, value);
            }
        }
        return changed;
    }

    private static byte[] without(final byte[] message, final int at, final int length) {
        final int end = Math.min(message.length, at + length);
        final byte[] shorter = Arrays.copyOf(message, message.length - (end - at));
        System.arraycopy(message, end, shorter, at, message.length - end);
        return shorter;
    }

    private static byte[] with(final byte[] message, final int at, final byte value) {
        final byte[] longer = Arrays.copyOf(message, message.length + 1);
        System.arraycopy(message, at, longer, at + 1, message.length - at);
        longer[at] = value;
        return longer;
    }

    static List<byte[]> seeds() {
        final List<byte[]> seeds = new ArrayList<>();
        for (int reader = 0; reader < DIALECTS.size(); reader++) {
            for (int message = 0; message < MESSAGES.size(); message++) {
                seeds.add(new byte[]{(byte)reader, (byte)message, 0, 0, 0, 0, 0});
            }
        }
        return seeds;
    }
}
