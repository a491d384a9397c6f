package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRangeTest {
    @Test
    void theRangeOfTheCommandLineIsTheOneThatIsWrittenByDefault() {
        assertThat(AccountRange.parse("7000000001..7000010000").size()).isEqualTo(10_000);
        assertThat(AccountRange.parse("100..200").ofCount(3)).isEqualTo(new AccountRange(100, 102));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5..", "..5", "5..5", "6..5", "1..2..3", "0001..0002", "a..b", "1..1000000000000000000"})
    void refusesWhatIsNoRangeOfAccounts(final String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AccountRange.parse(text)).withMessageContaining("account");
    }

    @Test
    void bothSidesOfATransferTakeEveryAccountAndNeverTheSame() {
        final AccountRange range = new AccountRange(10, 13);
        final SplittableRandom random = new SplittableRandom(1);
        final BitSet debits = new BitSet();
        final BitSet credits = new BitSet();
        for (int i = 0; i < 1_000; i++) {
            final long debit = range.random(random);
            final long credit = range.randomOther(random, debit);
            assertThat(credit).isNotEqualTo(debit);
            debits.set((int) debit);
            credits.set((int) credit);
        }
        assertThat(debits.stream()).containsExactly(10, 11, 12, 13);
        assertThat(credits.stream()).containsExactly(10, 11, 12, 13);
    }
}
