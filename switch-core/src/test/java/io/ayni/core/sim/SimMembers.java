package io.ayni.core.sim;

import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The callers: what they asked for, what they were told, and what they will ask again. */
final class SimMembers {
    private static final int REMEMBERED = 64;

    private final List<SimRequest> recent = new ArrayList<>();
    private final Map<Long, SimRequest> challenged = new HashMap<>();
    private final Map<Long, Long> validCode = new HashMap<>();
    /** By payment id: the final state that a caller was told. */
    private final Map<Long, Said.Reply> acknowledged = new HashMap<>();
    private long nextId = 1;

    long newId() {
        return nextId++;
    }

    SimRequest newRequest(final SplittableRandom random) {
        final int kind = random.nextInt(20);
        final Operation operation = kind < 4 ? Operation.TRANSFER_OWN : kind < 9 ? Operation.TRANSFER_INTERNAL
            : kind < 15 ? Operation.TRANSFER_INTERBANK : kind < 16 ? Operation.CREDIT_INBOUND
            : kind < 19 ? Operation.CARD_PURCHASE : Operation.CARD_WITHDRAWAL;
        final boolean byCard = operation == Operation.CARD_PURCHASE || operation == Operation.CARD_WITHDRAWAL;
        final int from = random.nextInt(Terms.ACCOUNTS + 1);
        // An own transfer mostly stays within the member: accounts of one member lie MEMBERS apart.
        final int to = operation == Operation.TRANSFER_OWN && random.nextInt(4) > 0
            ? (from + Terms.MEMBERS) % (2 * Terms.MEMBERS) : random.nextInt(Terms.ACCOUNTS + 1);
        final long id = newId();
        final SimRequest request = new SimRequest(id, id, operation, byCard && random.nextBoolean() ? 1 : 2,
            byCard ? Terms.CARD_NETWORK : Terms.CHANNEL, amount(random),
            byCard || operation == Operation.CREDIT_INBOUND ? 0 : Terms.account(from),
            byCard || operation == Operation.TRANSFER_INTERBANK ? 0 : Terms.account(to),
            operation == Operation.TRANSFER_INTERBANK || operation == Operation.CREDIT_INBOUND
                ? random.nextInt(30) == 0 ? 4_711 : Terms.INSTITUTIONS[random.nextInt(2)] : 0,
            byCard ? Terms.card(random.nextInt(Terms.CARD_COUNT + 1)) : 0, random.nextInt(1_000_000));
        remember(request);
        return request;
    }

    private static long amount(final SplittableRandom random) {
        return switch (random.nextInt(24)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 2_000_000_000L;
            case 3, 4 -> random.nextInt(400_000);
            default -> 1 + random.nextInt(20_000);
        };
    }

    private void remember(final SimRequest request) {
        if (recent.size() == REMEMBERED) {
            recent.removeFirst();
        }
        recent.add(request);
    }

    /** @return a request made before, or null. */
    SimRequest anyRecent(final SplittableRandom random) {
        return recent.isEmpty() ? null : recent.get(random.nextInt(recent.size()));
    }

    /** @return a request that was asked for its step-up, or null. */
    SimRequest anyChallenged(final SplittableRandom random) {
        if (challenged.isEmpty()) {
            return null;
        }
        int skip = random.nextInt(Math.min(challenged.size(), 8));
        for (final SimRequest request : challenged.values()) {
            if (skip-- == 0) {
                return request;
            }
        }
        return null;
    }

    long validCode(final SimRequest request) {
        return validCode.getOrDefault(request.paymentId(), request.code());
    }

    void told(final Said.Reply reply, final Map<Long, SimRequest> waiting, final Map<Long, Long> codes) {
        final SimRequest request = waiting.remove(reply.correlationId());
        final Long code = codes.remove(reply.correlationId());
        final PaymentState state = PaymentState.ofCode(reply.state());
        if (request == null || reply.paymentId() == 0 || reply.disposition() == 4) {
            return;
        }
        if (state == PaymentState.CHALLENGED) {
            if (request.paymentId() == reply.paymentId()) {
                challenged.put(reply.paymentId(), request);
            }
            if (reply.mayReveal() && code != null) {
                validCode.put(reply.paymentId(), code);
            }
        } else {
            challenged.remove(reply.paymentId());
        }
        if (state.isFinal() && reply.sequence() != 0) {
            final Said.Reply before = acknowledged.put(reply.paymentId(), reply);
            // After its retention a key may come again as another payment: the receipt number tells.
            if (before != null && before.sequence() == reply.sequence() && (before.state() != reply.state()
                || before.code() != reply.code())) {
                throw new SimViolation("a caller was told " + before + " and later " + reply);
            }
        }
    }

    Map<Long, Said.Reply> acknowledged() {
        return acknowledged;
    }
}
