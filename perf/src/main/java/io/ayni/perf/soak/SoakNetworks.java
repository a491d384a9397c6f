package io.ayni.perf.soak;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.simulator.BatchBooks;
import io.ayni.connectors.simulator.BillerBooks;
import io.ayni.connectors.simulator.BillerSimulator;
import io.ayni.connectors.simulator.CardSimulator;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.connectors.simulator.OrderText;
import io.ayni.connectors.simulator.SimulatedNetwork;
import io.ayni.iso8583.spec.Dialects;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The networks of a soak, in this process: what they hold to be true survives the switch. */
final class SoakNetworks implements AutoCloseable {
    private static final long OWED_MINOR = 1_000_000_000;

    private final InterbankSimulator interbank =
        new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private final CardSimulator cards = new CardSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private final BillerSimulator billers = new BillerSimulator();
    private final Path files;
    private final int interbankPort;
    private final int cardsPort;
    private final int billersPort;

    /** @param files where the switch writes those of batch billers */
    SoakNetworks(final Path files, final long seed) {
        this.files = files;
        final InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        interbankPort = interbank.start(any).getPort();
        cardsPort = cards.start(any).getPort();
        billersPort = billers.start(any).getPort();
        billers.books().bill("101", BillerBooks.ANYBODY,
            new BillerBooks.Bill(OWED_MINOR, "USD", "2030-12-15", "M**** P****"));
        long next = seed;
        for (final SimulatedNetwork network : all()) {
            for (final SimulatedNetwork.Target target : SimulatedNetwork.Target.values()) {
                final long own = ++next;
                network.faults(target).ifPresent(rules -> rules.seed(own));
            }
        }
    }

    /** Fills the ports into the configuration of the switch. */
    String fillIn(final String yaml) {
        return yaml.replace("@INTERBANK_PORT@", Integer.toString(interbankPort))
            .replace("@CARDS_PORT@", Integer.toString(cardsPort))
            .replace("@BILLERS_PORT@", Integer.toString(billersPort));
    }

    /** @return those that can be told to do wrong. */
    List<SimulatedNetwork> all() {
        return List.of(interbank, cards, billers);
    }

    InterbankSimulator interbank() {
        return interbank;
    }

    CardSimulator cards() {
        return cards;
    }

    BillerSimulator billers() {
        return billers;
    }

    /** @return what billers that fetch files find in them. */
    BatchBooks batch() throws IOException {
        Files.createDirectories(files);
        return BatchBooks.read(files);
    }

    /** All answer again as they should, and decide what they had not. */
    void heal() {
        all().forEach(network -> OrderText.apply("clear", network));
        billers.books().decidePending(true);
    }

    @Override
    public void close() {
        all().forEach(SimulatedNetwork::close);
    }
}
