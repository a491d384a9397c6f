package io.ayni.connectors.simulator;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulated network holds to be true: each transfer it received by retrieval reference (DE37), whether it
 * approved it and whether it took it back. To be compared with the settlement account of the switch. Any thread.
 */
public final class InterbankBooks {
    private static final String APPROVED = "00";
    private static final String INVALID = "12";

    /** Where a transfer stands in these books. */
    public enum State {
        APPROVED, DECLINED, REVERSED,
        /** Its reversal came, and it never did. */
        REVERSED_UNSEEN
    }

    private static final class Transfer {
        private final long amountMinor;
        private State state;
        private final String responseCode;

        Transfer(final long amountMinor, final State state, final String responseCode) {
            this.amountMinor = amountMinor;
            this.state = state;
            this.responseCode = responseCode;
        }
    }

    private final Map<String, Transfer> transfers = new HashMap<>();
    private long approvedMinor;
    private long reversedMinor;
    private int requests;
    private int repeatedRequests;
    private int reversals;
    private int repeatedReversals;

    /**
     * A transfer arrives. One that was seen before is not booked again.
     *
     * @param responseCode what to answer when it is new
     * @return what to answer
     */
    synchronized String request(final String reference, final long amountMinor, final String responseCode) {
        requests++;
        final Transfer known = transfers.get(reference);
        if (known != null) {
            repeatedRequests++;
            return known.state == State.REVERSED_UNSEEN ? INVALID : known.responseCode;
        }
        final boolean isApproved = responseCode.equals(APPROVED);
        transfers.put(reference,
            new Transfer(amountMinor, isApproved ? State.APPROVED : State.DECLINED, responseCode));
        if (isApproved) {
            approvedMinor += amountMinor;
        }
        return responseCode;
    }

    /** A reversal arrives; however often, it takes back once. @return what to answer. */
    synchronized String reverse(final String reference, final long amountMinor) {
        reversals++;
        final Transfer known = transfers.get(reference);
        if (known == null) {
            transfers.put(reference, new Transfer(amountMinor, State.REVERSED_UNSEEN, APPROVED));
        } else if (known.state == State.APPROVED) {
            known.state = State.REVERSED;
            reversedMinor += known.amountMinor;
        } else {
            repeatedReversals++;
        }
        return APPROVED;
    }

    /** @return what was approved and not taken back: what the switch owes this network. */
    public synchronized long settlementMinor() {
        return approvedMinor - reversedMinor;
    }

    public synchronized long approvedMinor() {
        return approvedMinor;
    }

    public synchronized long reversedMinor() {
        return reversedMinor;
    }

    /** @return 0200 received, repeats among them. */
    public synchronized int requests() {
        return requests;
    }

    /** @return 0200 whose reference had been seen before; a switch that never sends blindly again makes none. */
    public synchronized int repeatedRequests() {
        return repeatedRequests;
    }

    /** @return 0420 and 0421 received. */
    public synchronized int reversals() {
        return reversals;
    }

    /** @return reversals of what had been taken back, or never approved. */
    public synchronized int repeatedReversals() {
        return repeatedReversals;
    }

    /** Writes {@code reference,amount_minor,state,code}, a line each transfer. */
    synchronized void write(final Appendable csv) throws IOException {
        csv.append("reference,amount_minor,state,code\n");
        for (final Map.Entry<String, Transfer> each : new TreeMap<>(transfers).entrySet()) {
            final Transfer transfer = each.getValue();
            csv.append(each.getKey()).append(',').append(Long.toString(transfer.amountMinor)).append(',')
                .append(transfer.state.name()).append(',').append(transfer.responseCode).append('\n');
        }
    }

    synchronized String summary() {
        return "%,d payments asked for (%,d again), %,d reversals (%,d again); approved %s, taken back %s, owed %s"
            .formatted(requests, repeatedRequests, reversals, repeatedReversals, money(approvedMinor),
                money(reversedMinor), money(settlementMinor()));
    }

    private static String money(final long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    /** @return where the transfer stands, or null when it never came. */
    public synchronized State state(final String reference) {
        final Transfer transfer = transfers.get(reference);
        return transfer == null ? null : transfer.state;
    }

    /** @return amounts of the transfers in one state, by reference. */
    public synchronized Map<String, Long> inState(final State state) {
        final Map<String, Long> found = new TreeMap<>();
        transfers.forEach((reference, transfer) -> {
            if (transfer.state == state) {
                found.put(reference, transfer.amountMinor);
            }
        });
        return found;
    }
}
