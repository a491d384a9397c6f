package io.ayni.connectors.launch;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.simulator.BillerBooks;
import io.ayni.connectors.simulator.BillerSimulator;
import io.ayni.connectors.simulator.CardSimulator;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.connectors.simulator.SimulatedNetwork;
import io.ayni.connectors.simulator.SimulatorControl;
import io.ayni.iso8583.spec.Dialects;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The simulated networks of a demo, on ports that the system chooses. */
final class DemoNetworks implements AutoCloseable {
    static final long BILL_MINOR = 2_001;

    private final InterbankSimulator interbank =
            new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private final CardSimulator cards = new CardSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private final BillerSimulator billers = new BillerSimulator();
    private final List<SimulatorControl> controls = new ArrayList<>();
    private InetSocketAddress interbankAddress;
    private InetSocketAddress cardsAddress;
    private InetSocketAddress billersAddress;

    /** María owes something at biller 101. */
    void start(final DemoInstitution institution) {
        final InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        interbankAddress = interbank.start(anyPort);
        cardsAddress = cards.start(anyPort);
        billersAddress = billers.start(anyPort);
        owe(institution);
    }

    /** María's bill at biller 101 is issued. */
    void owe(final DemoInstitution institution) {
        billers.books().bill("101", institution.billReference,
                new BillerBooks.Bill(BILL_MINOR, "USD", "2030-12-15", "M**** P****"));
    }

    /**
     * From now on each is driven by {@code ayni sim}, where that looks by itself unless something else is there.
     *
     * @return how each is driven: the words before the orders
     */
    List<String> drive() {
        return List.of(
                drive(interbank, SimCommand.INTERBANK_PORT), drive(cards, SimCommand.CARD_PORT),
                drive(billers, SimCommand.BILLER_PORT));
    }

    private String drive(final SimulatedNetwork network, final int port) {
        final InetSocketAddress usual =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port + SimCommand.CONTROL_OFFSET);
        try {
            controls.add(new SimulatorControl(network, usual));
            return "./ayni sim " + network.name();
        } catch (final IOException taken) {
            return driveElsewhere(network);
        }
    }

    private String driveElsewhere(final SimulatedNetwork network) {
        try {
            final SimulatorControl control = new SimulatorControl(
                    network, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            controls.add(control);
            return "./ayni sim " + network.name() + " --control 127.0.0.1:" + control.address().getPort();
        } catch (final IOException e) {
            throw UserError.failed("a simulated network cannot be driven: " + Faults.describe(e));
        }
    }

    String fillIn(final String configuration) {
        return configuration
                .replace("@NETWORK_PORT@", Integer.toString(interbankAddress.getPort()))
                .replace("@CARDS_PORT@", Integer.toString(cardsAddress.getPort()))
                .replace("@BILLERS_PORT@", Integer.toString(billersAddress.getPort()));
    }

    InterbankSimulator interbank() {
        return interbank;
    }

    InetSocketAddress interbankAddress() {
        return interbankAddress;
    }

    CardSimulator cards() {
        return cards;
    }

    BillerSimulator billers() {
        return billers;
    }

    @Override
    public void close() {
        controls.forEach(SimulatorControl::close);
        interbank.close();
        cards.close();
        billers.close();
    }
}
