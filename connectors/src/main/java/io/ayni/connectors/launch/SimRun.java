package io.ayni.connectors.launch;

import io.ayni.connectors.simulator.OrderText;
import io.ayni.connectors.simulator.SimulatedNetwork;
import io.ayni.connectors.simulator.SimulatorControl;
import io.ayni.connectors.simulator.SimulatorScript;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** One simulated network in the foreground, until the process is told to end. */
final class SimRun {
    private final PrintWriter out;
    private final String words;
    private final Path script;
    private final String books;

    /**
     * @param words  orders to begin with, may be empty
     * @param script null for none
     * @param books  where they are written at the end; null for nowhere
     */
    SimRun(final PrintWriter out, final String words, final Path script, final String books) {
        this.out = out;
        this.words = words;
        this.script = script;
        this.books = books;
    }

    void run(final SimulatedNetwork network, final InetSocketAddress at, final InetSocketAddress drivenAt)
            throws IOException, InterruptedException {
        try (network) {
            obey(network);
            final SimulatorScript lines = script == null ? null : script();
            final InetSocketAddress listening = Faults.listening("--listen", at, () -> network.start(at));
            try (SimulatorControl control = Faults.listening("--control", drivenAt,
                    () -> new SimulatorControl(network, drivenAt))) {
                if (lines != null) {
                    control.play(lines);
                }
                final Shutdown shutdown = Shutdown.onSignal(() -> end(network));
                out.printf("%s network on %s, driven at %s%n", network.name(), text(listening), text(control.address()));
                out.printf("from another terminal: ./ayni sim %s --late 35s, --help shows what else%n", network.name());
                out.flush();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    shutdown.cancel();
                }
            }
        }
    }

    private void obey(final SimulatedNetwork network) {
        try {
            OrderText.apply(words, network);
        } catch (final IllegalArgumentException e) {
            throw UserError.wrongUse(e.getMessage());
        }
    }

    private SimulatorScript script() throws IOException {
        try {
            return SimulatorScript.parse(script.toString(), Files.readString(script));
        } catch (final IllegalArgumentException e) {
            throw UserError.wrongUse(e.getMessage());
        }
    }

    private void end(final SimulatedNetwork network) {
        network.close();
        out.println(network.summary());
        if (books != null) {
            try {
                final StringBuilder csv = new StringBuilder();
                network.writeBooks(csv);
                SimCommand.writeBooks(books, csv.toString(), out);
            } catch (final IOException e) {
                out.println("ayni: --books: " + Faults.describe(e));
            }
        }
        out.flush();
    }

    private static String text(final InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ':' + address.getPort();
    }
}
