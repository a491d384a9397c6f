package io.ayni.perf.soak;

import io.ayni.connectors.simulator.Fault;
import io.ayni.connectors.simulator.OrderText;
import io.ayni.connectors.simulator.SimulatedNetwork;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What a soak came to, in short. */
final class SoakReport {
    private final PrintWriter out;

    SoakReport(final PrintWriter out) {
        this.out = out;
    }

    /**
     * @param perSecond messages, once the rate was reached
     * @param alarms    of the switch since its last start, by label
     */
    void print(
        final SoakSettings settings, final SoakLoad load, final double perSecond,
        final FaultDirector director, final SoakNetworks networks, final Map<String, Double> alarms,
        final Reconciliation reconciliation, final Differences differences) {
        out.println();
        out.printf("%-44s %,12d%n", "requests sent, %,.0f a second".formatted(perSecond), load.sent());
        out.printf("  %-42s %,12d%n", "payments asked for", load.requests());
        out.printf("  %-42s %,12d%n", "reversals by the debit card's network", load.reversals());
        out.printf("  %-42s %,12d%n", "asked again under their key", load.repeats());
        if (load.unreadable() > 0) {
            out.printf("  %-42s %,12d%n", "answers that could not be read", load.unreadable());
        }
        out.println("answered");
        load.answers().byCode().forEach((code, count) -> out.printf("  %-42s %,12d%n", code, count));
        out.println("payments by state");
        reconciliation.states().forEach((state, count) -> out.printf("  %-42s %,12d%n", state, count));
        out.println("faults");
        final Map<FaultKind, Integer> begun = director.events();
        begun.forEach((kind, count) -> out.printf("  %-42s %,12d%n", kind.word() + " began", count));
        met(networks).forEach((kind, count) ->
            out.printf("  %-42s %,12d%n", "messages met " + OrderText.word(kind), count));
        for (final SimulatedNetwork network : networks.all()) {
            out.printf("  %-42s %,12d%n", "connections of the switch to " + network.name(), network.accepted());
        }
        new TreeMap<>(alarms).forEach((labels, count) -> {
            if (count > 0) {
                out.printf("  %-42s %,12.0f%n", "alarm " + labels.replaceAll("[^a-z_]|code", ""), count);
            }
        });
        out.println("networks' books");
        networks.all().forEach(network -> out.printf("  %-10s %s%n", network.name(), network.summary()));
        out.println();
        out.printf("%-44s %12s %12s%n", "compared", "", "different");
        differences.lines().forEach(out::println);
        out.printf("%-57s %,12d%n", "differences", differences.total());
        differences.shown().forEach(each -> out.println("  " + each));
        if (differences.total() > 0) {
            out.println("journal, log and exports are in " + settings.directory());
        }
        out.flush();
    }

    private static Map<Fault.Kind, Long> met(final SoakNetworks networks) {
        final Map<Fault.Kind, Long> all = new EnumMap<>(Fault.Kind.class);
        for (final SimulatedNetwork network : networks.all()) {
            for (final SimulatedNetwork.Target target : SimulatedNetwork.Target.values()) {
                network.faults(target).ifPresent(rules ->
                    rules.met().forEach((kind, count) -> all.merge(kind, count, Long::sum)));
            }
        }
        return all;
    }
}
