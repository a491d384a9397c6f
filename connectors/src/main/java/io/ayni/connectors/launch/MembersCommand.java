package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.security.SealedCards;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code ayni members …}. */
@Command(name = "members", description = "Members, and how they are reached.", subcommands = MembersCommand.Import.class)
final class MembersCommand extends CommandGroup {
    /** {@code ayni members import FILE}. */
    @Command(name = "import", description = {
        "Puts members into the journal of a switch that is not running, in place of what stood there of them.",
        "The first line names the columns: member,name,phone,email,birth_date,step_up,totp_secret; all but member may"
                + " be left out. step_up is OTP or TOTP; totp_secret is base 32."})
    static final class Import extends ImportCommand {
        @Override
        ImportRows rows(final SwitchConfig loaded) throws IOException {
            return new MemberRows(new SealedCards(keys(loaded)));
        }

        @Override
        String summary() {
            return "members put in, %,d changed";
        }
    }
}
