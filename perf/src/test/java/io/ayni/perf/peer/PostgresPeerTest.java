package io.ayni.perf.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PostgresPeerTest {
    @Test
    void authorizesInAClusterOfItsOwn(@TempDir final Path directory) throws Exception {
        final Optional<Path> bin = PostgresPeer.installed();
        assumeTrue(bin.isPresent(), "PostgreSQL is not installed");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));

        try (PostgresPeer peer = PostgresPeer.start(bin.get(), directory.resolve("pg"), 1, 100)) {
            assertThat(peer.rate(4, 1)).isPositive();
        }
        assertThat(directory.resolve("pg/cluster/postmaster.pid")).as("it has ended").doesNotExist();
    }
}
