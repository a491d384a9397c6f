package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.harness.TestDisk;
import io.ayni.connectors.harness.TestTime;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.simulator.BillerSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A switch as {@code ayni run} wires it, on a machine whose time and disk belong to the test; around it an interbank
 * network and a card processor made of jPOS, and simulated billers. All on loopback.
 */
public final class TestSite implements AutoCloseable {
    public static final String ANA = "1000000001";
    public static final String LUIS = "1000000002";
    public static final long OPENING_MINOR = 10_000_000;
    private static final String ACCOUNTS = """
            account,member,kind,authorised_line_minor,opening_balance_minor
            1000000001,1,SAVINGS,0,10000000
            1000000002,2,SAVINGS,0,10000000
            1000000003,1,CREDIT_CARD,100000,-50000
            """;
    private static final String CARDS = """
            pan,account,kind,token
            4000001234567899,1000000001,DEBIT,4000002
            4545450000000001,1000000003,CREDIT,4000001
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int HEARTBEAT_MS = 20;
    private static final Pattern BALANCES = Pattern.compile("\"ledgerMinor\":(-?\\d+).*\"heldMinor\":(-?\\d+)");
    private static final Pattern CODE = Pattern.compile("código es (\\d{6})");

    private final Path directory;
    private final TestTime time = new TestTime();
    private final TestDisk disk = new TestDisk();
    private final JposNetwork interbank;
    private final JposNetwork cards;
    private final BillerSimulator billers = new BillerSimulator();
    private final InetSocketAddress billersAddress;
    private final LogLines log = new LogLines();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<AutoCloseable> callers = new ArrayList<>();
    private final Map<String, String> settings;
    private Path journal;
    private int images;
    private Switch node;
    private volatile Throwable fatal;

    /**
     * @param settings of the configuration: ADMIN (more of the admin endpoint), ROUTES (to institution 2002), RING,
     *                 UNKNOWN_ORIGINAL, TLS, STORE, CONNECTIONS of the interbank link, DIALECT and FRAME of the
     *                 channel and of that link; each has a default
     */
    private TestSite(final Path directory, final Map<String, String> settings) {
        this.directory = directory;
        this.settings = settings;
        this.journal = directory.resolve("journal");
        try {
            interbank = settings.containsKey("DIALECT")
                    ? JposNetwork.of(settings.get("DIALECT"), settings.get("FRAME")) : JposNetwork.binary();
            cards = JposNetwork.binary();
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
        billersAddress = billers.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Starts, and waits for its links. */
    public static TestSite start(final Path directory) {
        return start(directory, Map.of());
    }

    public static TestSite start(final Path directory, final Map<String, String> settings) {
        final TestSite site = new TestSite(directory, settings);
        site.importMembers();
        site.startNode();
        site.awaitLinks();
        return site;
    }

    private void importMembers() {
        final SwitchConfig config = config();
        try {
            final EdgeKeys keys = ImportCommand.keys(config);
            try (Importer importer = new Importer(config)) {
                put(importer, "accounts.csv", ACCOUNTS, new AccountRows(config.institution()));
                put(importer, "cards.csv", CARDS, new CardRows(keys, new SealedCards(keys)));
                importer.await();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(final Importer importer, final String name, final String text, final ImportRows rows) {
        importer.putAll(rows.table(TestFiles.write(directory, name, text)), rows, () -> { });
    }

    private SwitchConfig config() {
        return SwitchConfig.parse("failures.yaml", yaml());
    }

    /** @return the configuration as a file, for commands. */
    public Path configFile() {
        return TestFiles.write(directory, "switch.yaml", yaml());
    }

    private String yaml() {
        try (InputStream in = TestSite.class.getResourceAsStream("failures.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@JOURNAL@", journal.toString())
                    .replace("@DIRECTORY@", directory.toString())
                    .replace("@ROUTES@", settings.getOrDefault("ROUTES", "network: interbank"))
                    .replace("@ADMIN@", settings.getOrDefault("ADMIN", ""))
                    .replace("@RING@", settings.getOrDefault("RING", "1024"))
                    .replace("@STORE@", settings.getOrDefault("STORE", "1000000"))
                    .replace("@CONNECTIONS@", settings.getOrDefault("CONNECTIONS", "1"))
                    .replace("@FORMAT@", format(", "))
                    .replace("@LINK_FORMAT@", format("\n    "))
                    .replace("@UNKNOWN_ORIGINAL@", settings.getOrDefault("UNKNOWN_ORIGINAL", "00"))
                    .replace("@JSON_TLS@", settings.containsKey("TLS") ? "\n    tls: " + settings.get("TLS") : "")
                    .replace("@ISO_TLS@", settings.containsKey("TLS") ? ", tls: " + settings.get("TLS") : "")
                    .replace("@INTERBANK_PORT@", Integer.toString(interbank.port()))
                    .replace("@CARDS_PORT@", Integer.toString(cards.port()))
                    .replace("@BILLERS_PORT@", Integer.toString(billersAddress.getPort()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String format(final String separator) {
        return settings.containsKey("DIALECT")
                ? separator + "dialect: " + settings.get("DIALECT") + separator + "frame: " + settings.get("FRAME") : "";
    }

    /** Over what the journal holds; its links may still be down. */
    public void startNode() {
        fatal = null;
        node = Switch.start(config(), new SwitchContext(
                time.epochClock(), time.nanoClock(), time.loopTicker(), HEARTBEAT_MS, disk::of), cause -> fatal = cause);
    }

    public void awaitLinks() {
        Await.until("the links are up", () -> node.areLinksUp());
    }

    /** Ends the switch in order. */
    public void stopNode() {
        closeCallers();
        node.close();
    }

    /** @return the journal as it is at this moment: what SIGKILL would leave. */
    public Path image() {
        final Path image = directory.resolve("image-" + ++images);
        copyJournal(image);
        return image;
    }

    /** As SIGKILL when the image was taken, and a new start; its links are up when it returns. */
    public void crashTo(final Path image) {
        stopNode();
        journal = image;
        startNode();
        awaitLinks();
    }

    private void copyJournal(final Path to) {
        try (Stream<Path> files = Files.list(journal)) {
            Files.createDirectories(to);
            for (final Path file : files.filter(each -> each.toString().endsWith(".segment")).sorted().toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestTime time() {
        return time;
    }

    /** The timers of sockets and links see this pass. */
    public void passOnLoops(final long ms) {
        time.passOnLoops(node.loops(), ms);
    }

    public TestDisk disk() {
        return disk;
    }

    public JposNetwork interbank() {
        return interbank;
    }

    public JposNetwork cards() {
        return cards;
    }

    public BillerSimulator billers() {
        return billers;
    }

    /** Waits until the event loops have done with what they have read. */
    public void settleLoops() {
        node.loops().group().forEach(loop -> loop.submit(() -> { }).syncUninterruptibly());
    }

    /** @return commands between socket and answer. */
    public int ringDepth() {
        return (int) metric("ayni_ring_depth");
    }

    /** @return where the segments are. */
    public Path journal() {
        return journal;
    }

    /** @return why the switch stopped by itself; null while it did not. */
    public Throwable fatal() {
        return fatal;
    }

    public void awaitLog(final String text) {
        log.awaitFrom("", text);
    }

    public String log() {
        return log.all();
    }

    public JposCaller channel() {
        return caller("channel");
    }

    /** The network of the cooperative's debit cards, which calls us. */
    public JposCaller debit() {
        return caller("debit");
    }

    private JposCaller caller(final String listener) {
        try {
            final JposCaller caller = JposCaller.binary(node.addresses().get(listener));
            callers.add(caller);
            return caller;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param listener {@code json}, {@code channel} or {@code debit} */
    public InetSocketAddress address(final String listener) {
        return node.addresses().get(listener);
    }

    /** @param listener as in {@link #address} */
    public Socket connect(final String listener) throws IOException {
        final InetSocketAddress address = node.addresses().get(listener);
        final Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        callers.add(socket);
        return socket;
    }

    /** @param idempotencyKey null for none */
    public HttpResponse<String> post(final String path, final String idempotencyKey, final String body) {
        return sent(path, idempotencyKey, body).join();
    }

    public CompletableFuture<HttpResponse<String>> sent(
            final String path, final String idempotencyKey, final String body) {
        final HttpRequest.Builder request = request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(final String path) {
        return http.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString()).join();
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.addresses().get("json").getPort() + path))
                .timeout(PATIENCE).header("X-API-Key", DemoSite.API_KEY);
    }

    /** @return what the ledger has, and what of it is held. */
    public List<Long> balances(final String account) {
        final String body = get("/v1/accounts/" + account).body();
        final Matcher matcher = BALANCES.matcher(body);
        if (!matcher.find()) {
            throw new AssertionError(body);
        }
        return List.of(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /** @return the one-time password sent last for a payment from this account. */
    public String code(final String account) {
        final String inbox = get("/demo/inbox?account=" + account).body();
        final Matcher matcher = CODE.matcher(inbox);
        if (!matcher.find()) {
            throw new AssertionError(inbox);
        }
        return matcher.group(1);
    }

    /** @return value of a metric's first line that begins so. */
    public double metric(final String name) {
        return node.metrics().scrape().lines().filter(line -> line.startsWith(name)).findFirst()
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    private void closeCallers() {
        for (final AutoCloseable each : callers) {
            try {
                each.close();
            } catch (final Exception e) {
                throw new IllegalStateException(e);
            }
        }
        callers.clear();
    }

    @Override
    public void close() throws Exception {
        closeCallers();
        http.shutdownNow();
        disk.resume();
        node.close();
        interbank.close();
        cards.close();
        billers.close();
        log.close();
    }
}
