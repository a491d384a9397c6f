package io.ayni.connectors.launch;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One call of the command line, in this process. */
record Cli(int exitStatus, String out, String err) {
    static Cli run(final String... args) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        final int status = line.execute(args);
        return new Cli(status, out.toString(), err.toString());
    }
}
