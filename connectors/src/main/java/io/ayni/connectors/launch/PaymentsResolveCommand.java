package io.ayni.connectors.launch;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code ayni payments resolve}. */
@Command(name = "resolve", description = {
    "Says what became of a payment that waits for a person. Ask the network first: its file, its portal, its telephone.",
    "It is journaled with who and why, and cannot be taken back."})
final class PaymentsResolveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Of the payment, 13 letters and digits.")
    private String payment;

    @ArgGroup(multiplicity = "1")
    private Word word;

    @Option(names = "--reason", paramLabel = "TEXT", required = true,
            description = "What it rests on, in a few words; no card numbers.")
    private String reason;

    @Option(names = "--by", paramLabel = "NAME", description = {
        "Who says so; by default the user of this terminal. With the key of one of listen.admin.operators the name is that",
        "operator's; without, a question mark behind the name says that it was not proved."})
    private String by = System.getProperty("user.name");

    @Mixin
    private RunningSwitch running;

    @Spec
    private CommandSpec spec;

    /** One of three, in the words of the engine. */
    private static final class Word {
        @Option(names = {"--post", "--settled"}, required = true,
                description = "The network has it: what is held is posted.")
        private boolean isPosted;

        @Option(names = {"--reverse", "--reversed"}, required = true,
                description = "The network does not have it: what is held goes back.")
        private boolean isReversed;

        @Option(names = "--to-manual", required = true, description = {
            "Of one that is UNKNOWN or REVERSAL_PENDING: no more inquiries, no more reversals; it waits for a person,",
            "with its hold."})
        private boolean isForPerson;

        private String text() {
            return isPosted ? "post" : isReversed ? "reverse" : "to-manual";
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final JsonNode answer = running.client(running.config()).post(PaymentsResource.PATH,
                Map.of("payment", payment, "resolution", word.text(), "why", reason, "by", by));
        final PrintWriter out = spec.commandLine().getOut();
        final int currency = answer.path("currency").asInt();
        out.println(answer.path("payment").asString() + " is " + answer.path("state").asString() + " (was "
                + answer.path("was").asString() + ")");
        out.println("  " + Money.format(answer.path("amountMinor").asLong(), currency) + ", "
                + answer.path("operation").asString() + part(", account ", answer.path("account").asString())
                + part(", over ", answer.path("network").asString())
                + part(", reference ", answer.path("reference").asString()) + "; held now "
                + Money.format(answer.path("heldMinor").asLong(), currency));
        out.println("  by " + answer.path("by").asString() + ": " + answer.path("reason").asString());
        out.flush();
        return ExitCode.OK;
    }

    private static String part(final String before, final String text) {
        return text.isEmpty() ? "" : before + text;
    }
}
