package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config FILE}. */
final class ConfigOption {
    @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true,
            description = "YAML file of the switch, such as examples/switch.yaml.")
    private Path file;

    SwitchConfig load() {
        return SwitchConfig.load(file);
    }

    Path file() {
        return file;
    }
}
