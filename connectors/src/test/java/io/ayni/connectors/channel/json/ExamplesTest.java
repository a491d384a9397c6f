package io.ayni.connectors.channel.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.DirectEngine;
import io.ayni.connectors.channel.BillInquiry.Bill;
import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.LatencyRecorder;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.notify.DemoInbox;
import io.ayni.core.host.Ingress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code examples/requests} that speaks JSON does what its head says, over a real socket. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "requests");
    private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");
    private EventLoops loops;
    private JsonServer server;

    @BeforeEach
    void start() throws IOException {
        final DirectEngine engine = new DirectEngine(JsonBench.ECUADOR);
        new Members(engine).open();
        final Networks networks = new Networks(engine);
        networks.up();
        loops = new EventLoops(1, 1 << 20, 0);
        engine.sink(networks.before(new OutcomeRouter(loops.mailboxes(), new JsonBench.SilentNode())));
        final DemoInbox inbox = new DemoInbox("Cooperativa Ayni", Currency.getInstance("USD"), 100);
        final String yaml = Files.readString(JsonBench.ECUADOR).replace("port: 8080", "port: 0")
                .replace("institution: institution-ecuador.yaml",
                        "institution: " + EXAMPLES.resolveSibling("institution-ecuador.yaml").toAbsolutePath());
        server = new JsonServer(new JsonServerContext(
                SwitchConfig.parse("ecuador.yaml", yaml).json().orElseThrow(), Optional.empty(),
                onLoop(engine, networks),
                JsonBench.KEYS, inbox, new NodeView(() -> true, () -> "", Runnable::run, Optional.of(inbox)),
                JsonBench.services((billerId, reference, answer) -> answer.accept(Bill.owed(2_001, 840)),
                        JsonBench.pins(System::currentTimeMillis)),
                new JsonCounters(), new LatencyRecorder(1), System::currentTimeMillis), loops);
    }

    /** Everything happens on the one event loop; networks answer behind the command that asked them. */
    private Ingress onLoop(final DirectEngine engine, final Networks networks) {
        return new Ingress() {
            @Override
            public Result offer(final Lane lane, final DirectBuffer command, final int offset, final int length) {
                final Result result = engine.offer(lane, command, offset, length);
                loops.loop(0).execute(networks::answer);
                return result;
            }

            @Override
            public boolean isPressed() {
                return false;
            }
        };
    }

    @AfterEach
    void stop() {
        server.close();
        loops.close();
    }

    static Stream<String> examples() throws IOException {
        return all().filter(name -> speaksJson(EXAMPLES.resolve(name)));
    }

    private static Stream<String> all() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("ayni.sh") && !name.equals("iso.sh")).sorted().toList().stream();
        }
    }

    private static boolean speaksJson(final Path file) {
        try {
            return Files.readString(file).contains("/ayni.sh");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleEndsAsItSays(final String name) throws IOException, InterruptedException {
        final Path file = EXAMPLES.resolve(name);
        final String ends = Files.readAllLines(file).stream().filter(line -> line.startsWith("# ends: ")).findFirst()
                .orElseThrow().substring("# ends: ".length());
        final ProcessBuilder bash =
                new ProcessBuilder("bash", file.toAbsolutePath().toString()).redirectErrorStream(true);
        bash.environment().put("AYNI_URL", "http://127.0.0.1:" + server.address().getPort());

        final Process process = bash.start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        final boolean isState = ends.chars().allMatch(Character::isUpperCase) && !ends.equals("EXITOSA");
        final String last = isState ? output.substring(output.lastIndexOf('\n') + 1) : output;
        assertThat(last).contains(isState && !ends.equals("PDF") ? "\"state\":\"" + ends + '"' : ends);
    }

    @Test
    void theTableOfOperationsLeadsToEveryExample() throws IOException {
        final String operations = Files.readString(OPERATIONS);

        assertThat(all().filter(name -> !operations.contains("../examples/requests/" + name))).isEmpty();
    }
}
