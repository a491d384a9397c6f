package io.ayni.connectors.launch;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.simulator.BillerBooks;
import io.ayni.connectors.simulator.BillerSimulator;
import io.ayni.connectors.simulator.CardSimulator;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.iso8583.spec.Dialects;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The simulated networks of a demo, on ports that the system chooses. */
final class DemoNetworks implements AutoCloseable {
    static final long BILL_MINOR = 2_001;

    private final InterbankSimulator interbank =
            new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private final CardSimulator cards = new CardSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private final BillerSimulator billers = new BillerSimulator();
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
        interbank.close();
        cards.close();
        billers.close();
    }
}
