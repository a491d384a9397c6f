package io.ayni.iso8583.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/** Eight bytes at a time against one at a time: each length, each place, each byte. */
class SwarTest {
    private static final int LONGEST = 70;
    private static final int MARGIN = 16;

    /** A kind of {@link Swar} and what a byte of it is. */
    enum Kind {
        ASCII_DIGITS(Swar.ASCII_DIGITS, b -> b >= '0' && b <= '9'),
        ASCII_TEXT(Swar.ASCII_TEXT, b -> b >= 0x20 && b != 0x7F),
        ASCII_ALPHANUMERIC(Swar.ASCII_ALPHANUMERIC, b -> b == ' ' || b < 0x80 && Character.isLetterOrDigit(b)),
        ASCII_TRACK(Swar.ASCII_TRACK, b -> b >= '0' && b <= '?' || isHexLetter(b)),
        ASCII_HEX(Swar.ASCII_HEX, b -> b >= '0' && b <= '9' || isHexLetter(b)),
        EBCDIC_DIGITS(Swar.EBCDIC_DIGITS, b -> b >= 0xF0 && b <= 0xF9),
        EBCDIC_TEXT(Swar.EBCDIC_TEXT, b -> b >= 0x40 && b != 0xFF),
        PACKED_DIGITS(Swar.PACKED_DIGITS, b -> b >> 4 <= 9 && (b & 0xF) <= 9);

        private final int kind;
        private final IntPredicate admits;

        Kind(final int kind, final IntPredicate admits) {
            this.kind = kind;
            this.admits = admits;
        }

        private static boolean isHexLetter(final int b) {
            return b >= 'A' && b <= 'F' || b >= 'a' && b <= 'f';
        }

        private boolean passes(final byte[] bytes, final int offset, final int length) {
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            return Swar.passes(kind, buffer.byteArray(), buffer.addressOffset() + offset, length);
        }

        private byte[] admitted() {
            final byte[] all = new byte[256];
            int count = 0;
            for (int b = 0; b < 256; b++) {
                if (admits.test(b)) {
                    all[count++] = (byte)b;
                }
            }
            return Arrays.copyOf(all, count);
        }

        private byte outsider() {
            for (int b = 0; ; b++) {
                if (!admits.test(b)) {
                    return (byte)b;
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneByteDecidesWhereverItStands(final Kind kind) {
        final byte[] admitted = kind.admitted();
        final byte usual = admitted[admitted.length / 3];
        for (int length = 1; length <= LONGEST; length++) {
            for (int at = 0; at < length; at++) {
                for (int b = 0; b < 256; b++) {
                    final byte[] bytes = surrounded(kind, length);
                    Arrays.fill(bytes, MARGIN, MARGIN + length, usual);
                    bytes[MARGIN + at] = (byte)b;
                    if (kind.passes(bytes, MARGIN, length) != kind.admits.test(b)) {
                        throw new AssertionError(kind + " of " + length + " with " + b + " at " + at);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingPassesThatHoldsAWrongByteWhateverStandsAroundIt(final Kind kind) {
        final SplittableRandom random = new SplittableRandom(8583);
        final byte[] admitted = kind.admitted();
        int doubted = 0;
        for (int i = 0; i < 200_000; i++) {
            final int length = 1 + random.nextInt(LONGEST);
            final byte[] bytes = surrounded(kind, length);
            boolean right = true;
            for (int at = MARGIN; at < MARGIN + length; at++) {
                bytes[at] = random.nextInt(60) == 0
                    ? (byte)random.nextInt(256) : admitted[random.nextInt(admitted.length)];
                right &= kind.admits.test(bytes[at] & 0xFF);
            }
            final boolean passes = kind.passes(bytes, MARGIN, length);
            assertThat(passes && !right).as("%s lets %s pass", kind, Arrays.toString(bytes)).isFalse();
            doubted += right && !passes ? 1 : 0;
        }
        assertThat(doubted).as("right values that go the slow way").isLessThan(kind == Kind.ASCII_TEXT ? 2_000 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyValueHoldsNothingWrong(final Kind kind) {
        assertThat(kind.passes(surrounded(kind, 0), MARGIN, 0)).isTrue();
    }

    /** Wrong bytes on both sides, so that one that was read beyond the value would show. */
    private static byte[] surrounded(final Kind kind, final int length) {
        final byte[] bytes = new byte[length + 2 * MARGIN];
        Arrays.fill(bytes, kind.outsider());
        return bytes;
    }
}
