package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeKeysTest {
    @TempDir
    private Path directory;

    @Test
    void aNewFileIsItsOwnersAloneAndGivesTheSameKeysEachTime() throws IOException {
        final Path file = directory.resolve("keys").resolve("edge.key");

        assertThat(EdgeKeys.createIfAbsent(file)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(EdgeKeys.load(file).card()).isEqualTo(EdgeKeys.load(file).card()).hasSize(32);
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws IOException {
        final Path file = directory.resolve("edge.key");
        EdgeKeys.createIfAbsent(file);
        final String before = Files.readString(file);

        assertThat(EdgeKeys.createIfAbsent(file)).isFalse();
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void twoPurposesAndTwoFilesHaveDifferentKeys() throws IOException {
        final Path one = directory.resolve("one.key");
        final Path two = directory.resolve("two.key");
        EdgeKeys.createIfAbsent(one);
        EdgeKeys.createIfAbsent(two);

        assertThat(EdgeKeys.load(one).card()).isNotEqualTo(EdgeKeys.load(one).stepUp());
        assertThat(EdgeKeys.load(one).card()).isNotEqualTo(EdgeKeys.load(two).card());
    }

    @Test
    void aFileThatOthersMayReadIsRefusedWithTheRemedy() throws IOException {
        final Path file = directory.resolve("edge.key");
        EdgeKeys.createIfAbsent(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> EdgeKeys.load(file)).isInstanceOf(IOException.class).hasMessageContaining("chmod 600 "
                + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret-canary", "00"})
    void aFileWithSomethingElseIsRefusedWithoutItsContent(final String content) throws IOException {
        final Path file = Files.writeString(directory.resolve("edge.key"), content);

        assertThatThrownBy(() -> EdgeKeys.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("64 hexadecimal digits")
                .hasMessageNotContaining("canary");
    }

    @Test
    void aFileOfTheFirstFormatGoesOnWorking() throws IOException {
        final Path file = write("ab".repeat(32) + "\n");

        final EdgeKeys keys = EdgeKeys.load(file);

        final byte[] secret = HexFormat.of().parseHex("ab".repeat(32));
        assertThat(keys.card()).isEqualTo(EdgeKeys.ofSecret(secret).card());
        assertThat(keys.seals()).hasSize(1);
    }

    @Test
    void theSealIsAKeyOfItsOwnAndMayHaveOneBeforeIt() throws IOException {
        final String secret = "secret " + "01".repeat(32);

        final EdgeKeys one = EdgeKeys.load(write("ayni-keys 2\n" + secret + "\nseal " + "02".repeat(32)));
        final EdgeKeys changed = EdgeKeys.load(write(
                "ayni-keys 2\n" + secret + "\nseal " + "03".repeat(32) + "\nseal.previous " + "02".repeat(32)));

        assertThat(changed.card()).as("hashes of cards stay").isEqualTo(one.card());
        assertThat(changed.seals()).hasSize(2);
        assertThat(changed.seals().getLast()).isEqualTo(one.seals().getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "seal", "seal 00", "secrets ", "seal.next "})
    void aFileOfTheSecondFormatWithAWrongLineIsRefusedWithoutItsContent(final String line) throws IOException {
        final String canary = "c0ffee".repeat(10) + "c0ff";
        final Path file = write("ayni-keys 2\n" + line + ' ' + canary + '\n');

        assertThatThrownBy(() -> EdgeKeys.load(file)).isInstanceOf(IOException.class)
                .hasMessageContaining("secret, seal and seal.previous").hasMessageNotContaining("c0ffee");
    }

    private Path write(final String text) throws IOException {
        final Path file = Files.writeString(directory.resolve("edge.key"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
