package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code ayni payments manual}. */
@Command(name = "manual", description = {
    "Shows the payments of a running switch that wait for a person, with what is held, since when and why.",
    "'payments resolve' says what became of one. Exit status 0 when there are none, 1 when there are, 2 for wrong use."})
final class PaymentsManualCommand implements Callable<Integer> {
    @Option(names = "--waiting",
            description = "Also those that wait for a network's word: UNKNOWN and REVERSAL_PENDING.")
    private boolean isWaitingShown;

    @Option(names = "--most", paramLabel = "N", defaultValue = "1000", description = "Rows at most; 1000.")
    private int most;

    @Mixin
    private RunningSwitch running;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final SwitchConfig config = running.config();
        final JsonNode answer = running.client(config).get(PaymentsResource.PATH + "?state="
                + (isWaitingShown ? "waiting" : "manual") + "&most=" + most);
        final PrintWriter out = spec.commandLine().getOut();
        final JsonNode payments = answer.path("payments");
        if (payments.isEmpty()) {
            out.println(isWaitingShown ? "no payment waits" : "no payment waits for a person");
        } else {
            WaitingTable.print(payments, config.institution().zone(), out);
            if (!answer.path("isWhole").asBoolean()) {
                out.println("and more: --most N shows them");
            }
        }
        out.flush();
        return payments.isEmpty() ? ExitCode.OK : UserError.FAILED;
    }
}
