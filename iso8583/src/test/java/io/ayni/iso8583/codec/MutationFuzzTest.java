package io.ayni.iso8583.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.mask.MessageMask;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.ayni.iso8583.spec.FieldSpec;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Messages broken at random, from a seed: nothing throws, every fault names a place inside the message, what is good is
 * written again as it was, and the fast way (a known bitmap) and the general way come to the same verdict.
 */
class MutationFuzzTest {
    private static final int MESSAGES = 400;
    private static final int MUTATIONS = 250;
    private static final int MARGIN = 64;

    private final byte[] bytes = new byte[8192];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final byte[] rewritten = new byte[8192];

    static List<Dialect> dialects() {
        return Dialects.all();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void nothingThrowsAndEveryFaultHasItsPlace(final Dialect dialect) {
        final SplittableRandom random = new SplittableRandom(8583);
        final IsoReader warm = new IsoReader(dialect);
        final IsoWriter writer = new IsoWriter(dialect);
        int good = 0;
        for (int i = 0; i < MESSAGES; i++) {
            final byte[] message = message(dialect, writer, random);
            for (int k = 0; k < MUTATIONS; k++) {
                final byte[] mutant = mutate(message, random);
                // Around the message stand digits, so that a read beyond it would be believed.
                Arrays.fill(bytes, 0, mutant.length + 2 * MARGIN, (byte)'0');
                System.arraycopy(mutant, 0, bytes, MARGIN, mutant.length);
                good += verdict(dialect, warm, writer, mutant, k % 50 == 0) ? 1 : 0;
            }
        }
        assertThat(good).as("mutants that are messages themselves").isBetween(100, MESSAGES * MUTATIONS / 2);
    }

    private boolean verdict(
        final Dialect dialect, final IsoReader warm, final IsoWriter writer, final byte[] mutant, final boolean compare) {
        final long result = warm.wrap(buffer, MARGIN, mutant.length);
        if (compare) {
            final IsoReader cold = new IsoReader(dialect);
            assertThat(cold.wrap(buffer, MARGIN, mutant.length)).isEqualTo(result);
            assertSameFields(cold, warm);
        }
        assertThat(Result.offset(result)).isBetween(0, mutant.length);
        assertThat(MessageMask.text(warm, result)).isNotEmpty();
        readAll(warm);
        if (Result.isOk(result) && isCanonical(warm)) {
            writer.wrap(new UnsafeBuffer(rewritten), 0, rewritten.length);
            writer.start(warm.mti(), warm, FieldSet.ALL);
            final int length = writer.finish();
            assertThat(length).as(Result.describe(writer.result())).isEqualTo(mutant.length);
        }
        return Result.isOk(result);
    }

    /** A secondary bitmap that announces nothing is read but not written. */
    private static boolean isCanonical(final IsoReader reader) {
        return (reader.buffer().getByte(reader.bitmapOffset()) & 0x80) == 0 || reader.next(64) > 0;
    }

    private static void assertSameFields(final IsoReader left, final IsoReader right) {
        for (int field = 0; field <= FieldSpec.HIGHEST; field++) {
            assertThat(left.offset(field)).isEqualTo(right.offset(field));
            assertThat(left.length(field)).isEqualTo(right.length(field));
        }
    }

    private static void readAll(final IsoReader reader) {
        for (int field = reader.next(0); field > 0; field = reader.next(field)) {
            assertThat(reader.wireOffset(field) + reader.wireLength(field)).isLessThanOrEqualTo(reader.totalLength());
            reader.number(field);
            reader.chars(field);
            reader.unit(field, reader.length(field) - 1);
        }
    }

    private static byte[] mutate(final byte[] message, final SplittableRandom random) {
        byte[] mutant = message.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0 && mutant.length > 0; changes--) {
            final int at = random.nextInt(mutant.length);
            switch (random.nextInt(6)) {
                case 0 -> mutant[at] = (byte)random.nextInt(256);
                case 1 -> mutant[at] ^= (byte)(1 << random.nextInt(8));
                case 2 -> mutant[at] = (byte)('0' + random.nextInt(10));
                case 3 -> mutant = Arrays.copyOf(mutant, at);
                case 4 -> mutant = Arrays.copyOf(mutant, mutant.length + 1 + random.nextInt(40));
                default -> System.arraycopy(mutant, 0, mutant, at / 2, mutant.length - at);
            }
        }
        return mutant;
    }

    private byte[] message(final Dialect dialect, final IsoWriter writer, final SplittableRandom random) {
        writer.wrap(buffer, 0, buffer.capacity());
        writer.mti(0x0200);
        for (final FieldSpec field : dialect.fields().fields()) {
            if (random.nextInt(8) == 0) {
                put(writer, field, random);
            }
        }
        final int length = writer.finish();
        assertThat(length).as(dialect.name() + " " + Result.describe(writer.result())).isPositive();
        return Arrays.copyOf(bytes, length);
    }

    private static void put(final IsoWriter writer, final FieldSpec field, final SplittableRandom random) {
        final FieldForm form = field.form();
        final int length = form.prefix().isFixed() ? form.maxLength()
            : form.minLength() + random.nextInt(Math.min(form.maxLength(), 60) - form.minLength() + 1);
        if (form.encoding().isBinary()) {
            writer.putHex(field.number(), "9F".repeat(length));
        } else {
            final String digits = Long.toString(random.nextLong(1_000_000_000L, 9_999_999_999L)).repeat(100);
            final boolean amount = form.content() == Content.XN;
            writer.putAscii(field.number(), (amount ? "D" : "") + digits.substring(0, length - (amount ? 1 : 0)));
        }
    }
}
