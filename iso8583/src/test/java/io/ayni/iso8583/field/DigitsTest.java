package io.ayni.iso8583.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Eight digits at a time against what {@link Long} makes of them. */
class DigitsTest {
    private static final int MARGIN = 24;
    private static final Charset CODE_PAGE_1047 = Charset.forName("IBM1047");

    @ParameterizedTest
    @CsvSource({
        "0, 0", "7, 7", "00, 0", "42, 42", "00001234, 1234", "99999999, 99999999", "123456789, 123456789",
        "0000000000000001, 1", "1234567890123456, 1234567890123456", "12345678901234567, 12345678901234567",
        "999999999999999999, 999999999999999999",
    })
    void digitsAreRead(final String digits, final long number) {
        assertThat(readAscii(digits, MARGIN)).isEqualTo(number);
        assertThat(readAscii(digits, 0)).as("nothing before it").isEqualTo(number);
        final byte[] ebcdic = digits.getBytes(CODE_PAGE_1047);
        assertThat(Digits.read(new UnsafeBuffer(ebcdic), 0, ebcdic.length, Digits.EBCDIC)).isEqualTo(number);
    }

    @Test
    void eachLengthIsReadWhateverStandsAroundIt() {
        final SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 100_000; i++) {
            final int count = 1 + random.nextInt(Digits.MOST);
            final String digits = digits(random, count);
            final byte[] bytes = new byte[count + 2 * MARGIN];
            random.nextBytes(bytes);
            final int offset = random.nextInt(2 * MARGIN);
            System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, bytes, offset, count);
            assertThat(Digits.read(new UnsafeBuffer(bytes), offset, count, Digits.ASCII))
                .as(digits).isEqualTo(Long.parseLong(digits));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Digits.ASCII, Digits.EBCDIC})
    void oneByteThatIsNoDigitMakesItNoNumber(final long zones) {
        for (int count = 1; count <= Digits.MOST; count++) {
            for (int at = 0; at < count; at++) {
                for (int b = 0; b < 256; b++) {
                    final byte[] bytes = new byte[MARGIN + count];
                    Arrays.fill(bytes, (byte)(zones | 9));
                    bytes[MARGIN + at] = (byte)b;
                    final boolean isDigit = b >= ((int)zones & 0xF0) && b <= (((int)zones & 0xF0) | 9);
                    for (final int offset : new int[]{0, MARGIN}) {
                        final long read = Digits.read(
                            new UnsafeBuffer(bytes, MARGIN - offset, offset + count), offset, count, zones);
                        if (read == Digits.NONE == isDigit) {
                            throw new AssertionError(b + " at " + at + " of " + count + " gives " + read);
                        }
                    }
                }
            }
        }
    }

    @Test
    void whatDoesNotLieInTheBufferIsNotRead() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[16]);
        assertThatThrownBy(() -> Digits.read(buffer, 12, 5, Digits.ASCII)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void numbersAreWrittenAsTheyAreReadAndNothingAroundThem() {
        final SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 200_000; i++) {
            final int count = 1 + random.nextInt(Digits.MOST);
            final String digits = i % 3 == 0 ? digits(random, count)
                : "0".repeat(count - 1) + random.nextInt(10);
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[count + 2]);
            Digits.putAscii(buffer, 1, count, Long.parseLong(digits));
            assertThat(buffer.getStringWithoutLengthAscii(1, count)).isEqualTo(digits);
            assertThat(buffer.getByte(0) | buffer.getByte(count + 1)).isZero();
        }
    }

    /** The divisions by multiplication are right for each number of four digits, in both halves. */
    @Test
    void eachNumberOfFourDigitsIsWritten() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
        for (int i = 0; i < 10_000; i++) {
            Digits.putAscii(buffer, 0, 8, i * 10_000L + 9_999 - i);
            assertThat(buffer.getStringWithoutLengthAscii(0, 8)).isEqualTo("%04d%04d".formatted(i, 9_999 - i));
        }
    }

    private static long readAscii(final String digits, final int offset) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[offset + digits.length()]);
        buffer.putStringWithoutLengthAscii(offset, digits);
        return Digits.read(buffer, offset, digits.length(), Digits.ASCII);
    }

    private static String digits(final SplittableRandom random, final int count) {
        final StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
