package io.ayni.core.sim;

import io.ayni.core.command.PutMemberLimitsDecoder;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Limits by adding up all that was ever taken and not given back. */
final class NaiveLimits {
    private record Own(long daily, long weekly, long monthly) {
    }

    private final Map<NaiveKey, Own> ownLimits = new HashMap<>();
    private final Map<NaiveKey, List<NaiveUse>> uses = new HashMap<>();
    private final NaiveBooks books;
    private final NaiveVoice voice;

    NaiveLimits(final NaiveSwitch twin) {
        books = twin.books;
        voice = twin.voice;
    }

    DeclineReason checkLimit(final NaivePayment p) {
        final Bucket bucket = bucket(p);
        if (bucket == Bucket.CARD) {
            final long[] used = used(p.card | Long.MIN_VALUE, cardBucket(p), books.today());
            return p.operation == Operation.CARD_PURCHASE
                && used[0] + p.amountMinor > Terms.CARD_PURCHASE_DAILY_MINOR ? DeclineReason.AMOUNT_LIMIT
                : p.operation == Operation.CARD_WITHDRAWAL && used[3] >= Terms.CARD_WITHDRAWAL_COUNT
                ? DeclineReason.COUNT_LIMIT : DeclineReason.NONE;
        }
        if (bucket == Bucket.NONE) {
            return DeclineReason.NONE;
        }
        final Own own = ownLimits.getOrDefault(new NaiveKey(p.debit.member, bucket.code()),
            new Own(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        final boolean inside = bucket == Bucket.INT;
        final long[] used = used(p.debit.member, bucket, books.today());
        if (used[0] + p.amountMinor > Math.min(own.daily(), dailyCeiling(bucket))
            || used[1] + p.amountMinor > Math.min(own.weekly(), inside ? 2_000_000 : 1_000_000)
            || used[2] + p.amountMinor > Math.min(own.monthly(), inside ? 4_000_000 : 2_000_000)) {
            return DeclineReason.AMOUNT_LIMIT;
        }
        return used[3] >= books.policy.dailyCount() ? DeclineReason.COUNT_LIMIT : DeclineReason.NONE;
    }

    /** @return used in the day, week and month that contain the date, and the count of the day; from history. */
    long[] used(final long member, final Bucket bucket, final LocalDate date) {
        final long[] used = new long[4];
        final LocalDate monday = mondayOf(date);
        final int month = date.getYear() * 12 + date.getMonthValue();
        for (final NaiveUse use : uses.getOrDefault(new NaiveKey(member, bucket.code()), List.of())) {
            if (use.day.equals(date)) {
                used[0] += use.amountMinor;
                used[3] += use.counts ? 1 : 0;
            }
            if (use.monday.equals(monday)) {
                used[1] += use.amountMinor;
            }
            if (use.month == month) {
                used[2] += use.amountMinor;
            }
        }
        return used;
    }

    /** What a member is shown of a bucket, or of one of a card. */
    Said row(final long owner, final Bucket bucket) {
        final Own own = ownLimits.getOrDefault(new NaiveKey(owner, bucket.code()),
            new Own(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        final long[] used = used(owner, bucket, books.today());
        final boolean ofMember = bucket == Bucket.INT || bucket == Bucket.EXT;
        final long ceilingDaily = ofMember ? dailyCeiling(bucket)
            : bucket == Bucket.CARD_PURCHASES ? Terms.CARD_PURCHASE_DAILY_MINOR : Long.MAX_VALUE;
        final int ceilingCount = ofMember ? books.policy.dailyCount()
            : bucket == Bucket.CARD_WITHDRAWALS ? Terms.CARD_WITHDRAWAL_COUNT : Integer.MAX_VALUE;
        return new SaidRow.Limit(bucket.code(), own.daily(), own.weekly(), own.monthly(), ceilingDaily, ceilingCount,
            used[0], used[1], used[2], (int) used[3]);
    }

    private static LocalDate mondayOf(final LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    static Bucket bucket(final NaivePayment p) {
        return switch (p.operation) {
            case TRANSFER_OWN, TRANSFER_INTERNAL, CARD_PAYMENT, LOAN_PAYMENT, INTERNAL_PAYMENT -> Bucket.INT;
            case TRANSFER_INTERBANK, CARD_PAYMENT_EXTERNAL, BILL_PAY, TOP_UP -> Bucket.EXT;
            case CARD_PURCHASE, CARD_WITHDRAWAL -> Bucket.CARD;
            default -> Bucket.NONE;
        };
    }

    NaiveUse use(final long owner, final Bucket bucket, final long amountMinor) {
        final NaiveUse use = new NaiveUse();
        use.member = owner;
        use.bucket = bucket;
        use.day = books.today();
        use.monday = mondayOf(use.day);
        use.month = use.day.getYear() * 12 + use.day.getMonthValue();
        use.amountMinor = amountMinor;
        use.counts = true;
        final List<NaiveUse> known = uses.computeIfAbsent(new NaiveKey(owner, bucket.code()), any -> new ArrayList<>());
        known.add(use);
        if (known.size() % 64 == 0) {
            // Neither of this month nor of this week any more.
            known.removeIf(each -> each.day.isBefore(use.day.minusDays(40)));
        }
        return use;
    }

    static Bucket cardBucket(final NaivePayment p) {
        return p.operation == Operation.CARD_PURCHASE ? Bucket.CARD_PURCHASES : Bucket.CARD_WITHDRAWALS;
    }

    static void giveBack(final NaivePayment p) {
        if (p.use != null) {
            p.use.amountMinor = 0;
            p.use.counts = false;
            p.use = null;
        }
        if (p.cardUse != null) {
            p.cardUse.amountMinor = 0;
            p.cardUse.counts = false;
            p.cardUse = null;
        }
    }

    void putLimits(final PutMemberLimitsDecoder l) {
        final Bucket bucket = Bucket.ofCode(l.bucket());
        final boolean inside = bucket == Bucket.INT;
        AdminResult result = AdminResult.DONE;
        if (l.weeklyMinor() < l.dailyMinor()) {
            result = AdminResult.WEEKLY_BELOW_DAILY;
        } else if (l.monthlyMinor() < l.weeklyMinor()) {
            result = AdminResult.MONTHLY_BELOW_WEEKLY;
        } else if (above(l.dailyMinor(), dailyCeiling(bucket))
            || above(l.weeklyMinor(), inside ? 2_000_000 : 1_000_000)
            || above(l.monthlyMinor(), inside ? 4_000_000 : 2_000_000)) {
            result = AdminResult.ABOVE_CEILING;
        } else {
            setOwn(l.memberId(), bucket, l.dailyMinor(), l.weeklyMinor(), l.monthlyMinor());
        }
        voice.say(new Said.Admin(l.replyTo().correlationId(), result.code()));
    }

    /** @return why a member may not have these limits; the ceilings of weeks and months never change. */
    DeclineReason checkOwn(final Bucket bucket, final long daily, final long weekly, final long monthly) {
        final boolean inside = bucket == Bucket.INT;
        return weekly < daily ? DeclineReason.LIMIT_WEEKLY_BELOW_DAILY
            : monthly < weekly ? DeclineReason.LIMIT_MONTHLY_BELOW_WEEKLY
            : above(daily, dailyCeiling(bucket))
                || above(weekly, inside ? 2_000_000 : 1_000_000) || above(monthly, inside ? 4_000_000 : 2_000_000)
                ? DeclineReason.LIMIT_ABOVE_CEILING : DeclineReason.NONE;
    }

    void setOwn(final long member, final Bucket bucket, final long daily, final long weekly, final long monthly) {
        ownLimits.put(new NaiveKey(member, bucket.code()), new Own(daily, weekly, monthly));
    }

    private long dailyCeiling(final Bucket bucket) {
        return bucket == Bucket.INT ? books.policy.intDailyMinor() : books.policy.extDailyMinor();
    }

    private static boolean above(final long own, final long ceiling) {
        return own != Long.MAX_VALUE && own > ceiling;
    }
}
