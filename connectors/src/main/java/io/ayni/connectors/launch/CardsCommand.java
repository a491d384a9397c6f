package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.SealedCards;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code ayni cards …}. */
@Command(name = "cards", description = "Cards of the cooperative.", subcommands = CardsCommand.Import.class)
final class CardsCommand extends CommandGroup {
    /** {@code ayni cards import FILE}. */
    @Command(name = "import", description = {
        "Puts cards into the journal of a switch that is not running; their numbers only as hash and sealed.",
        "The first line names the columns: pan,account,kind,token,status; all but pan and account may be left out."
                + " kind is DEBIT, or CREDIT for a card whose account is of kind CREDIT_CARD; channels name the card by"
                + " its token."})
    static final class Import extends ImportCommand {
        @Override
        ImportRows rows(final SwitchConfig loaded) throws IOException {
            final EdgeKeys keys = keys(loaded);
            return new CardRows(keys, new SealedCards(keys));
        }

        @Override
        String summary() {
            return "cards put in, %,d changed";
        }
    }
}
