package io.ayni.iso8583.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.LengthPrefix;
import io.ayni.iso8583.field.NibbleFill;
import io.ayni.iso8583.field.Padding;
import io.ayni.iso8583.spec.BitmapForm;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What is compiled for a bitmap that comes often says the same as the table, whatever the forms of the fields. */
class ShapeTest {
    private static final int DIALECTS = 80;
    private static final int FIELDS = 40;
    private static final int MESSAGES = 5;
    private static final int MUTANTS = 150;
    private static final int CAPACITY = 1 << 14;
    private static final Content[] CONTENTS = Arrays.stream(Content.values())
        .filter(content -> content != Content.BITMAP).toArray(Content[]::new);

    private final SplittableRandom random = new SplittableRandom(8583);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);

    @Test
    void compiledAndInterpretedComeToTheSameVerdict() {
        int compiled = 0;
        int bad = 0;
        for (int i = 0; i < DIALECTS; i++) {
            final Dialect dialect = randomDialect();
            for (int k = 0; k < MESSAGES; k++) {
                final byte[] message = randomMessage(dialect);
                final IsoReader warm = new IsoReader(dialect);
                for (int times = 0; times <= ShapeCache.HOT; times++) {
                    assertThat(Result.describe(read(warm, message))).isEqualTo("ok");
                }
                compiled += shape(warm) == null ? 0 : 1;
                compare(dialect, warm, message);
                for (int m = 0; m < MUTANTS; m++) {
                    bad += compare(dialect, warm, mutant(message)) ? 0 : 1;
                }
            }
        }
        assertThat(compiled).as("messages read by compiled code").isGreaterThan(DIALECTS * MESSAGES / 4);
        assertThat(bad).as("mutants that are wrong").isGreaterThan(DIALECTS * MESSAGES * MUTANTS / 2);
    }

    @Test
    void readersOfADialectShareAShape() {
        final byte[] message = Message.bytes("0200<0000000002000000>00");
        final IsoReader first = new IsoReader(Dialects.iso1987Ascii());
        final IsoReader second = new IsoReader(Dialects.iso1987Ascii());
        for (int times = 0; times < ShapeCache.HOT; times++) {
            read(first, message);
            read(second, message);
        }
        assertThat(shape(first)).isNotNull().isSameAs(shape(second));
    }

    @Test
    void aBitmapGetsAShapeOnlyWhenItComesAgainAndAgain() {
        final Plan plan = Plan.of(randomDialect().fields());
        final ShapeCache shapes = new ShapeCache(plan);
        final int field = plan.table().fields().stream().filter(spec -> spec.form().prefix().isFixed())
            .mapToInt(FieldSpec::number).filter(number -> number < 65).findFirst().orElseThrow();
        for (int times = 1; times < ShapeCache.HOT; times++) {
            assertThat(shapes.find(FieldSet.bit(field), 0, 0)).isNull();
        }
        assertThat(shapes.find(FieldSet.bit(field), 0, 0)).isNotNull();
    }

    @Test
    void aDialectCompilesNoMoreThanItsShareOfShapes() {
        final Plan plan = Plan.of(randomDialect().fields());
        for (int i = 0; i < Plan.MOST_SHAPES; i++) {
            plan.shape(1L << 62, i, 0);
        }
        assertThat(plan.shape(0, 0, 0)).isNull();
    }

    private static Shape shape(final IsoReader reader) {
        final FieldParser parser = reader.parser;
        return parser.plan.shape(parser.word0, parser.word1, parser.word2);
    }

    private long read(final IsoReader reader, final byte[] message) {
        // Around the message stand digits, so that a read beyond it would be believed.
        buffer.setMemory(0, message.length + 2 * Long.BYTES, (byte)'0');
        buffer.putBytes(Long.BYTES, message);
        return reader.wrap(buffer, Long.BYTES, message.length);
    }

    private boolean compare(final Dialect dialect, final IsoReader warm, final byte[] message) {
        final IsoReader cold = new IsoReader(dialect);
        final long result = read(cold, message);
        assertThat(Result.describe(read(warm, message))).isEqualTo(Result.describe(result));
        for (int field = 0; field <= FieldSpec.HIGHEST; field++) {
            if (cold.offset(field) != warm.offset(field) || cold.length(field) != warm.length(field)) {
                throw new AssertionError("field " + field + " of " + Arrays.toString(message));
            }
        }
        return Result.isOk(result);
    }

    private Dialect randomDialect() {
        final List<FieldSpec> fields = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            final int number = 2 + 3 * i;
            fields.add(FieldSpec.of(number, "field " + number, randomForm()));
        }
        return new Dialect("random", 0, FieldForm.fixed(Content.N, Encoding.ASCII, Dialect.MTI_DIGITS),
            FieldTable.of(new BitmapForm(Encoding.BINARY, 2), fields));
    }

    private FieldForm randomForm() {
        while (true) {
            final Content content = any(CONTENTS);
            final Encoding encoding = any(Encoding.values());
            final int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 20);
            final LengthPrefix.Form prefix = any(LengthPrefix.Form.values());
            try {
                if (prefix == LengthPrefix.Form.FIXED) {
                    return FieldForm.fixed(content, encoding, length).withNibbleFill(any(NibbleFill.values()));
                }
                final int digits = 1 + random.nextInt(prefix == LengthPrefix.Form.BINARY ? 2 : 4);
                final int longest = Math.min(length, new LengthPrefix(prefix, digits, LengthPrefix.Counts.UNITS).max());
                final LengthPrefix.Counts counts = encoding != Encoding.BCD && random.nextInt(8) == 0
                    ? LengthPrefix.Counts.BYTES : LengthPrefix.Counts.UNITS;
                return new FieldForm(content, encoding, any(NibbleFill.values()),
                    new LengthPrefix(prefix, digits, counts), random.nextInt(2), longest, Padding.NONE, false);
            } catch (final IllegalArgumentException impossible) {
                // Not every content goes with every encoding.
            }
        }
    }

    private byte[] randomMessage(final Dialect dialect) {
        final IsoWriter writer = new IsoWriter(dialect);
        while (true) {
            writer.wrap(buffer, 0, CAPACITY);
            writer.mti(Mti.FINANCIAL_REQUEST);
            for (final FieldSpec field : dialect.fields().fields()) {
                if (random.nextInt(3) == 0) {
                    put(writer, field);
                }
            }
            final int length = writer.finish();
            if (length != FieldsWriter.FAILED) {
                final byte[] message = new byte[length];
                buffer.getBytes(0, message);
                return message;
            }
        }
    }

    private void put(final IsoWriter writer, final FieldSpec field) {
        final FieldForm form = field.form();
        final int length = form.minLength() + random.nextInt(form.maxLength() - form.minLength() + 1);
        if (form.encoding().isBinary()) {
            writer.putHex(field.number(), "9F".repeat(length));
        } else {
            final String text = (form.content() == Content.A ? "Quito" : "0123456789").repeat(length / 5 + 1);
            writer.putAscii(field.number(), (form.content() == Content.XN ? "D" + text : text).substring(0, length));
        }
    }

    private byte[] mutant(final byte[] message) {
        final byte[] mutant = message.clone();
        final int at = random.nextInt(mutant.length);
        switch (random.nextInt(5)) {
            case 0 -> mutant[at] = (byte)random.nextInt(256);
            case 1 -> mutant[at] ^= (byte)(1 << random.nextInt(8));
            case 2 -> mutant[at] = (byte)('0' + random.nextInt(10));
            case 3 -> {
                return Arrays.copyOf(mutant, at);
            }
            default -> {
                return Arrays.copyOf(mutant, mutant.length + 1 + random.nextInt(20));
            }
        }
        return mutant;
    }

    private <T> T any(final T[] values) {
        return values[random.nextInt(values.length)];
    }
}
