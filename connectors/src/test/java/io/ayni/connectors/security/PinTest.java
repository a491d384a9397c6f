package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs: which are refused, how a block is made, how long one is kept. */
class PinTest {
    private static final int BORN = (int) LocalDate.of(1987, 9, 15).toEpochDay();
    private static final byte[] PAN = "4111111111111111".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEY = HexFormat.of().parseHex("0123456789ABCDEFFEDCBA9876543210");
    private static final long KEEP_MS = 180_000;

    private final AtomicLong nowMs = new AtomicLong(1_000);
    private final PinKeeper keeper = new PinKeeper(Optional.of(new PinBlocks(KEY)), 2, KEEP_MS, nowMs::get);
    private final byte[] block = new byte[8];

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            2580,   null
            6391,   null
            1123,   null
            485213, null
            112233, null
            '',     LENGTH
            123,    LENGTH
            12345,  LENGTH
            1234567, LENGTH
            12a4,   LENGTH
            １２３５, LENGTH
            1111,   REPEATED
            000000, REPEATED
            1212,   REPEATED
            123123, REPEATED
            454545, REPEATED
            1234,   CONSECUTIVE
            456789, CONSECUTIVE
            9876,   CONSECUTIVE
            7890,   CONSECUTIVE
            2109,   CONSECUTIVE
            1509,   BIRTH_DATE
            0915,   BIRTH_DATE
            1987,   BIRTH_DATE
            0987,   CONSECUTIVE
            8709,   BIRTH_DATE
            150987, BIRTH_DATE
            091587, BIRTH_DATE
            870915, BIRTH_DATE
            198709, BIRTH_DATE
            091987, BIRTH_DATE
            1609,   null
            """)
    void aWeakPinIsRefusedWithItsReason(final String pin, final PinRules.Weakness expected) {
        assertThat(PinRules.weaknessOf(pin, BORN)).isEqualTo(expected);
    }

    @Test
    void anUnknownBirthDateRefusesNothing() {
        assertThat(PinRules.weaknessOf("0101", 0)).as("1970-01-01 is no birth date").isEqualTo(
                PinRules.Weakness.REPEATED);
        assertThat(PinRules.weaknessOf("1970", 0)).isNull();
    }

    /** The clear blocks are those of ISO 9564-1 format 0; the sealed ones were reckoned with OpenSSL. */
    @Test
    void aBlockIsFormat0UnderTheZoneKey() {
        assertThat(PinBlocks.clear("1234", PAN)).isEqualTo(HexFormat.of().parseHex("041225EEEEEEEEEE"));
        assertThat(PinBlocks.clear("1234", "43219876543210987".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(HexFormat.of().parseHex("0412AC89ABCDEF67"));
        assertThat(PinBlocks.clear("123456", PAN)).isEqualTo(HexFormat.of().parseHex("06122547EEEEEEEE"));
    }

    @ParameterizedTest
    @CsvSource({"0123456789ABCDEFFEDCBA9876543210, 2A3D408A1977DDE9",
        "0123456789ABCDEFFEDCBA98765432101122334455667788, E9243ABB1B5F426D"})
    void aZoneKeyHasTwoPartsOrThree(final String key, final String expected) {
        new PinBlocks(HexFormat.of().parseHex(key)).make("1234", PAN, block, 0);

        assertThat(block).isEqualTo(HexFormat.of().parseHex(expected));
    }

    /** Opened again the way ISO 9564-1 says: decrypted, XOR the PAN field, decrypted. */
    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void underAnAesKeyABlockIsFormat4AndNoTwoAreTheSame(final int keyLength) throws GeneralSecurityException {
        final byte[] key = Arrays.copyOf(HexFormat.of().parseHex(
                "00112233445566778899AABBCCDDEEFF0F1E2D3C4B5A69788796A5B4C3D2E1F0"), keyLength);
        final byte[] pan = "432198765432109870".getBytes(StandardCharsets.US_ASCII);
        final byte[] number = HexFormat.of().parseHex("64321987654321098700000000000000");
        final byte[] first = new byte[PinBlocks.MAX_LENGTH];
        final byte[] second = new byte[PinBlocks.MAX_LENGTH];
        PinBlocks.aes(key).make("123456", pan, first, 0);
        PinBlocks.aes(key).make("123456", pan, second, 0);

        assertThat(PinBlocks.panField(pan)).isEqualTo(number);
        assertThat(first).isNotEqualTo(second);
        final Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
        final byte[] between = aes.doFinal(first);
        for (int i = 0; i < between.length; i++) {
            between[i] ^= number[i];
        }
        assertThat(Arrays.copyOf(aes.doFinal(between), 8)).isEqualTo(HexFormat.of().parseHex("46123456AAAAAAAA"));
    }

    @Test
    void aFileSaysThatItsKeyIsOfAes(@TempDir final Path directory) throws IOException {
        final Path file = Files.writeString(directory.resolve("pin.key"), "aes 00112233445566778899AABBCCDDEEFF\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        final PinBlocks blocks = PinBlocks.load(file);
        assertThat(blocks.length()).isEqualTo(16);

        final PinKeeper sealed = new PinKeeper(Optional.of(blocks), 2, KEEP_MS, nowMs::get);
        assertThat(sealed.keepBlock(7, "00112233445566FF")).as("format 0 under an AES key").isFalse();
        assertThat(sealed.keepBlock(7, "00112233445566FF00112233445566FF")).isTrue();
        assertThat(sealed.take(7, PAN, new byte[PinBlocks.MAX_LENGTH])).isEqualTo(16);
        Files.writeString(file, "aes c0ffee");
        assertThatThrownBy(() -> PinBlocks.load(file)).hasMessageContaining("32, 48 or 64").hasMessageNotContaining("c0f");
    }

    @Test
    void aPinIsTakenOutOnceAsABlockOfItsCard() {
        assertThat(keeper.keepPin(7, "1234")).isTrue();

        assertThat(keeper.takeBlock(7, PAN, block)).isTrue();
        assertThat(block).isEqualTo(HexFormat.of().parseHex("2A3D408A1977DDE9"));
        assertThat(keeper.takeBlock(7, PAN, block)).isFalse();
    }

    @Test
    void aBlockThatTheChannelMadeGoesThroughAsItCame() {
        final PinKeeper without = new PinKeeper(Optional.empty(), 2, KEEP_MS, nowMs::get);

        assertThat(without.keepBlock(7, "00112233445566FF")).isTrue();
        assertThat(without.takeBlock(7, PAN, block)).isTrue();
        assertThat(block).isEqualTo(HexFormat.of().parseHex("00112233445566FF"));
        assertThat(without.refusal("2580", BORN)).contains("PIN block");
        assertThat(without.keepPin(8, "2580")).isFalse();
    }

    @Test
    void whatTheMemberDoesNotConfirmIsForgottenAndItsRoomIsFree() {
        keeper.keepPin(1, "2580");
        keeper.keepPin(2, "2580");
        assertThat(keeper.keepPin(3, "2580")).as("full").isFalse();

        nowMs.addAndGet(KEEP_MS);

        assertThat(keeper.keepPin(3, "2580")).isTrue();
        assertThat(keeper.takeBlock(1, PAN, block)).isFalse();
        assertThat(keeper.takeBlock(3, PAN, block)).isTrue();
    }

    @Test
    void whatIsDeclinedIsForgotten() {
        keeper.keepPin(1, "2580");

        keeper.forget(1);

        assertThat(keeper.takeBlock(1, PAN, block)).isFalse();
    }

    @Test
    void aKeyFileIsItsOwnersAloneAndSaysWhatIsWrong(@TempDir final Path directory) throws IOException {
        final Path file = Files.writeString(directory.resolve("pin.key"), "0123456789ABCDEFFEDCBA9876543210\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> PinBlocks.load(file)).hasMessageContaining("chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        PinBlocks.load(file).make("1234", PAN, block, 0);
        assertThat(block).isEqualTo(HexFormat.of().parseHex("2A3D408A1977DDE9"));

        Files.writeString(file, "c0ffee");
        assertThatThrownBy(() -> PinBlocks.load(file)).hasMessageContaining("32 or 48").hasMessageNotContaining("c0f");
    }
}
