package io.ayni.connectors.simulator;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Which {@link Fault} meets a request: a rule for its amount comes first, then what was ordered for the next so many,
 * then one by its share of all, drawn from a seed, then the rule for all others. May be changed while the network runs;
 * any thread.
 */
public final class FaultRules {
    /** Shares are counted in these. */
    public static final int ALL = 1_000_000;

    private record Order(Fault fault, int count) {
    }

    private record Share(Fault fault, int perMillion) {
    }

    private final Map<Long, Fault> byAmount = new HashMap<>();
    private final Deque<Order> orders = new ArrayDeque<>();
    private final Map<Fault.Kind, Share> shares = new EnumMap<>(Fault.Kind.class);
    private final Map<Fault.Kind, Long> met = new EnumMap<>(Fault.Kind.class);
    private SplittableRandom random = new SplittableRandom(1);
    private Fault otherwise = Fault.NONE;

    /** From here on shares are drawn from this seed. */
    public synchronized FaultRules seed(final long seed) {
        random = new SplittableRandom(seed);
        return this;
    }

    /** The next {@code count} requests, after those that were ordered before. */
    public synchronized FaultRules forNext(final int count, final Fault fault) {
        if (count < 1) {
            throw new IllegalArgumentException("for the next " + count);
        }
        orders.addLast(new Order(fault, count));
        return this;
    }

    /** Every request of this amount; {@link Fault#NONE} takes the rule back. */
    public synchronized FaultRules forAmount(final long amountMinor, final Fault fault) {
        if (fault.kind() == Fault.Kind.NONE) {
            byAmount.remove(amountMinor);
        } else {
            byAmount.put(amountMinor, fault);
        }
        return this;
    }

    /**
     * So many of the requests that no other rule meets, in place of what was said of this kind of fault before.
     *
     * @param perMillion 0 takes the rule back
     * @throws IllegalArgumentException when all shares would be more than all requests; nothing has changed then
     */
    public synchronized FaultRules forShare(final Fault fault, final int perMillion) {
        final long others = shares.entrySet().stream().filter(each -> each.getKey() != fault.kind())
            .mapToLong(each -> each.getValue().perMillion).sum();
        if (perMillion < 0 || others + perMillion > ALL) {
            throw new IllegalArgumentException("faults add up to " + (others + perMillion) / 10_000.0 + " %");
        }
        if (perMillion == 0) {
            shares.remove(fault.kind());
        } else {
            shares.put(fault.kind(), new Share(fault, perMillion));
        }
        return this;
    }

    /** Every request that no other rule meets. */
    public synchronized FaultRules otherwise(final Fault fault) {
        otherwise = fault;
        return this;
    }

    /** Answers everything again. */
    public synchronized FaultRules clear() {
        byAmount.clear();
        orders.clear();
        shares.clear();
        otherwise = Fault.NONE;
        return this;
    }

    /** @return how many requests met each kind of fault so far. */
    public synchronized Map<Fault.Kind, Long> met() {
        return new EnumMap<>(met);
    }

    synchronized Fault next(final long amountMinor) {
        final Fault fault = choose(amountMinor);
        if (fault.kind() != Fault.Kind.NONE) {
            met.merge(fault.kind(), 1L, Long::sum);
        }
        return fault;
    }

    /** @return what is in force, in the words of {@link OrderText}; {@code none} when nothing is. */
    @Override
    public synchronized String toString() {
        final StringJoiner text = new StringJoiner(" ").setEmptyValue("none");
        shares.values().forEach(each -> text.add(word(each.fault, ' ') + (needsMore(each.fault) ? ":" : " ")
            + BigDecimal.valueOf(each.perMillion, 4).stripTrailingZeros().toPlainString() + '%'));
        new TreeMap<>(byAmount).forEach((amountMinor, fault) -> text.add(
            "when " + BigDecimal.valueOf(amountMinor, 2).toPlainString() + '=' + word(fault, ':')));
        orders.forEach(each -> text.add("next " + each.count + '=' + word(each.fault, ':')));
        return text.toString();
    }

    private static String word(final Fault fault, final char separator) {
        return switch (fault.kind()) {
            case LATE -> "late" + separator + fault.delayMs() + "ms";
            case DECLINE -> "decline" + separator + fault.responseCode();
            default -> OrderText.word(fault.kind());
        };
    }

    private static boolean needsMore(final Fault fault) {
        return fault.kind() == Fault.Kind.LATE || fault.kind() == Fault.Kind.DECLINE;
    }

    private Fault choose(final long amountMinor) {
        final Fault ofAmount = byAmount.get(amountMinor);
        if (ofAmount != null) {
            return ofAmount;
        }
        final Order order = orders.pollFirst();
        if (order == null) {
            return shares.isEmpty() ? otherwise : draw();
        }
        if (order.count > 1) {
            orders.addFirst(new Order(order.fault, order.count - 1));
        }
        return order.fault;
    }

    private Fault draw() {
        int left = random.nextInt(ALL);
        for (final Share share : shares.values()) {
            left -= share.perMillion;
            if (left < 0) {
                return share.fault;
            }
        }
        return otherwise;
    }
}
