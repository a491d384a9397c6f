package io.ayni.connectors.simulator;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.translate.DataElement;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.spec.Dialect;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The processor of the cooperative's cards on a port of this machine: payments of cards (0200, DE3 50, by DE2) with
 * their reversals, new PINs (0100, DE3 92 with DE52; 93 for one that it makes itself). Keeps its own books, does wrong
 * when told to. Every method may be called from any thread.
 */
public final class CardSimulator implements SimulatedNetwork {
    private static final int PAYMENT = 50;
    private static final int PIN_CHANGE = 92;
    private static final int PIN_GENERATION = 93;
    private static final int PIN_BLOCK_LENGTH = 8;
    private static final String APPROVED = "00";
    private static final String INVALID = "12";
    private static final String NO_SUCH_CARD = "14";
    private static final String FORMAT = "30";

    private final FaultRules pinFaults = new FaultRules();
    private final Map<String, Integer> pinsChanged = new HashMap<>();
    private final Map<String, Integer> pinsMade = new HashMap<>();
    private final InterbankSimulator network;

    public CardSimulator(final Dialect dialect, final FrameFormat frame) {
        network = new InterbankSimulator(dialect, frame, null, new Desk());
    }

    @Override
    public String name() {
        return network.name();
    }

    @Override
    public InetSocketAddress start(final InetSocketAddress address) {
        return network.start(address);
    }

    /** @return what the processor holds to be true of payments. */
    public InterbankBooks books() {
        return network.books();
    }

    public FaultRules paymentFaults() {
        return network.paymentFaults();
    }

    public FaultRules reversalFaults() {
        return network.reversalFaults();
    }

    /** @return what happens to the PINs that arrive; asked with amount 0. */
    public FaultRules pinFaults() {
        return pinFaults;
    }

    /** @return how often a card's PIN was changed, by the card's last four digits. */
    public int pinsChanged(final String lastFour) {
        synchronized (pinsChanged) {
            return pinsChanged.getOrDefault(lastFour, 0);
        }
    }

    /** @return how often a PIN was made for a card, by its last four digits. */
    public int pinsMade(final String lastFour) {
        synchronized (pinsChanged) {
            return pinsMade.getOrDefault(lastFour, 0);
        }
    }

    @Override
    public Optional<FaultRules> faults(final Target target) {
        return target == Target.PINS ? Optional.of(pinFaults) : network.faults(target);
    }

    @Override
    public long accepted() {
        return network.accepted();
    }

    @Override
    public void dropConnections() {
        network.dropConnections();
    }

    @Override
    public void down(final long forMs) {
        network.down(forMs);
    }

    @Override
    public void up() {
        network.up();
    }

    @Override
    public void pause(final long forMs) {
        network.pause(forMs);
    }

    @Override
    public void answerManagement(final boolean answers) {
        network.answerManagement(answers);
    }

    @Override
    public void writeBooks(final Appendable csv) throws IOException {
        network.writeBooks(csv);
    }

    @Override
    public String summary() {
        return network.summary();
    }

    @Override
    public void close() {
        network.close();
    }

    private final class Desk implements NetworkDesk {
        @Override
        public String name() {
            return "card";
        }

        @Override
        public String payment(final IsoReader request) {
            return code(request) != PAYMENT ? INVALID : request.has(DataElement.PAN) ? APPROVED : NO_SUCH_CARD;
        }

        @Override
        public Fault authorization(final IsoReader request) {
            final int code = code(request);
            if (code != PIN_CHANGE && code != PIN_GENERATION) {
                return Fault.decline(INVALID);
            }
            if (!request.has(DataElement.PAN)) {
                return Fault.decline(NO_SUCH_CARD);
            }
            final boolean hasBlock = request.length(DataElement.PIN_BLOCK) >= PIN_BLOCK_LENGTH;
            if (hasBlock != (code == PIN_CHANGE)) {
                return Fault.decline(FORMAT);
            }
            final Fault fault = pinFaults.next(0);
            if (fault.kind() != Fault.Kind.DECLINE && fault.kind() != Fault.Kind.LOST) {
                final String number = request.text(DataElement.PAN);
                synchronized (pinsChanged) {
                    (hasBlock ? pinsChanged : pinsMade).merge(number.substring(number.length() - 4), 1, Integer::sum);
                }
            }
            return fault;
        }

        private static int code(final IsoReader request) {
            return (int) (request.number(DataElement.PROCESSING_CODE) / 10_000);
        }
    }
}
