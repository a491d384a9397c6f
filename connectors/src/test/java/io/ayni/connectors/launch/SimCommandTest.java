package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.connectors.simulator.SimulatorControl;
import io.ayni.iso8583.spec.Dialects;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ayni sim}: a network that runs is driven, shows what is in force, and gives its books. */
class SimCommandTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    private Path directory;
    private final InterbankSimulator network = new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private SimulatorControl control;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws IOException {
        address = network.start(ANY);
        control = new SimulatorControl(network, ANY);
    }

    @AfterEach
    void close() {
        control.close();
        network.close();
    }

    @Test
    void faultsAreToldWhileItRunsAndShown() {
        final Cli told = sim("--late", "35s", "--drop", "10%", "--duplicate", "5%", "--decline", "51:10%");
        assertThat(told.err()).isEqualToIgnoringNewLines("ayni: faults add up to 110.0 %");
        assertThat(told.exitStatus()).isEqualTo(2);

        final Cli fits = sim("--late", "35s:5%", "--drop", "10%", "--duplicate", "5%", "--decline", "51:10%");
        assertThat(fits.out()).contains("payments   late 35000ms:5% drop 10% duplicate 5% decline 51:10%");
        assertThat(sim("--clear").out()).contains("payments   none", "reversals  none");
    }

    @Test
    void anOrderThatIsNoneIsToldBeforeAnybodyIsLookedFor() throws IOException {
        control.close();
        final Path script = TestFiles.write(directory, "faults.txt", "0s drop 10%\n1s explode\n");
        assertThat(sim("--late", "soon").err()).contains("soon").doesNotContain("no simulated network");
        assertThat(sim("--drop", "110%").err()).contains("'drop': '110%' is no share").doesNotContain("no simulated");
        assertThat(sim("--script", script.toString()).err()).contains("explode").doesNotContain("no simulated");
        assertThat(sim("--drop", "10%").err()).contains("no simulated network is driven at ");
    }

    @Test
    void booksAreWrittenAndShown() throws Exception {
        try (JposCaller caller = JposCaller.binary(address)) {
            caller.request(payment(), 5_000);
        }
        final Path file = directory.resolve("books.csv");

        assertThat(sim("--books", file.toString()).out()).contains("1 payments in " + file, "approved 15.00");
        assertThat(file).content().isEqualTo("reference,amount_minor,state,code\n000000000001,1500,APPROVED,00\n");
        assertThat(sim("--books", "-").out()).isEqualTo(Files.readString(file));
    }

    @Test
    void aScriptIsPlayedFromNowOn() throws IOException {
        final Path script = TestFiles.write(directory, "faults.txt", "0s drop 10%\n50ms on reversals lose 20%\n");

        assertThat(sim("--script", script.toString()).exitStatus()).isZero();
        Await.until("the script has ended", () -> sim().out().contains("reversals  lose 20%"));
        assertThat(sim().out()).contains("payments   drop 10%");
    }

    @Test
    void whatDoesNotRunOrIsAnotherIsTold() throws IOException {
        final Cli other = Cli.run("sim", "card", "--control", text(control.address()), "--drop", "1%");
        assertThat(other.err()).contains("runs interbank, not card");
        control.close();
        final Cli nobody = sim("--drop", "1%");
        assertThat(nobody.exitStatus()).isEqualTo(1);
        assertThat(nobody.err()).contains("no simulated network is driven at", "--listen");
    }

    @Test
    void oneIsStartedAndSaysHowItIsDriven() throws Exception {
        final StringWriter out = new StringWriter();
        final InterbankSimulator started = new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
        final Thread run = Thread.ofPlatform().daemon().start(() -> {
            try {
                new SimRun(new PrintWriter(out), "drop 10%", null, null).run(started, ANY, ANY);
            } catch (final IOException | InterruptedException ended) {
                // the test ends it
            }
        });
        Await.until("it listens", () -> out.toString().contains("./ayni sim interbank"));
        final String[] words = out.toString().lines().findFirst().orElseThrow().split("[ ,]+");
        new Socket("127.0.0.1", Integer.parseInt(words[3].substring(words[3].indexOf(':') + 1))).close();
        assertThat(Cli.run("sim", "interbank", "--control", words[6]).out()).contains("payments   drop 10%");
        run.interrupt();
        run.join(5_000);
        assertThat(run.isAlive()).isFalse();
    }

    @Test
    void aBatchBillerReadsItsFilesAndFindsWhatIsWrong() throws IOException {
        final String first = line("0H7Z4K2M9QX3B,301,02-0123-004-0005,12500,840");
        final String second = line("0H7Z4K2M9QX3C,301,02-0123-004-0006,100,840");
        TestFiles.write(directory, "301-2026-11-24.csv",
            "payment,biller,reference,amount_minor,currency,check\n" + first + second);
        final Cli good = Cli.run("sim", "batch", "--directory", directory.toString(), "--books", "-");
        assertThat(good.exitStatus()).isZero();
        assertThat(good.out()).contains("0H7Z4K2M9QX3B,301,02-0123-004-0005,12500,TAKEN",
            "2 payments in 1 files (0 again, 0 lines not whole), taken 126.00");

        TestFiles.write(directory, "301-2026-11-25.csv",
            "payment,biller,reference,amount_minor,currency,check\n" + first + second.replace(",100,", ",900,"));
        final Cli bad = Cli.run("sim", "batch", "--directory", directory.toString());
        assertThat(bad.exitStatus()).isEqualTo(1);
        assertThat(bad.out()).contains("301-2026-11-25.csv:3: the line is not whole", "(1 again, 1 lines not whole)");
    }

    private static String line(final String content) {
        final CRC32C crc = new CRC32C();
        crc.update(content.getBytes());
        return "%s,%08x%n".formatted(content, crc.getValue());
    }

    private Cli sim(final String... words) {
        final String[] all = new String[words.length + 4];
        System.arraycopy(new String[] {"sim", "interbank", "--control", text(control.address())}, 0, all, 0, 4);
        System.arraycopy(words, 0, all, 4, words.length);
        return Cli.run(all);
    }

    private static String text(final InetSocketAddress at) {
        return at.getAddress().getHostAddress() + ':' + at.getPort();
    }

    private static ISOMsg payment() throws Exception {
        final ISOMsg payment = new ISOMsg("0200");
        payment.set(3, "400000");
        payment.set(4, "000000001500");
        payment.set(7, "1121040506");
        payment.set(11, "000001");
        payment.set(37, "000000000001");
        payment.set(41, "AYNI0001");
        payment.set(49, "840");
        return payment;
    }
}
