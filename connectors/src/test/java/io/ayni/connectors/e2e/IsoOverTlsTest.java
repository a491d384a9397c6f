package io.ayni.connectors.e2e;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.TestCertificate;
import io.ayni.connectors.harness.TestConfig;
import io.ayni.connectors.harness.TestSwitch;
import io.ayni.connectors.security.TlsContexts;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.core.payment.LinkState;
import io.ayni.iso8583.spec.Dialects;

import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** ISO 8583 over TLS, as caller and as network. */
class IsoOverTlsTest {
    private static final long PATIENCE_MS = 10_000;

    @TempDir
    private static Path keys;
    private static TestCertificate certificate;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeCertificate() {
        certificate = new TestCertificate(keys, "node");
    }

    @Test
    void callersAndNetworkSpeakTls() throws Exception {
        try (InterbankSimulator network = network(); TestSwitch sut = start(network)) {
            sut.awaitLinkUp();
            sut.admin().open(IsoMessages.ANA, 1, 1_000_000).card(IsoMessages.PAN, IsoMessages.ANA);
            try (JposCaller cards = JposCaller.tls(sut.address("cards"), certificate.trustingClient());
                 JposCaller channel = JposCaller.binary(sut.address("channel"))) {
                final ISOMsg withdrawal = IsoMessages.card("0200", "010000", "000000001000");
                assertThat(cards.request(withdrawal, PATIENCE_MS).getString(39)).isEqualTo("00");
                final ISOMsg transfer = IsoMessages.interbank("000000001500");
                assertThat(channel.request(transfer, PATIENCE_MS).getString(39)).isEqualTo("00");
            }
            assertThat(network.books().settlementMinor()).isEqualTo(1_500);
        }
    }

    @Test
    void aCallerWithoutTlsIsNotUnderstood() throws Exception {
        try (InterbankSimulator network = network(); TestSwitch sut = start(network);
             JposCaller plain = JposCaller.binary(sut.address("cards"))) {
            assertThatThrownBy(() -> plain.request(IsoMessages.card("0200", "010000", "000000001000"), PATIENCE_MS))
                .isInstanceOf(Exception.class);
            assertThat(sut.listener("cards").counters().requests()).isZero();
        }
    }

    @Test
    void aNetworkThatShowsAnotherCertificateGetsNothing() throws Exception {
        final TestCertificate other = new TestCertificate(keys, "other");
        try (InterbankSimulator network = new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2,
                TlsContexts.server(other.certificate(), other.key(), Optional.empty()));
             TestSwitch sut = start(network)) {
            sut.admin().open(IsoMessages.ANA, 1, 1_000_000);
            try (JposCaller channel = JposCaller.binary(sut.address("channel"))) {
                final ISOMsg transfer = IsoMessages.interbank("000000001500");
                assertThat(channel.request(transfer, PATIENCE_MS).getString(39)).isEqualTo("91");
            }
            assertThat(sut.link().state()).isEqualTo(LinkState.DOWN);
            assertThat(sut.link().counters().connects()).isZero();
        }
    }

    private static InterbankSimulator network() throws Exception {
        return new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2,
            TlsContexts.server(certificate.certificate(), certificate.key(), Optional.empty()));
    }

    private TestSwitch start(final InterbankSimulator network) {
        final int port = network.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).getPort();
        return new TestSwitch(directory, TestConfig.of(port).withStepUp("none").withTls(certificate));
    }
}
