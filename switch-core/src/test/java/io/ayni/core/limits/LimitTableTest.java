package io.ayni.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.calendar.CooperativeCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits against a list of everything taken and not given back, added up anew for each question. */
class LimitTableTest {
    private record Taken(long member, Bucket bucket, long amountMinor, int day) {
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void agreeWithANaiveRecomputationFromHistory(final long seed) {
        final Random random = new Random(seed);
        final LimitTable limits = new LimitTable(2);
        final List<Taken> history = new ArrayList<>();
        final Ceiling ceiling = new Ceiling(1_000, 2_500, 5_000, 6);
        final long[] ownDaily = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
        int day = 20_000;
        for (int i = 0; i < 20_000; i++) {
            final long member = 1 + random.nextInt(3);
            final Bucket bucket = random.nextBoolean() ? Bucket.INT : Bucket.EXT;
            final long amountMinor = 1 + random.nextInt(400);
            switch (random.nextInt(8)) {
                case 0 -> day += random.nextInt(3);
                case 1 -> giveBackOne(random, limits, history);
                case 2 -> {
                    ownDaily[(int) member - 1] = random.nextInt(1_200);
                    for (final Bucket each : new Bucket[] {Bucket.INT, Bucket.EXT}) {
                        limits.setOwn(member, each, ownDaily[(int) member - 1], Long.MAX_VALUE, Long.MAX_VALUE);
                    }
                }
                default -> {
                    final LimitTable.Verdict verdict = limits.check(member, bucket, amountMinor, day, ceiling);
                    assertThat(verdict).isEqualTo(naive(history, member, bucket, amountMinor, day, ceiling,
                        ownDaily[(int) member - 1]));
                    if (verdict == LimitTable.Verdict.WITHIN) {
                        limits.consume(member, bucket, amountMinor, day);
                        history.add(new Taken(member, bucket, amountMinor, day));
                    }
                }
            }
        }
    }

    private static void giveBackOne(final Random random, final LimitTable limits, final List<Taken> history) {
        if (!history.isEmpty()) {
            final Taken back = history.remove(history.size() - 1 - random.nextInt(Math.min(8, history.size())));
            limits.giveBack(back.member(), back.bucket(), back.amountMinor(), back.day(), true);
        }
    }

    private static LimitTable.Verdict naive(final List<Taken> history, final long member, final Bucket bucket,
        final long amountMinor, final int day, final Ceiling ceiling, final long ownDailyMinor) {
        long daily = 0;
        long weekly = 0;
        long monthly = 0;
        int count = 0;
        for (final Taken taken : history) {
            if (taken.member() == member && taken.bucket() == bucket) {
                daily += taken.day() == day ? taken.amountMinor() : 0;
                count += taken.day() == day ? 1 : 0;
                weekly += CooperativeCalendar.weekOf(taken.day()) == CooperativeCalendar.weekOf(day)
                    ? taken.amountMinor() : 0;
                monthly += CooperativeCalendar.monthOf(taken.day()) == CooperativeCalendar.monthOf(day)
                    ? taken.amountMinor() : 0;
            }
        }
        final boolean above = daily + amountMinor > Math.min(ceiling.dailyMinor(), ownDailyMinor)
            || weekly + amountMinor > ceiling.weeklyMinor() || monthly + amountMinor > ceiling.monthlyMinor();
        return above ? LimitTable.Verdict.ABOVE_AMOUNT
            : count >= ceiling.dailyCount() ? LimitTable.Verdict.ABOVE_COUNT : LimitTable.Verdict.WITHIN;
    }
}
