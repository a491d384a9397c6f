package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.Currency;

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
        final Transfers transfers = new Transfers(new AccountRange(10, 13), 1, Currency.getInstance("USD"), 1);
        final BitSet debits = new BitSet();
        final BitSet credits = new BitSet();
        for (int i = 0; i < 1_000; i++) {
            transfers.select(i);
            assertThat(transfers.creditAccount()).isNotEqualTo(transfers.debitAccount());
            debits.set((int) transfers.debitAccount());
            credits.set((int) transfers.creditAccount());
        }
        assertThat(debits.stream()).containsExactly(10, 11, 12, 13);
        assertThat(credits.stream()).containsExactly(10, 11, 12, 13);
    }

    @Test
    void theSameRequestPaysTheSameAgain() {
        final Transfers transfers =
            new Transfers(new AccountRange(1, 1_000_000), 1, Currency.getInstance("USD"), 7);
        transfers.select(42);
        final long debit = transfers.debitAccount();
        final long credit = transfers.creditAccount();
        transfers.select(43);
        assertThat(transfers.debitAccount()).isNotEqualTo(debit);
        transfers.select(42);
        assertThat(transfers.debitAccount()).isEqualTo(debit);
        assertThat(transfers.creditAccount()).isEqualTo(credit);
    }
}
