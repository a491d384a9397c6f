package io.ayni.connectors.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.TestConfig;
import io.ayni.connectors.harness.TestSwitch;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.iso8583.spec.Dialects;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link over frames with headers and over text: signs on and pays. */
class InterbankFramesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"iso1987-bcd, binary-2-tpdu", "iso1987-ebcdic, vap", "iso1987-ascii-hex-bitmap, stx-etx-lrc"})
    void aPaymentGoesOverTheNetworksFrame(final String dialect, final String frame) throws Exception {
        try (InterbankSimulator network =
                new InterbankSimulator(Dialects.byName(dialect), FrameFormat.named(frame))) {
            final int port = network.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).getPort();
            try (TestSwitch sut = new TestSwitch(directory,
                    TestConfig.of(port).withStepUp("none").withNetwork(dialect, frame)).awaitLinkUp();
                    JposCaller caller = JposCaller.binary(sut.address("channel"))) {
                sut.admin().open(IsoMessages.ANA, 1, 10_000_000);

                assertThat(caller.request(IsoMessages.interbank("000000001500"), 5_000).getString(39)).isEqualTo("00");
                assertThat(network.books().settlementMinor()).isEqualTo(1_500);
            }
        }
    }
}
