package io.ayni.connectors.e2e;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.launch.TestSite;

import org.jpos.iso.ISOMsg;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Who asks us over ISO 8583: each has a request that moves money, and what it does to an account. */
enum Caller {
    /** A channel's payment to another institution. */
    CHANNEL(TestSite.ANA, -1_500) {
        @Override
        ISOMsg request(final String amount) throws Exception {
            return IsoMessages.interbank(amount);
        }

        @Override
        ISOMsg ask(final TestSite site, final ISOMsg message) throws Exception {
            return site.channel().request(message, PATIENCE_MS);
        }
    },
    /** The network of our debit cards: a withdrawal. */
    CARDS(TestSite.ANA, -1_500) {
        @Override
        ISOMsg request(final String amount) throws Exception {
            return IsoMessages.card("0200", "010000", amount);
        }

        @Override
        ISOMsg ask(final TestSite site, final ISOMsg message) throws Exception {
            return site.debit().request(message, PATIENCE_MS);
        }
    },
    /** The interbank network, over the link that we made: a credit to one of ours. */
    INTERBANK(TestSite.LUIS, 1_500) {
        @Override
        ISOMsg request(final String amount) throws Exception {
            final ISOMsg credit = IsoMessages.common("0200", "210000", amount);
            credit.set(32, "2002");
            credit.set(103, TestSite.LUIS);
            return credit;
        }

        @Override
        ISOMsg ask(final TestSite site, final ISOMsg message) throws Exception {
            final AtomicReference<ISOMsg> answer = new AtomicReference<>();
            final JposNetwork network = site.interbank();
            network.behave((source, received) -> answer.set((ISOMsg) received.clone()));
            network.send(message);
            Await.until("an answer to " + message.getMTI(), () -> answer.get() != null);
            return answer.get();
        }
    };

    private static final long PATIENCE_MS = 10_000;

    /** The account that its request moves, once, by {@link #movesMinor}. */
    final String account;
    final long movesMinor;

    Caller(final String account, final long movesMinor) {
        this.account = account;
        this.movesMinor = movesMinor;
    }

    abstract ISOMsg request(String amount) throws Exception;

    /** Sends a message over a connection of this caller's and waits for its answer. */
    abstract ISOMsg ask(TestSite site, ISOMsg message) throws Exception;

    /** @return balances once the request was carried out. */
    List<Long> moved() {
        return List.of(TestSite.OPENING_MINOR + movesMinor, 0L);
    }
}
