package io.ayni.core.sim;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/** The callers: what they asked for, what they were told, and what they will ask again. */
final class SimMembers {
    static final long NO_CODE = Long.MIN_VALUE;

    private static final int REMEMBERED = 64;

    private final List<SimRequest> recent = new ArrayList<>();
    private final Long2ObjectHashMap<SimRequest> challenged = new Long2ObjectHashMap<>();
    private final Long2LongHashMap validCode = new Long2LongHashMap(NO_CODE);
    /** By payment id: the final state that a caller was told. */
    private final Long2ObjectHashMap<Said.Reply> acknowledged = new Long2ObjectHashMap<>();
    /** Ids of what members made: beneficiaries, enrolments, schedules. */
    private final List<Long> made = new ArrayList<>();
    /** What made beneficiaries and enrolments, some of which are deleted by now. */
    private final List<Saved> saved = new ArrayList<>();
    private long nextId = 1;

    private record Saved(long id, Operation operation, SimAsk ask) {
    }

    long newId() {
        return nextId++;
    }

    SimRequest newRequest(final SplittableRandom random) {
        final SimRequest request = !saved.isEmpty() && random.nextInt(12) == 0 ? newSavedPayment(random)
            : random.nextInt(3) == 0 ? newPayment(random) : newTransfer(random);
        remember(request);
        return request;
    }

    /** To a biller, of a card, of a loan, or inside the cooperative. */
    private SimRequest newPayment(final SplittableRandom random) {
        final int kind = random.nextInt(20);
        final Operation operation = kind < 9 ? Operation.BILL_PAY : kind < 12 ? Operation.TOP_UP
            : kind < 14 ? Operation.INTERNAL_PAYMENT : kind < 16 ? Operation.LOAN_PAYMENT : Operation.CARD_PAYMENT;
        final int product = random.nextInt(Terms.PRODUCTS);
        final int from = random.nextInt(3) == 0 ? random.nextInt(Terms.ACCOUNTS + 1) : product;
        final long amountMinor = operation == Operation.LOAN_PAYMENT && random.nextInt(4) > 0
            ? Terms.INSTALMENT_MINOR + (random.nextInt(8) == 0 ? random.nextInt(3) - 1 : 0) : amount(random);
        final int biller = switch (operation) {
            case BILL_PAY -> new int[] {1, 1, 2, 2, 5, 3, 99}[random.nextInt(random.nextInt(8) == 0 ? 7 : 5)];
            case TOP_UP -> random.nextInt(12) == 0 ? 1 : 3;
            case INTERNAL_PAYMENT -> random.nextBoolean() ? 4 : 0;
            default -> 0;
        };
        final long credit = operation == Operation.LOAN_PAYMENT
            ? random.nextInt(12) == 0 ? Terms.account(1) : Terms.loan(product)
            : operation == Operation.INTERNAL_PAYMENT && biller == 0 ? Terms.contribution(product) : 0;
        final long id = newId();
        return new SimRequest(id, id, operation, 2, Terms.CHANNEL, amountMinor, Terms.account(from), credit, 0, 0,
            random.nextInt(1_000_000), biller, owed(random, amountMinor),
            operation == Operation.CARD_PAYMENT ? Terms.creditToken(random.nextInt(Terms.PRODUCTS + 1)) : 0, null);
    }

    /** To somebody the member saved, mostly out of an account of that member. */
    private SimRequest newSavedPayment(final SplittableRandom random) {
        final Saved maker = saved.get(random.nextInt(saved.size()));
        final SimAsk ask = maker.ask();
        final Terms.Biller biller = maker.operation() == Operation.BILLER_ENROL ? Terms.biller(ask.biller()) : null;
        final Operation operation = biller != null ? biller.operation()
            : ask.kind() == 1 ? Operation.TRANSFER_INTERNAL : ask.kind() == 2 ? Operation.TRANSFER_INTERBANK
            : Operation.CARD_PAYMENT;
        final int from = (int) ask.member() - 100 + (random.nextInt(6) == 0 ? 1 : 0);
        final long amountMinor = amount(random);
        final long id = newId();
        return new SimRequest(id, id, operation, 2, Terms.CHANNEL, amountMinor, Terms.account(from),
            operation == Operation.TRANSFER_INTERNAL ? AccountNumber.parse(ask.reference()) : 0,
            operation == Operation.TRANSFER_INTERBANK ? ask.institution() : 0, 0, random.nextInt(1_000_000),
            biller == null ? 0 : biller.id(), biller == null ? 0 : owed(random, amountMinor),
            operation == Operation.CARD_PAYMENT ? ask.token() : 0, null,
            random.nextInt(8) == 0 ? made.getFirst() : maker.id(), ask.reference());
    }

    private static long owed(final SplittableRandom random, final long amountMinor) {
        return switch (random.nextInt(16)) {
            case 0 -> -1;
            case 1 -> 0;
            case 2 -> amountMinor + 1;
            case 3 -> Math.max(0, amountMinor - 1);
            default -> Math.max(0, amountMinor);
        };
    }

    private SimRequest newTransfer(final SplittableRandom random) {
        final int kind = random.nextInt(22);
        final Operation operation = kind < 4 ? Operation.TRANSFER_OWN : kind < 9 ? Operation.TRANSFER_INTERNAL
            : kind < 15 ? Operation.TRANSFER_INTERBANK : kind < 16 ? Operation.CREDIT_INBOUND
            : kind < 19 ? Operation.CARD_PURCHASE : kind < 20 ? Operation.CARD_WITHDRAWAL
            : Operation.CARD_PAYMENT_EXTERNAL;
        final boolean byCard = operation == Operation.CARD_PURCHASE || operation == Operation.CARD_WITHDRAWAL;
        final int from = random.nextInt(Terms.ACCOUNTS + 1);
        // An own transfer mostly stays within the member: accounts of one member lie MEMBERS apart.
        final int to = operation == Operation.TRANSFER_OWN && random.nextInt(4) > 0
            ? (from + Terms.MEMBERS) % (2 * Terms.MEMBERS) : random.nextInt(Terms.ACCOUNTS + 1);
        final boolean leaves = operation == Operation.TRANSFER_INTERBANK
            || operation == Operation.CARD_PAYMENT_EXTERNAL;
        final long id = newId();
        return new SimRequest(id, id, operation, byCard && random.nextBoolean() ? 1 : 2,
            byCard ? Terms.CARD_NETWORK : Terms.CHANNEL, amount(random),
            byCard || operation == Operation.CREDIT_INBOUND ? 0 : Terms.account(from),
            byCard || leaves ? 0 : Terms.account(to),
            leaves || operation == Operation.CREDIT_INBOUND
                ? random.nextInt(30) == 0 ? 4_711 : Terms.INSTITUTIONS[random.nextInt(2)] : 0,
            byCard ? Terms.card(random.nextInt(Terms.CARD_COUNT + 1)) : 0, random.nextInt(1_000_000), 0, 0, 0, null);
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

    /** A request that moves no money. */
    SimRequest newAsk(final SplittableRandom random, final int today) {
        final SimRequest request = SimAsk.request(newId(), random, today, made);
        remember(request);
        return request;
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

    /** @return the id of a payment, mostly of one there is. */
    long anyPaymentId(final SplittableRandom random) {
        final SimRequest recentOne = anyRecent(random);
        return recentOne == null ? 4_711 : recentOne.paymentId();
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
        final long code = validCode.get(request.paymentId());
        return code == NO_CODE ? request.code() : code;
    }

    void told(final Said.Reply reply, final Long2ObjectHashMap<SimRequest> waiting, final Long2LongHashMap codes) {
        final SimRequest request = waiting.remove(reply.correlationId());
        final long code = codes.remove(reply.correlationId());
        final PaymentState state = PaymentState.ofCode(reply.state());
        if (request == null || reply.paymentId() == 0 || reply.disposition() == 4) {
            return;
        }
        if (state == PaymentState.CHALLENGED) {
            if (request.paymentId() == reply.paymentId()) {
                challenged.put(reply.paymentId(), request);
            }
            if (reply.mayReveal() && code != NO_CODE) {
                validCode.put(reply.paymentId(), code);
            }
        } else {
            challenged.remove(reply.paymentId());
        }
        if (state == PaymentState.DONE && reply.targetId() != 0) {
            if (made.size() == REMEMBERED) {
                made.removeFirst();
            }
            made.add(reply.targetId());
            if (request.operation() == Operation.BILLER_ENROL || request.operation() == Operation.BENEFICIARY_CREATE
                && request.ask().kind() != 3) {
                saved.add(new Saved(reply.targetId(), request.operation(), request.ask()));
            }
            if (saved.size() > REMEMBERED) {
                saved.removeFirst();
            }
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

    Long2ObjectHashMap<Said.Reply> acknowledged() {
        return acknowledged;
    }
}
