package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.core.command.SealedCardDecoder;
import io.ayni.core.command.SealedCardEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedCardsTest {
    private static final String PAN = "4545450000001234";

    private final SealedCards cards = new SealedCards(EdgeKeys.ofSecret(new byte[32]));
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[48]);

    @ParameterizedTest
    @ValueSource(strings = {"454545001234", PAN, "6396710000000000001"})
    void whatIsSealedOpensAgain(final String pan) {
        cards.seal(pan, encoder());

        assertThat(new String(cards.open(decoder()), StandardCharsets.US_ASCII)).isEqualTo(pan);
    }

    @Test
    void sealedTwiceItIsNotTheSameAndShowsNoDigit() {
        cards.seal(PAN, encoder());
        final byte[] first = buffer.byteArray().clone();
        cards.seal(PAN, encoder());

        assertThat(buffer.byteArray()).isNotEqualTo(first);
        assertThat(new String(first, StandardCharsets.ISO_8859_1)).doesNotContain("4545");
    }

    @Test
    void nothingSealedOpensToNothing() {
        assertThat(cards.open(decoder())).isNull();
    }

    @Test
    void whatWasChangedOrSealedElsewhereDoesNotOpen() {
        cards.seal(PAN, encoder());
        final byte[] other = new byte[32];
        other[0] = 1;
        assertThat(new SealedCards(EdgeKeys.ofSecret(other)).open(decoder())).isNull();
        for (int i = 0; i < 48; i++) {
            buffer.byteArray()[i] ^= 1;
            assertThat(cards.open(decoder())).as("byte %d", i).isNull();
            buffer.byteArray()[i] ^= 1;
        }
        assertThat(cards.open(decoder())).isNotNull();
    }

    @Test
    void aSoftTokenIsNoCard() {
        cards.sealToken("12345678901234567890".getBytes(StandardCharsets.US_ASCII), encoder());

        assertThat(cards.open(decoder())).isNull();
        assertThat(cards.openToken(decoder())).hasSize(20);
    }

    @Test
    void whatWasSealedBeforeTheSealChangedStillOpens(@TempDir final Path directory) throws IOException {
        final String secret = "ayni-keys 2\nsecret " + "01".repeat(32);
        final SealedCards before = cards(directory, secret + "\nseal " + "02".repeat(32));
        final SealedCards after = cards(directory,
                secret + "\nseal " + "03".repeat(32) + "\nseal.previous " + "02".repeat(32));

        before.seal(PAN, encoder());
        assertThat(after.open(decoder())).asString(StandardCharsets.US_ASCII).isEqualTo(PAN);
        after.seal(PAN, encoder());
        assertThat(before.open(decoder())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "45454500123", "45454500000012345678", "4545450000O01234"})
    void whatIsNoCardNumberIsRefusedWithoutItsDigits(final String pan) {
        assertThatThrownBy(() -> cards.seal(pan, encoder()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("no card number");
    }

    private static SealedCards cards(final Path directory, final String text) throws IOException {
        final Path file = Files.writeString(directory.resolve("edge.key"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new SealedCards(EdgeKeys.load(file));
    }

    private SealedCardEncoder encoder() {
        return new SealedCardEncoder().wrap(buffer, 0);
    }

    private SealedCardDecoder decoder() {
        return new SealedCardDecoder().wrap(buffer, 0);
    }
}
