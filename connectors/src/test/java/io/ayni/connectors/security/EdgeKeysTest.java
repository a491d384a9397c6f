package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
}
