package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code ayni limits …}. */
@Command(name = "limits", description = "Members' own limits.", subcommands = LimitsCommand.Import.class)
final class LimitsCommand extends CommandGroup {
    /** {@code ayni limits import FILE}. */
    @Command(name = "import", description = {
        "Puts limits of members into the journal of a switch that is not running.",
        "The first line names the columns: member,bucket,daily_minor,weekly_minor,monthly_minor. bucket is INT, EXT or"
                + " CARD; an amount left out is no limit of the member's own."})
    static final class Import extends ImportCommand {
        @Override
        ImportRows rows(final SwitchConfig loaded) throws IOException {
            return new LimitRows();
        }

        @Override
        String summary() {
            return "limits put in, %,d changed";
        }
    }
}
