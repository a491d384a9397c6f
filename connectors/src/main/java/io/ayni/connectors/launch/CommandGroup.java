package io.ayni.connectors.launch;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing but to have others: alone it says which. */
abstract class CommandGroup implements Runnable {
    @Spec
    private CommandSpec spec;

    final CommandSpec spec() {
        return spec;
    }

    @Override
    public final void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: "
                + String.join(", ", spec.subcommands().keySet()));
    }
}
