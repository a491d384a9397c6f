package io.ayni.connectors.launch;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ayni demo}: exit status 0 if all went as expected, 1 if not. */
@Command(
        name = "demo",
        showDefaultValues = true,
        description = "Starts a switch and simulated networks on this machine alone, sends real payments"
                + " through them, checks each result, and stays up to be tried.")
final class DemoCommand implements Callable<Integer> {
    private static final int ANY_PORT = 0;

    @Option(names = "--once", description = "End after the payments; on free ports, whatever else runs here.",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private boolean isOnce;

    @Option(names = "--json-port", paramLabel = "PORT", defaultValue = "8080", description = "Of JSON over HTTP.")
    private int jsonPort;

    @Option(names = "--iso-port", paramLabel = "PORT", defaultValue = "8583",
            description = "Of ISO 8583; the next one is that of the debit cards' network, the one after that of"
                    + " interbank credits.")
    private int isoPort;

    @Option(names = "--institution", paramLabel = "NAME",
            description = "Under these rules, every operation once: ${COMPLETION-CANDIDATES}.")
    private DemoInstitution institution;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (System.getProperty("ayni.log") == null) {
            System.setProperty("ayni.log", "ERROR"); // the trace is what is to be read
        }
        final PrintWriter out = spec.commandLine().getOut();
        try (DemoSite site = start()) {
            final DemoTrace trace = new DemoTrace(out);
            final Shutdown shutdown = Shutdown.onSignal(site::close);
            try {
                if (institution == null) {
                    new DemoScript(site, trace).run();
                } else {
                    new OperationsScript(site, trace).run();
                }
                trace.end();
                if (!isOnce) {
                    site.owesAgain();
                    DemoHints.print(site, out);
                    new CountDownLatch(1).await();
                }
                return trace.isAsExpected() ? CommandLine.ExitCode.OK : UserError.FAILED;
            } finally {
                shutdown.cancel(); // else a failure would end as if it had been asked for
            }
        }
    }

    private DemoSite start() {
        try {
            final DemoInstitution rules = institution == null ? DemoInstitution.ECUADOR : institution;
            return isOnce ? DemoSite.start(rules, ANY_PORT, ANY_PORT) : DemoSite.start(rules, jsonPort, isoPort);
        } catch (final UserError e) {
            throw UserError.failed(e.getMessage() + " (--json-port, --iso-port)");
        }
    }
}
