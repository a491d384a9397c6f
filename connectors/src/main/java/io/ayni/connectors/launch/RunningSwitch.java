package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that ask a switch which runs. */
final class RunningSwitch {
    @Mixin
    private ConfigOption config;

    @Option(names = "--to", paramLabel = "URL",
            description = "The running switch; without: as listen.admin of the file says.")
    private String to;

    @Mixin
    private AdminPlace place;

    SwitchConfig config() {
        return config.load();
    }

    AdminClient client(final SwitchConfig loaded) throws IOException {
        return place.client(loaded, to);
    }
}
