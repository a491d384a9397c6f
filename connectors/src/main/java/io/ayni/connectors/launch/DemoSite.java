package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.iso8583.spec.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A cooperative on this machine: a switch with a fresh journal in a temporary directory, members' accounts, and an
 * interbank network that is simulated. Gone when it is closed.
 */
final class DemoSite implements AutoCloseable {
    static final String API_KEY = "demo-key";
    private static final long LINK_PATIENCE_MS = 10_000;
    private static final long POLL_NS = 5_000_000;

    private final Path directory;
    private final InterbankSimulator network;
    private final InetSocketAddress networkAddress;
    private Switch node;

    private DemoSite() {
        try {
            directory = Files.createTempDirectory("ayni-demo-");
        } catch (final IOException e) {
            throw UserError.failed("no temporary directory: " + Faults.describe(e));
        }
        network = new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
        networkAddress = network.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** @param jsonPort 0 lets the system choose; so does {@code isoPort} */
    static DemoSite start(final int jsonPort, final int isoPort) {
        final DemoSite site = new DemoSite();
        try {
            final SwitchConfig config = site.configure(jsonPort, isoPort);
            site.importAccounts(config);
            site.node = Switch.start(config, cause -> { });
            site.awaitLink();
            return site;
        } catch (final RuntimeException e) {
            site.close();
            throw e;
        }
    }

    InetSocketAddress json() {
        return node.addresses().get("json");
    }

    InetSocketAddress iso() {
        return node.addresses().get("mobile");
    }

    InetSocketAddress networkAddress() {
        return networkAddress;
    }

    InterbankSimulator network() {
        return network;
    }

    private SwitchConfig configure(final int jsonPort, final int isoPort) {
        return SwitchConfig.parse("demo.yaml", resource("demo.yaml")
                .replace("@DIRECTORY@", directory.toString())
                .replace("@JSON_PORT@", Integer.toString(jsonPort))
                .replace("@ISO_PORT@", Integer.toString(isoPort))
                .replace("@NETWORK_PORT@", Integer.toString(networkAddress.getPort())));
    }

    /** The way of {@code ayni accounts import}. */
    private void importAccounts(final SwitchConfig config) {
        final Path file = directory.resolve("accounts.csv");
        try {
            Files.writeString(file, resource("demo-accounts.csv"));
        } catch (final IOException e) {
            throw UserError.failed(Faults.describe(e));
        }
        try (Importer importer = new Importer(config)) {
            final ImportRows rows = new AccountRows(config.institution());
            importer.putAll(rows.table(file), rows, () -> { });
            importer.await();
        }
    }

    private void awaitLink() {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINK_PATIENCE_MS);
        while (!node.areLinksUp()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw UserError.failed("the simulated network was not reached on " + networkAddress);
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private static String resource(final String name) {
        try (InputStream in = DemoSite.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (node != null) {
            node.close();
        }
        network.close();
        removeDirectory();
    }

    private void removeDirectory() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            final List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (final Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (final IOException e) {
            System.err.println("ayni: " + directory + " is left behind: " + Faults.describe(e));
        }
    }
}
