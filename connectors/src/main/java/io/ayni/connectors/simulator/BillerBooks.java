package io.ayni.connectors.simulator;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulated biller holds to be true: what is owed of each reference, and each payment it received by the switch's
 * own reference. To be compared with the settlement account of the switch. Any thread.
 */
public final class BillerBooks {
    /** Where a payment stands in these books. */
    public enum State {
        PAID, REFUSED, PENDING
    }

    /**
     * A bill as it is shown.
     *
     * @param dueDate ISO 8601, such as 2026-12-15
     */
    public record Bill(long owedMinor, String currency, String dueDate, String holder) {
    }

    /** A payment as it is kept; its code is that of a refusal, its receipt that of a payment. */
    public record Payment(String biller, String reference, long amountMinor, State state, String code, String receipt) {
        private Payment as(final State next, final String nextReceipt) {
            return new Payment(biller, reference, amountMinor, next, code, nextReceipt);
        }
    }

    /** In place of a reference: a bill that everybody has who has none of his own. */
    public static final String ANYBODY = "*";

    private final Map<String, Bill> bills = new HashMap<>();
    private final Map<String, Payment> payments = new HashMap<>();
    private int requests;
    private int repeatedRequests;
    private int inquiries;
    private long paidMinor;
    private boolean renews;

    /** A bill is issued, in place of the one before. */
    public synchronized BillerBooks bill(final String biller, final String reference, final Bill bill) {
        bills.put(biller + '/' + reference, bill);
        return this;
    }

    /** @return null when there is no such reference. */
    synchronized Bill owed(final String biller, final String reference) {
        inquiries++;
        final Bill own = bills.get(biller + '/' + reference);
        return own == null ? bills.get(biller + '/' + ANYBODY) : own;
    }

    /**
     * A payment arrives; one that was seen before is not booked again.
     *
     * @param asNew what a new one comes to
     * @return what it came to
     */
    synchronized Payment pay(final String paymentId, final Payment asNew) {
        requests++;
        final Payment known = payments.get(paymentId);
        if (known != null) {
            repeatedRequests++;
            return known;
        }
        final Payment booked = asNew.state == State.PAID ? paid(asNew) : asNew;
        payments.put(paymentId, booked);
        return booked;
    }

    /** @return null when it never came. */
    public synchronized Payment payment(final String paymentId) {
        return payments.get(paymentId);
    }

    /** All that is pending is decided now. */
    public synchronized void decidePending(final boolean isPaid) {
        payments.replaceAll((id, payment) -> payment.state != State.PENDING ? payment
                : isPaid ? paid(payment) : payment.as(State.REFUSED, ""));
    }

    /** From here on a bill that is paid is issued anew, as if the next month had come. */
    public synchronized void renewBills() {
        renews = true;
    }

    private Payment paid(final Payment payment) {
        paidMinor += payment.amountMinor;
        bills.computeIfPresent(payment.biller + '/' + payment.reference, (key, bill) -> renews ? bill : new Bill(
                Math.max(0, bill.owedMinor - payment.amountMinor), bill.currency, bill.dueDate, bill.holder));
        return payment.as(State.PAID, "R-%08d".formatted(payments.size() + 1));
    }

    /** Writes {@code payment,biller,reference,amount_minor,state,code,receipt}, a line each payment. */
    synchronized void write(final Appendable csv) throws IOException {
        csv.append("payment,biller,reference,amount_minor,state,code,receipt\n");
        for (final Map.Entry<String, Payment> each : new TreeMap<>(payments).entrySet()) {
            final Payment payment = each.getValue();
            csv.append(String.join(",", each.getKey(), payment.biller, payment.reference.replace(',', ' '),
                    Long.toString(payment.amountMinor), payment.state.name(), payment.code, payment.receipt))
                    .append('\n');
        }
    }

    synchronized String summary() {
        return "%,d payments asked for (%,d again), %,d bills asked for; paid %s, not decided %,d".formatted(
                requests, repeatedRequests, inquiries, BigDecimal.valueOf(paidMinor, 2).toPlainString(),
                payments.values().stream().filter(each -> each.state == State.PENDING).count());
    }

    /** @return what was paid: what the switch owes these billers. */
    public synchronized long paidMinor() {
        return paidMinor;
    }

    /** @return payments received, repeats among them. */
    public synchronized int requests() {
        return requests;
    }

    /** @return payments whose reference had been seen before; a switch that never sends again makes none. */
    public synchronized int repeatedRequests() {
        return repeatedRequests;
    }

    /** @return how often it was asked what is owed. */
    public synchronized int inquiries() {
        return inquiries;
    }

    /** @return amounts of the payments in one state, by the switch's reference. */
    public synchronized Map<String, Long> inState(final State state) {
        final Map<String, Long> found = new TreeMap<>();
        payments.forEach((id, payment) -> {
            if (payment.state == state) {
                found.put(id, payment.amountMinor);
            }
        });
        return found;
    }
}
