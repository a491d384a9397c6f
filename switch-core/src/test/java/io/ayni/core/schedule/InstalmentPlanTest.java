package io.ayni.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deferrals to the cent: by hand, and what holds for all of them. */
class InstalmentPlanTest {
    private static long[] instalments(final InstalmentPlan plan) {
        return IntStream.range(0, plan.instalments()).mapToLong(plan::instalmentMinor).toArray();
    }

    @Test
    void flatFortyAndFiveOfInterestInThreeAreFifteenEach() {
        final InstalmentPlan plan = InstalmentPlan.of(DeferralMethod.FLAT, 4_000, 1_250, 3);
        assertThat(plan.interestMinor()).isEqualTo(500);
        assertThat(instalments(plan)).containsExactly(1_500, 1_500, 1_500);
    }

    @Test
    void french68_53InThreeAt15_2PercentAYearAre23_42EachWith1_73OfInterest() {
        final InstalmentPlan plan = InstalmentPlan.of(DeferralMethod.FRENCH, 6_853, 1_520, 3);
        assertThat(instalments(plan)).containsExactly(2_342, 2_342, 2_342);
        assertThat(plan.interestMinor()).isEqualTo(173);
        assertThat(IntStream.range(0, 3).mapToLong(plan::interestMinor).toArray()).containsExactly(87, 58, 28);
    }

    @ParameterizedTest(name = "{0} {1} at {2} in {3}: first {4}, last {5}, interest {6}")
    @CsvSource({
        "FLAT,   10000,    0,  3, 3333, 3334,    0",
        "FLAT,   10000,  500,  3, 3500, 3500,  500",
        "FLAT,     100,  333,  4,   25,   28,    3",
        "FLAT,       3, 30000, 10,   1,    3,    9",
        "FRENCH, 10000,    0,  3, 3333, 3334,    0",
        "FRENCH,100000, 1600, 12, 9073, 9072, 8875",
        "FRENCH, 10000, 1520,  1,10127,10127,  127",
        "FRENCH,    10, 1520, 48,    0,   10,    0",
    })
    void theRestOfTheRoundingIsInTheLast(final DeferralMethod method, final long principalMinor, final int rate,
        final int count, final long first, final long last, final long interestMinor) {
        final InstalmentPlan plan = InstalmentPlan.of(method, principalMinor, rate, count);
        assertThat(plan.instalmentMinor(0)).isEqualTo(first);
        assertThat(plan.instalmentMinor(count - 1)).isEqualTo(last);
        assertThat(plan.interestMinor()).isEqualTo(interestMinor);
    }

    @Property(tries = 2_000)
    void theSumOfThePartsIsTheWhole(@ForAll final DeferralMethod method,
        @ForAll @LongRange(min = 1, max = InstalmentPlan.MOST_PRINCIPAL_MINOR) final long principalMinor,
        @ForAll @IntRange(max = 20_000) final int rate, @ForAll @IntRange(min = 1, max = 60) final int count) {
        final InstalmentPlan plan = InstalmentPlan.of(method, principalMinor, rate, count);
        assertThat(IntStream.range(0, count).mapToLong(plan::principalMinor).sum()).isEqualTo(principalMinor);
        assertThat(LongStream.of(instalments(plan)).sum()).isEqualTo(principalMinor + plan.interestMinor());
        assertThat(IntStream.range(0, count)).allMatch(i -> plan.principalMinor(i) >= 0 && plan.interestMinor(i) >= 0);
    }

    @Property(tries = 1_000)
    void allInstalmentsButTheLastAreEqualWhenTheyAreWorthTheName(@ForAll final DeferralMethod method,
        @ForAll @LongRange(min = 10_000, max = 10_000_000) final long principalMinor,
        @ForAll @IntRange(max = 2_000) final int rate, @ForAll @IntRange(min = 2, max = 36) final int count) {
        final InstalmentPlan plan = InstalmentPlan.of(method, principalMinor, rate, count);
        final long[] parts = instalments(plan);
        assertThat(LongStream.of(parts).limit(count - 1L).distinct().count()).isEqualTo(1);
        assertThat(Math.abs(parts[count - 1] - parts[0])).as("the rounding").isLessThanOrEqualTo(2L * count);
    }

    @Test
    void isDueOnTheSameDayOfEachMonthOrOnItsLast() {
        final int first = Math.toIntExact(LocalDate.parse("2027-01-31").toEpochDay());
        assertThat(IntStream.range(0, 4).mapToObj(i -> LocalDate.ofEpochDay(InstalmentPlan.dueDay(first, i)).toString()))
            .containsExactly("2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30");
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 3", "1000000000000001, 100, 3", "100, -1, 3", "100, 100, 0", "100, 100, 61"})
    void refusesWhatIsNoDeferral(final long principalMinor, final int rate, final int count) {
        assertThatThrownBy(() -> InstalmentPlan.of(DeferralMethod.FLAT, principalMinor, rate, count))
            .isInstanceOf(IllegalArgumentException.class);
    }
}
