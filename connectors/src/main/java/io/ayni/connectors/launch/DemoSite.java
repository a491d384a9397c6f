package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.simulator.InterbankSimulator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A cooperative on this machine: a switch with a fresh journal in a temporary directory, members with their accounts and
 * cards, and networks that are simulated. Gone when it is closed.
 */
final class DemoSite implements AutoCloseable {
    static final String API_KEY = "demo-key";
    private static final long LINK_PATIENCE_MS = 10_000;
    private static final int PIN_KEY_BYTES = 16;
    private static final long POLL_NS = 5_000_000;

    private final Path directory;
    private final DemoInstitution institution;
    private final DemoNetworks networks = new DemoNetworks();
    private Switch node;
    private boolean isClosed;

    private DemoSite(final DemoInstitution institution) {
        this.institution = institution;
        try {
            directory = Files.createTempDirectory("ayni-demo-");
        } catch (final IOException e) {
            throw UserError.failed("no temporary directory: " + Faults.describe(e));
        }
    }

    /** @param jsonPort 0 lets the system choose; so does {@code isoPort} */
    static DemoSite start(final DemoInstitution institution, final int jsonPort, final int isoPort) {
        return start(institution, jsonPort, isoPort, SwitchContext.SYSTEM, DemoSite::withoutClose);
    }

    /**
     * A cooperative at a time that the caller tells.
     *
     * @param context its clock not before now, when the members' accounts are opened
     * @param rules   makes those of the institution what they are to be
     */
    static DemoSite start(
            final DemoInstitution institution, final int jsonPort, final int isoPort, final SwitchContext context,
            final UnaryOperator<String> rules) {
        final DemoSite site = new DemoSite(institution);
        try {
            site.networks.start(institution);
            final SwitchConfig config = site.configure(jsonPort, isoPort, rules);
            site.importMembers(config);
            site.node = Switch.start(config, context, cause -> { });
            site.awaitLinks();
            return site;
        } catch (final IOException e) {
            site.close();
            throw UserError.failed(Faults.describe(e));
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

    /** @return where the network of the cooperative's debit cards calls. */
    InetSocketAddress debitCards() {
        return node.addresses().get("debit");
    }

    /** @return where the interbank network calls with credits, beside the link that we keep to it. */
    InetSocketAddress credits() {
        return node.addresses().get("credits");
    }

    /** @return where its journal and files are. */
    Path directory() {
        return directory;
    }

    /** @return payments in the files that the card processor fetches. */
    long linesForCards() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("files"))) {
            long lines = 0;
            for (final Path file : files.filter(each -> each.getFileName().toString().startsWith("cards-")).toList()) {
                lines += Files.readAllLines(file).size() - 1;
            }
            return lines;
        }
    }

    /** For whoever tries what the demo showed: the bill that was paid is owed again, and again after each payment. */
    void owesAgain() {
        networks.owe(institution);
        networks.billers().books().renewBills();
    }

    DemoInstitution institution() {
        return institution;
    }

    DemoNetworks networks() {
        return networks;
    }

    InterbankSimulator network() {
        return networks.interbank();
    }

    private SwitchConfig configure(final int jsonPort, final int isoPort, final UnaryOperator<String> rules)
            throws IOException {
        Files.writeString(directory.resolve(institution.file), rules.apply(DemoFiles.read(institution.file)));
        final Path pinKey = Files.createFile(directory.resolve("pin.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        final byte[] key = new byte[PIN_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.writeString(pinKey, HexFormat.of().formatHex(key));
        final String file = directory.resolve("demo.yaml").toString();
        return SwitchConfig.parse(file, networks.fillIn(DemoFiles.read("demo.yaml"))
                .replace("@DIRECTORY@", directory.toString())
                .replace("@JSON_PORT@", Integer.toString(jsonPort))
                .replace("@ISO_PORT@", Integer.toString(isoPort))
                .replace("@CARD_PORT@", Integer.toString(isoPort == 0 ? 0 : isoPort + 1))
                .replace("@CREDIT_PORT@", Integer.toString(isoPort == 0 ? 0 : isoPort + 2))
                .replace("@OWN@", institution.accounts)
                .replace("@INSTITUTION@", institution.file));
    }

    /** The demo shows every operation at any time of day, so its cooperative never closes. */
    private static String withoutClose(final String rules) {
        return rules.replaceFirst("(?m)^  close:.*\\n(    - .*\\n)*", "  close: []\n");
    }

    /** The way of {@code ayni accounts import}, and of members, cards and products. */
    private void importMembers(final SwitchConfig config) throws IOException {
        final EdgeKeys keys = ImportCommand.keys(config);
        final SealedCards seal = new SealedCards(keys);
        try (Importer importer = new Importer(config)) {
            put(importer, "accounts.csv", new AccountRows(config.institution()));
            put(importer, "products.csv", new ProductRows());
            put(importer, "members.csv", new MemberRows(seal));
            put(importer, "cards.csv", new CardRows(keys, seal));
            importer.await();
        }
    }

    private void put(final Importer importer, final String name, final ImportRows rows) throws IOException {
        final Path file = directory.resolve(name);
        Files.writeString(file, DemoFiles.read("members/" + name));
        importer.putAll(rows.table(file), rows, () -> { });
    }

    private void awaitLinks() {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINK_PATIENCE_MS);
        while (!node.areLinksUp()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw UserError.failed("a simulated network was not reached");
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (node != null) {
            node.close();
        }
        networks.close();
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
