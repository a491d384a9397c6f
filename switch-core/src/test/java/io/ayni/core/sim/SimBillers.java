package io.ayni.core.sim;

import io.ayni.core.member.NoticeKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The billers that schedules ask. They answer late, twice, not at all, that nothing is owed, more than the schedule
 * pays, or that they cannot say; and they remember which runs were paid, since none may be paid twice.
 */
final class SimBillers {
    /** An answer on its way. */
    record Bill(long arrivesMs, long order, Said.Due due, long owedMinor) {
    }

    private final PriorityQueue<Bill> underway = new PriorityQueue<>(
        Comparator.comparingLong(Bill::arrivesMs).thenComparingLong(Bill::order));
    private final Set<String> paid = new HashSet<>();
    private final Map<Long, Integer> endedOn = new HashMap<>();
    private boolean open = true;
    private long order;

    void receive(final Said.Due due, final long nowMs, final SplittableRandom random) {
        if (endedOn.containsKey(due.scheduleId())) {
            throw new SimViolation("schedule " + due.scheduleId() + " asks after its end");
        }
        if (!open || random.nextInt(4) == 0) {
            return;
        }
        final long delayMs = random.nextInt(5) == 0 ? random.nextInt(8 * 3_600_000) : random.nextInt(500);
        final long owedMinor = switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 40_000;
            default -> 1 + random.nextInt(20_000);
        };
        underway.add(new Bill(nowMs + delayMs, order++, due, owedMinor));
        if (random.nextInt(4) == 0) {
            underway.add(new Bill(nowMs + delayMs + random.nextInt(60_000), order++, due, 1 + random.nextInt(500)));
        }
    }

    /** @return when the next answer arrives. */
    long nextMs() {
        return underway.isEmpty() ? Long.MAX_VALUE : underway.peek().arrivesMs();
    }

    /** @return the next answer that has arrived, or null. */
    Bill poll(final long nowMs) {
        return underway.isEmpty() || underway.peek().arrivesMs() > nowMs ? null : underway.poll();
    }

    void told(final Said.Notice notice) {
        if (notice.kind() == NoticeKind.SCHEDULE_PAID.code()
            && !paid.add(notice.targetId() + " on day " + notice.runDay())) {
            throw new SimViolation("schedule " + notice.targetId() + " paid twice on day " + notice.runDay());
        }
        if (notice.kind() == NoticeKind.SCHEDULE_ENDED.code()) {
            endedOn.put(notice.targetId(), notice.runDay());
        }
    }

    /** The edge died: what it was to hand on is lost. */
    void forget() {
        underway.clear();
    }

    /** Answers no more. */
    void close() {
        open = false;
    }
}
