package io.ayni.core.sim;

import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.SendKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Billers with books of their own. A request may be lost, or be long on its way; it may be decided much later; answers
 * may be late, lost, doubled or of another amount. It knows a payment by our reference alone, and never gives back.
 */
final class SimBiller {
    /** An answer on its way. */
    record Answer(long arrivesMs, long order, Said.Send to, BillerResult result, long amountMinor) {
    }

    private record Bill(long arrivesMs, long decidesMs, boolean pays, long amountMinor) {
    }

    private final Map<Long, Bill> bills = new HashMap<>();
    private final PriorityQueue<Answer> underway = new PriorityQueue<>(
        Comparator.comparingLong(Answer::arrivesMs).thenComparingLong(Answer::order));
    private boolean faulty = true;
    private long order;

    void receive(final Said.Send send, final long nowMs, final SplittableRandom random) {
        final boolean lost = faulty && random.nextInt(10) == 0;
        if (send.kind() == SendKind.REQUEST.code()) {
            if (bills.containsKey(send.paymentId())) {
                throw new SimViolation("bill " + send.paymentId() + " was sent twice");
            }
            final long arrivesMs = lost ? Long.MAX_VALUE
                : nowMs + (faulty && random.nextInt(6) == 0 ? random.nextInt(60_000) : random.nextInt(100));
            final long decidesMs = lost ? Long.MAX_VALUE
                : arrivesMs + (random.nextInt(4) == 0 ? random.nextInt(600_000) : 0);
            bills.put(send.paymentId(), new Bill(arrivesMs, decidesMs, random.nextInt(5) > 0, send.amountMinor()));
            if (!lost) {
                answer(send, arrivesMs, verdict(send.paymentId(), arrivesMs), random);
            }
        } else if (!lost) {
            answer(send, nowMs, verdict(send.paymentId(), nowMs), random);
        }
    }

    /** @return what it says of a payment at this moment. */
    BillerResult verdict(final long paymentId, final long nowMs) {
        final Bill bill = bills.get(paymentId);
        if (bill == null || nowMs < bill.arrivesMs()) {
            return BillerResult.NOT_FOUND;
        }
        return nowMs < bill.decidesMs() ? BillerResult.PENDING
            : bill.pays() ? BillerResult.PAID : BillerResult.REFUSED;
    }

    /** @return whether a request is still on its way there. */
    boolean isUnderway(final long paymentId, final long nowMs) {
        final Bill bill = bills.get(paymentId);
        return bill != null && bill.arrivesMs() != Long.MAX_VALUE && nowMs < bill.arrivesMs();
    }

    void stopFaults() {
        faulty = false;
    }

    /** @return when the next answer arrives. */
    long nextMs() {
        return underway.isEmpty() ? Long.MAX_VALUE : underway.peek().arrivesMs();
    }

    /** @return the next answer that has arrived, or null. */
    Answer poll(final long nowMs) {
        return underway.isEmpty() || underway.peek().arrivesMs() > nowMs ? null : underway.poll();
    }

    /** @return all that it counts as paid. */
    long paidMinor(final long nowMs) {
        return bills.values().stream().filter(bill -> bill.pays() && bill.decidesMs() <= nowMs)
            .mapToLong(Bill::amountMinor).sum();
    }

    private void answer(final Said.Send to, final long saidMs, final BillerResult result,
        final SplittableRandom random) {
        final int fate = faulty ? random.nextInt(20) : 19;
        if (fate == 0) {
            return;
        }
        final long arrivesMs = saidMs + (fate < 4 ? random.nextInt(40_000) : 1 + random.nextInt(100));
        underway.add(new Answer(arrivesMs, order++, to, result, to.amountMinor() + (fate == 5 ? 1 : 0)));
        if (fate == 6) {
            underway.add(new Answer(arrivesMs + random.nextInt(5_000), order++, to, result, to.amountMinor()));
        }
    }

    /** @return DE39 of a refusal. */
    static int code(final BillerResult result) {
        return result == BillerResult.REFUSED ? ResponseCode.NO_SUCH_ACCOUNT : ResponseCode.NONE;
    }
}
