package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.harness.TestCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole switch with ring, journal and event loops, called over real sockets. */
class SwitchTest {
    private static final String TRANSFER = """
            {"type":"transfer.internal","amountMinor":1500,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000025"}""";
    private static final Pattern CODE = Pattern.compile("código es (\\d{6})");

    @TempDir
    private Path directory;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String yaml;

    @BeforeEach
    void importAccounts() throws IOException {
        yaml = TestFiles.yaml(directory);
        final Path config = TestFiles.write(directory, "switch.yaml", yaml);
        final Path accounts = TestFiles.write(directory, "accounts.csv",
                "account,member,opening_balance_minor\n4200000017,1,10000000\n4200000025,2,0\n");
        assertThat(Cli.run("accounts", "import", accounts.toString(), "-c", config.toString()).exitStatus()).isZero();
    }

    @Test
    void whatWasAnsweredIsThereAfterARestartAndItsKeyGetsTheFirstAnswer() throws Exception {
        final String posted;
        try (Switch node = start()) {
            posted = pay(node, "k1");
            assertThat(posted).contains("\"state\":\"POSTED\"", "\"availableMinor\":9998500");
        }
        try (Switch node = start()) {
            assertThat(post(node, "/v1/authorizations", "k1", TRANSFER).body()).isEqualTo(posted);
            assertThat(get(node, "/v1/accounts/4200000017").body()).contains("\"ledgerMinor\":9998500");
        }
    }

    @Test
    void theSamePolicyIsNotJournaledAgainAndAnotherOneIsInForceFromTheNextStart() throws Exception {
        start().close();
        final long before = Files.readString(state()).lines().filter(line -> line.contains("policy")).count();
        assertThat(before).isEqualTo(1);
        final String first = policyLine();
        start().close();
        assertThat(policyLine()).isEqualTo(first);

        yaml = yaml.replace("stepUp: otp, bucket: INT", "stepUp: none, bucket: INT");
        try (Switch node = start()) {
            assertThat(post(node, "/v1/authorizations", "k2", TRANSFER).body()).contains("\"state\":\"POSTED\"");
        }
        assertThat(policyLine()).isNotEqualTo(first);
    }

    @Test
    void thePasswordIsInNoFileOfTheSwitch() throws Exception {
        final List<String> codes = new ArrayList<>();
        try (Switch node = start()) {
            for (int i = 0; i < 3; i++) {
                codes.add(challenge(node, "canary-" + i));
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(codes);
            }
        }
    }

    @Test
    void healthAndMetricsAreServed() throws Exception {
        try (Switch node = start()) {
            assertThat(get(node, "/healthz").body()).isEqualTo("{\"status\":\"ready\"}");
            assertThat(get(node, "/metrics").body()).contains("ayni_ready 1.0", "ayni_journal_batches_total",
                    "jvm_memory_used_bytes",
                    "ayni_request_latency_seconds{listener=\"json\",quantile=\"0.999\"}",
                    "ayni_link_up{link=\"interbank\"} 0.0", "ayni_iso_requests_total{peer=\"mobile\"} 0.0");
        }
    }

    @Test
    void withTlsOnlyTlsIsSpoken() throws Exception {
        final TestCertificate certificate = new TestCertificate(directory, "server");
        yaml = yaml.replace("    channels:", "    tls: {certificate: " + certificate.certificate() + ", key: "
                + certificate.key() + "}\n    channels:");
        try (Switch node = start()) {
            final HttpClient trusting = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                    .sslContext(certificate.trustingClient()).build();
            final URI secure = URI.create("https://127.0.0.1:" + node.addresses().get("json").getPort() + "/healthz");

            assertThat(trusting.send(HttpRequest.newBuilder(secure).build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> http.send(HttpRequest.newBuilder(secure).build(),
                    HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThatThrownBy(() -> get(node, "/healthz")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatAStrangerSendsToATlsListenerIsInNoLogLine() throws Exception {
        final TestCertificate certificate = new TestCertificate(directory, "server");
        final String tls = "tls: {certificate: " + certificate.certificate() + ", key: " + certificate.key() + "}";
        yaml = yaml.replace("    channels:", "    " + tls + "\n    channels:").replace("port: 0}", "port: 0, " + tls
                + '}');
        final String canary = "5300420000000017";
        try (LogLines lines = new LogLines(); Switch node = start()) {
            for (final InetSocketAddress address : node.addresses().values()) {
                try (Socket socket = connect(address)) {
                    socket.getOutputStream().write((canary + " is no TLS record\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                }
            }
            lines.awaitFrom("IsoConnectionHandler", "NotSslRecordException");
            assertThat(lines.all()).doesNotContain(canary,
                    HexFormat.of().formatHex(canary.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Test
    void anAddressHasNoMoreConnectionsThanItMay() throws Exception {
        yaml = yaml.replace("    channels:", "    limits: {connections: 2, connectionsPerAddress: 2}\n    channels:");
        try (Switch node = start()) {
            final InetSocketAddress address = node.addresses().get("json");
            try (Socket one = connect(address); Socket two = connect(address); Socket three = connect(address)) {
                assertThat(three.getInputStream().read()).as("closed at once").isEqualTo(-1);
                one.getOutputStream()
                        .write("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(one.getInputStream().read()).as("the first goes on").isEqualTo('H');
            }
        }
    }

    @Test
    void aBodyThatIsTooLargeIsAnsweredEvenWhileThePeerStillSends() throws Exception {
        try (Switch node = start(); Socket socket = connect(node.addresses().get("json"))) {
            final String head =
                    "POST /v1/authorizations HTTP/1.1\r\nHost: h\r\nIdempotency-Key: k\r\nContent-Length: 1000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[200_000]);

            final String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("/problems/body-too-large");
        }
    }

    private Switch start() {
        return Switch.start(SwitchConfig.parse("test", yaml), cause -> { });
    }

    private Path state() {
        final Path config = TestFiles.write(directory, "switch.yaml", yaml);
        return TestFiles.write(directory, "state.txt", Cli.run("state", "-c", config.toString()).out());
    }

    private String policyLine() throws IOException {
        final Matcher matcher = Pattern.compile("policy \\S+").matcher(Files.readString(state()));
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private String pay(final Switch node, final String key) throws Exception {
        final String id = id(post(node, "/v1/authorizations", key, TRANSFER).body());
        final String code = code(node, id);
        return post(node, "/v1/authorizations/" + id + "/otp", key + "-otp", "{\"code\":\"" + code + "\"}").body();
    }

    private String challenge(final Switch node, final String key) throws Exception {
        return code(node, id(post(node, "/v1/authorizations", key, TRANSFER).body()));
    }

    private String code(final Switch node, final String id) throws Exception {
        final String inbox = get(node, "/demo/inbox?account=4200000017").body();
        final Matcher matcher = CODE.matcher(inbox.substring(inbox.indexOf(id)));
        assertThat(matcher.find()).as(inbox).isTrue();
        return matcher.group(1);
    }

    private static String id(final String body) {
        final Matcher matcher = Pattern.compile("\"id\":\"(\\w{13})\"").matcher(body);
        assertThat(matcher.find()).as(body).isTrue();
        return matcher.group(1);
    }

    private HttpResponse<String> post(final Switch node, final String path, final String key, final String body)
            throws Exception {
        return http.send(request(node, path).header("Idempotency-Key", key).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(final Switch node, final String path) throws Exception {
        return http.send(request(node, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(final Switch node, final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.addresses().get("json").getPort() + path))
                .header("X-API-Key", DemoSite.API_KEY);
    }

    private static Socket connect(final InetSocketAddress address) throws IOException {
        final Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(5_000);
        return socket;
    }
}
