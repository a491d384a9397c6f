package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code ayni products …}. */
@Command(name = "products", description = "Terms of loans, term deposits and credit cards.", subcommands = ProductsCommand.Import.class)
final class ProductsCommand extends CommandGroup {
    /** {@code ayni products import FILE}. */
    @Command(name = "import", description = {
        "Puts terms of accounts into the journal of a switch that is not running.",
        "The first line names the columns: account,instalment_minor,instalments_left,due_date,minimum_payment_minor,"
                + "deferred_minor,rate_percent,opened_date; all but account may be left out."})
    static final class Import extends ImportCommand {
        @Override
        ImportRows rows(final SwitchConfig loaded) throws IOException {
            return new ProductRows();
        }

        @Override
        String summary() {
            return "products put in, %,d changed";
        }
    }
}
