package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code ayni accounts …}. */
@Command(name = "accounts", description = "Members' accounts.", subcommands = AccountsCommand.Import.class)
final class AccountsCommand extends CommandGroup {
    /** {@code ayni accounts import FILE}. */
    @Command(name = "import", description = {
        "Puts accounts into the journal of a switch that is not running.",
        "The first line names the columns: account,member,currency,kind,status,signature,authorised_line_minor,"
                + "opening_balance_minor; all but account and member may be left out.",
        "An account that is there gets the new attributes and keeps its balance."})
    static final class Import extends ImportCommand {
        @Override
        ImportRows rows(final SwitchConfig loaded) throws IOException {
            return new AccountRows(loaded.institution());
        }

        @Override
        String summary() {
            return "accounts opened, %,d were there";
        }
    }
}
