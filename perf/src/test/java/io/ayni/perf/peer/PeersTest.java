package io.ayni.perf.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.ayni.perf.load.AccountRange;
import io.ayni.perf.load.ClosedLoop;
import io.ayni.perf.load.ClosedLoopResult;
import io.ayni.perf.load.LoadProtocol;
import io.ayni.perf.load.LoadProtocols;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each peer does its work for the very client that measures it. */
@Timeout(60)
class PeersTest {
    private static final AccountRange ACCOUNTS = new AccountRange(7_000_000_001L, 7_000_000_050L);

    @TempDir
    private Path directory;

    @Test
    void theEchoSendsRequestsBack() throws Exception {
        assertThat(load(PeerKind.ECHO, LoadProtocols.iso(ACCOUNTS), "1").isOnly("none")).isTrue();
    }

    @Test
    void theHttpEchoSendsBodiesBack() throws Exception {
        assertThat(load(PeerKind.HTTP_ECHO, LoadProtocols.json(ACCOUNTS), "1").isOnly("none")).isTrue();
    }

    @Test
    void theListenerApproves() throws Exception {
        assertThat(load(PeerKind.JPOS_LISTENER, LoadProtocols.iso(ACCOUNTS)).isOnly("00")).isTrue();
    }

    @Test
    void theTransactionManagerMovesMoneyAndRefusesAccountsItDoesNotHave() throws Exception {
        final String first = Long.toString(ACCOUNTS.first());
        try (Peer peer = PeerMain.start(
                PeerKind.JPOS_TRANSACTIONS, new String[] {directory.toString(), first, "50"})) {
            assertThat(load(peer, LoadProtocols.iso(ACCOUNTS)).isOnly("00")).isTrue();
            assertThat(load(peer, LoadProtocols.iso(new AccountRange(1_000, 2_000))).isOnly("14")).isTrue();
        }
    }

    @Test
    void aHoldNeverTakesMoreThanThereIs() {
        final Books.Account account = new Books(1, 1).account("1");

        assertThat(account.hold(100_000_000)).isTrue();
        assertThat(account.hold(1)).as("nothing is left").isFalse();
        account.release(1);
        assertThat(account.hold(1)).isTrue();
    }

    private static ClosedLoopResult load(final PeerKind kind, final LoadProtocol requests, final String... options)
        throws Exception {
        try (Peer peer = PeerMain.start(kind, options)) {
            return load(peer, requests);
        }
    }

    private static ClosedLoopResult load(final Peer peer, final LoadProtocol requests) throws Exception {
        try (ClosedLoop client = new ClosedLoop(requests,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()), 2, 3)) {
            return client.run(0, TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
