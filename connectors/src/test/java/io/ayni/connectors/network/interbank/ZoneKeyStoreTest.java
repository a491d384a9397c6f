package io.ayni.connectors.network.interbank;

import io.ayni.connectors.security.PinBlocks;
import io.ayni.core.command.ResponseCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The zone key that a card processor sends, under a key that both sides have. */
class ZoneKeyStoreTest {
    private static final String KEK = "0123456789ABCDEFFEDCBA9876543210";
    private static final String ZONE_KEY = "1C2D3E4F5A6B7C8D9EA0B1C2D3E4F506";

    @TempDir
    private Path directory;
    private Path kek;
    private Path store;
    private final List<PinBlocks> used = new ArrayList<>();

    @BeforeEach
    void keep() throws Exception {
        kek = directory.resolve("kek");
        store = directory.resolve("zone.key");
        Files.writeString(kek, KEK);
        Files.setPosixFilePermissions(kek, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void isKeptAsItCameUsedAtOnceAndUsedAgainAfterAStart() throws Exception {
        final String field = sealed() + check();
        assertThat(open().onKey(field.getBytes(StandardCharsets.US_ASCII))).isEqualTo(ResponseCode.APPROVED);
        assertThat(Files.readString(store)).as("never in clear").isEqualTo(field).doesNotContain(ZONE_KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store))).isEqualTo("rw-------");
        open();
        assertThat(used).hasSize(2);
        assertThat(block(used.get(1))).isEqualTo(block(new PinBlocks(HexFormat.of().parseHex(ZONE_KEY))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no key", "0123456789ABCDEF", "0123456789ABCDEF0123456789ABCDEF000000"})
    void whatIsNoKeyOrDoesNotAgreeWithItsCheckValueChangesNothing(final String field) throws Exception {
        assertThat(open().onKey(field.getBytes(StandardCharsets.US_ASCII))).isEqualTo(ResponseCode.FORMAT_ERROR);
        assertThat(used).isEmpty();
        assertThat(store).doesNotExist();
    }

    @Test
    void anotherKeyEncryptingKeyIsToldAtTheStart() throws Exception {
        open().onKey((sealed() + check()).getBytes(StandardCharsets.US_ASCII));
        Files.writeString(kek, KEK.replace('0', '7'));
        assertThatThrownBy(this::open).hasMessageEndingWith("does not open under the key-encrypting key");
    }

    @Test
    void withoutAKeyEncryptingKeyItIsRefused() {
        assertThat(KeyExchange.REFUSED.onKey(new byte[32])).isEqualTo(ResponseCode.NOT_PERMITTED);
    }

    private ZoneKeyStore open() throws Exception {
        return ZoneKeyStore.open(kek, store, used::add);
    }

    private static byte[] block(final PinBlocks keys) {
        final byte[] block = new byte[PinBlocks.LENGTH];
        keys.make("1407", "4000001234567899".getBytes(StandardCharsets.US_ASCII), block, 0);
        return block;
    }

    private static String sealed() throws Exception {
        return crypt(KEK, HexFormat.of().parseHex(ZONE_KEY));
    }

    private static String check() throws Exception {
        return crypt(ZONE_KEY, new byte[8]).substring(0, 6);
    }

    private static String crypt(final String key, final byte[] bytes) throws Exception {
        final Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE,
            new SecretKeySpec(HexFormat.of().parseHex(key + key.substring(0, 16)), "DESede"));
        return HexFormat.of().withUpperCase().formatHex(cipher.doFinal(bytes));
    }
}
