package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A journal, by its directory or by the configuration of its switch. */
final class JournalPlace {
    @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true, description = "YAML file of the switch.")
    private Path config;

    @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the journal.")
    private Path directory;

    /** @throws UserError when there is no journal */
    Path directory() {
        final Path place = directory != null ? directory : SwitchConfig.load(config).node().dataDirectory();
        require(place);
        return place;
    }

    static void require(final Path directory) {
        if (!Files.isDirectory(directory)) {
            throw UserError.wrongUse(directory + ": there is no journal, it is made by the first ./ayni run");
        }
    }
}
