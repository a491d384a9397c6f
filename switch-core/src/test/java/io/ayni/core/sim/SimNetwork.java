package io.ayni.core.sim;

import io.ayni.core.command.ResponseCode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The interbank networks with books of their own. A request may be lost on the way, its answer may be late, lost,
 * doubled, falsified or a decline; reversals likewise, until faults stop.
 */
final class SimNetwork {
    /** An answer on its way. */
    record Answer(long arrivesMs, long order, Said.Send to, int code, int wrongField) {
    }

    private static final int DECLINED = ResponseCode.pack('0', '5');

    private final PriorityQueue<Answer> underway = new PriorityQueue<>(
        Comparator.comparingLong(Answer::arrivesMs).thenComparingLong(Answer::order));
    private final Map<NaiveKey, Long> approvedMinor = new HashMap<>();
    private final Set<NaiveKey> reversed = new HashSet<>();
    private final Map<NaiveKey, Said.Send> requests = new HashMap<>();
    private boolean faulty = true;
    private int silentLinkId;
    private long silentUntilMs;
    private long order;

    void receive(final Said.Send send, final long nowMs, final SplittableRandom random) {
        final NaiveKey reference = new NaiveKey(send.linkId(), send.reference());
        if (send.attempt() == 0) {
            if (requests.put(reference, send) != null) {
                throw new SimViolation("request " + send.reference() + " was sent twice over link " + send.linkId());
            }
        } else {
            checkReversal(send, requests.get(reference));
        }
        if (faulty && (isSilent(send.linkId(), nowMs, random) || random.nextInt(10) == 0)) {
            return;
        }
        if (send.attempt() == 0) {
            receiveRequest(send, reference, nowMs, random);
        } else {
            reversed.add(reference);
            approvedMinor.remove(reference);
            answer(send, nowMs, faulty && random.nextInt(8) == 0 ? ResponseCode.MALFUNCTION : ResponseCode.APPROVED,
                random);
        }
    }

    /** Now and then nothing that is sent over a link arrives for a while. */
    private boolean isSilent(final int linkId, final long nowMs, final SplittableRandom random) {
        if (nowMs >= silentUntilMs && random.nextInt(100) == 0) {
            silentLinkId = linkId;
            silentUntilMs = nowMs + random.nextInt(60_000);
        }
        return linkId == silentLinkId && nowMs < silentUntilMs;
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

    /** @return whether the network counts a request as approved. */
    boolean counts(final int linkId, final long reference) {
        return approvedMinor.containsKey(new NaiveKey(linkId, reference));
    }

    /** @return what the network counts as approved and not reversed, over one link. */
    long approvedMinor(final int linkId) {
        return approvedMinor.entrySet().stream().filter(entry -> entry.getKey().high() == linkId)
            .mapToLong(Map.Entry::getValue).sum();
    }

    private void receiveRequest(final Said.Send send, final NaiveKey reference, final long nowMs,
        final SplittableRandom random) {
        final boolean decline = random.nextInt(6) == 0;
        if (!decline && !reversed.contains(reference)) {
            approvedMinor.put(reference, send.amountMinor());
        }
        answer(send, nowMs, decline ? DECLINED : ResponseCode.APPROVED, random);
    }

    private void answer(final Said.Send to, final long nowMs, final int code, final SplittableRandom random) {
        if (!faulty) {
            underway.add(new Answer(nowMs + 1, order++, to, code, 0));
            return;
        }
        final int fate = random.nextInt(20);
        if (fate == 0) {
            return;
        }
        final long delayMs = fate < 4 ? random.nextInt(20_000) : random.nextInt(200);
        final int wrongField = fate == 5 ? new int[] {4, 11, 37, 41}[random.nextInt(4)] : 0;
        underway.add(new Answer(nowMs + delayMs, order++, to, code, wrongField));
        if (fate == 6) {
            underway.add(new Answer(nowMs + delayMs + random.nextInt(500), order++, to, code, 0));
        }
    }

    private static void checkReversal(final Said.Send reversal, final Said.Send request) {
        if (request == null) {
            return;
        }
        if (reversal.originalStan() != request.stan() || reversal.amountMinor() != request.amountMinor()) {
            throw new SimViolation("reversal " + reversal + " does not match its request " + request);
        }
    }
}
