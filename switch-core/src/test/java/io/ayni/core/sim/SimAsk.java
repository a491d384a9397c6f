package io.ayni.core.sim;

import io.ayni.core.payment.Operation;
import java.util.List;
import java.util.SplittableRandom;

/** What a simulated member asks that moves no money. */
record SimAsk(long member, long account, long target, int kind, int biller, String reference, long institution,
              long token, int instalments, int flags, int startDay, int endDay, List<Long> limits, boolean sealed) {
    private static final int[] BILLERS = {1, 1, 1, 1, 2, 2, 3, 4, 5, 99};

    /** @param made ids of what members made so far */
    static SimRequest request(final long id, final SplittableRandom random, final int today, final List<Long> made) {
        final Operation operation = CommandWriter.MEMBER_OPERATIONS.get(
            random.nextInt(CommandWriter.MEMBER_OPERATIONS.size()));
        final int account = random.nextInt(Terms.ACCOUNTS);
        final boolean cards = operation == Operation.CARD_DEFERRAL_CONFIRM
            || operation == Operation.CARD_DEFERRAL_BALANCE;
        final long token = cards && random.nextInt(8) > 0 ? Terms.creditToken(account % Terms.MEMBERS)
            : Terms.debitToken(Terms.card(random.nextInt(Terms.CARD_COUNT + 1)));
        final int kind = operation == Operation.BENEFICIARY_CREATE ? random.nextInt(6)
            : random.nextInt(15) == 0 ? 2 : 0;
        final int startDay = today - 2 + random.nextInt(6);
        final SimAsk ask = new SimAsk(random.nextInt(40) == 0 ? 4_711 : Terms.member(account),
            random.nextInt(3) == 0 ? 0 : Terms.account(random.nextInt(15) == 0 ? account + 1 : account),
            target(operation, random, made), kind, BILLERS[random.nextInt(BILLERS.length)],
            reference(operation, kind, random), random.nextInt(10) == 0 ? 4_711 : Terms.INSTITUTIONS[0],
            token, 1 + random.nextInt(Terms.DEFERRAL_MOST + 1), random.nextInt(4) == 0 ? 0 : 3, startDay,
            random.nextBoolean() ? 0 : startDay + random.nextInt(8), limits(random), random.nextInt(5) > 0);
        return new SimRequest(id, id, operation, 0, Terms.CHANNEL, amount(operation, random), 0, 0, 0, 0,
            random.nextInt(1_000_000), 0, 0, 0, ask);
    }

    private static long target(final Operation operation, final SplittableRandom random, final List<Long> made) {
        return switch (operation) {
            case BENEFICIARY_UPDATE, BENEFICIARY_DELETE, BILLER_DELETE, SCHEDULE_UPDATE, SCHEDULE_DELETE ->
                made.isEmpty() ? 9 : made.get(random.nextInt(made.size()));
            case BILLER_FAVORITE -> random.nextInt(3) > 0 || made.isEmpty() ? 0
                : made.get(random.nextInt(made.size()));
            default -> 0;
        };
    }

    private static String reference(final Operation operation, final int kind, final SplittableRandom random) {
        if (random.nextInt(20) == 0) {
            return "";
        }
        return operation == Operation.BENEFICIARY_CREATE && kind < 3
            ? Integer.toString(700_100 + random.nextInt(Terms.ACCOUNTS + 1)) : "REF-" + random.nextInt(4);
    }

    private static long amount(final Operation operation, final SplittableRandom random) {
        return switch (operation) {
            case SCHEDULE_CREATE, SCHEDULE_UPDATE, CARD_DEFERRAL_CONFIRM ->
                random.nextInt(20) == 0 ? -random.nextInt(2) : 1 + random.nextInt(30_000);
            default -> 0;
        };
    }

    private static List<Long> limits(final SplittableRandom random) {
        final long daily = random.nextInt(30) == 0 ? -1 : random.nextInt(random.nextInt(4) == 0 ? 1_500_000 : 300_000);
        final long weekly = random.nextInt(8) == 0 ? daily - 1 : daily + random.nextInt(900_000);
        final long monthly = random.nextInt(4) == 0 ? Long.MAX_VALUE
            : random.nextInt(8) == 0 ? weekly - 1 : weekly + random.nextInt(900_000);
        return List.of(daily, weekly, monthly, random.nextInt(8) == 0 ? Long.MAX_VALUE : daily / 2,
            Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
