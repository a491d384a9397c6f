package io.ayni.core.schedule;

import io.ayni.core.calendar.CooperativeCalendar;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The instalments of a deferral, exact to the minor unit: the parts of the principal add up to the principal, the parts
 * of the interest to the interest. Every quotient is exact and rounded once.
 *
 * <p>Flat: interest = principal × rate over the whole term, half up; equal instalments, cut off to the minor unit; the
 * last one takes what is left. French: instalment = P·i / (1 − (1 + i)⁻ⁿ) with i = yearly rate / 12, half up; each part
 * of the interest is that of what is left, half up; the last instalment is what is left with its interest, but no more
 * than the others unless the principal asks for it.
 */
public final class InstalmentPlan {
    /** Of a plan: five years of months. */
    public static final int MOST_INSTALMENTS = 60;
    /** Principal at most, so that no sum leaves a long. */
    public static final long MOST_PRINCIPAL_MINOR = 1_000_000_000_000_000L;

    /** Ten times the principal. */
    public static final int MOST_RATE_BASIS_POINTS = 100_000;

    private static final BigInteger BASIS_POINTS = BigInteger.valueOf(10_000);
    /** A yearly rate in basis points over this is the rate of a month. */
    private static final BigInteger MONTHLY_BASIS = BigInteger.valueOf(120_000);

    private final long[] principals;
    private final long[] interests;

    private InstalmentPlan(final int instalments) {
        principals = new long[instalments];
        interests = new long[instalments];
    }

    /**
     * @param principalMinor  1 to {@link #MOST_PRINCIPAL_MINOR}
     * @param rateBasisPoints flat: over the whole term; French: yearly
     * @param instalments     1 to {@link #MOST_INSTALMENTS}
     */
    public static InstalmentPlan of(final DeferralMethod method, final long principalMinor, final int rateBasisPoints,
        final int instalments) {
        if (principalMinor < 1 || principalMinor > MOST_PRINCIPAL_MINOR || rateBasisPoints < 0
            || rateBasisPoints > MOST_RATE_BASIS_POINTS || instalments < 1 || instalments > MOST_INSTALMENTS) {
            throw new IllegalArgumentException("no plan for " + principalMinor + " in " + instalments + " parts at "
                + rateBasisPoints);
        }
        final InstalmentPlan plan = new InstalmentPlan(instalments);
        if (method == DeferralMethod.FLAT || rateBasisPoints == 0) {
            plan.fillFlat(principalMinor, rateBasisPoints);
        } else {
            plan.fillFrench(principalMinor, rateBasisPoints);
        }
        return plan;
    }

    public int instalments() {
        return principals.length;
    }

    /** @param number from 0. */
    public long principalMinor(final int number) {
        return principals[number];
    }

    /** @param number from 0. */
    public long interestMinor(final int number) {
        return interests[number];
    }

    /** @param number from 0. @return what is due: principal and interest. */
    public long instalmentMinor(final int number) {
        return principals[number] + interests[number];
    }

    /** @return of all instalments. */
    public long interestMinor() {
        return Arrays.stream(interests).sum();
    }

    /** @param number from 0. @return the epoch day of an instalment: the day of the month of the first, if there is one. */
    public static int dueDay(final int firstDueDay, final int number) {
        return CooperativeCalendar.plusMonths(firstDueDay, number);
    }

    private void fillFlat(final long principalMinor, final int rateBasisPoints) {
        final int count = principals.length;
        final long interestMinor = halfUp(BigInteger.valueOf(principalMinor)
            .multiply(BigInteger.valueOf(rateBasisPoints)), BASIS_POINTS);
        final long partMinor = (principalMinor + interestMinor) / count;
        final long principalPartMinor = partMinor - interestMinor / count;
        long leftMinor = principalMinor;
        for (int i = 0; i < count - 1; i++) {
            principals[i] = Math.min(principalPartMinor, leftMinor);
            interests[i] = partMinor - principals[i];
            leftMinor -= principals[i];
        }
        principals[count - 1] = leftMinor;
        interests[count - 1] = interestMinor - Arrays.stream(interests, 0, count - 1).sum();
    }

    private void fillFrench(final long principalMinor, final int rateBasisPoints) {
        final int last = principals.length - 1;
        final long partMinor = frenchInstalment(principalMinor, rateBasisPoints, principals.length);
        long leftMinor = principalMinor;
        for (int i = 0; i < last; i++) {
            interests[i] = Math.min(interestOf(leftMinor, rateBasisPoints), partMinor);
            principals[i] = Math.min(partMinor - interests[i], leftMinor);
            leftMinor -= principals[i];
        }
        principals[last] = leftMinor;
        interests[last] = Math.max(0, Math.min(interestOf(leftMinor, rateBasisPoints), partMinor - leftMinor));
    }

    private static long frenchInstalment(final long principalMinor, final int rateBasisPoints, final int count) {
        final BigInteger rate = BigInteger.valueOf(rateBasisPoints);
        final BigInteger grown = MONTHLY_BASIS.add(rate).pow(count);
        final BigInteger numerator = BigInteger.valueOf(principalMinor).multiply(rate).multiply(grown);
        return halfUp(numerator, MONTHLY_BASIS.multiply(grown.subtract(MONTHLY_BASIS.pow(count))));
    }

    private static long interestOf(final long leftMinor, final int rateBasisPoints) {
        return halfUp(BigInteger.valueOf(leftMinor).multiply(BigInteger.valueOf(rateBasisPoints)), MONTHLY_BASIS);
    }

    private static long halfUp(final BigInteger numerator, final BigInteger denominator) {
        return numerator.shiftLeft(1).add(denominator).divide(denominator.shiftLeft(1)).longValueExact();
    }
}
