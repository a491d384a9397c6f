package io.ayni.core.journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class PreparationPaceTest {
    private final AtomicLong nowNs = new AtomicLong(-5);
    private Runnable meanwhile = () -> { };
    private final PreparationPace pace = new PreparationPace(nowNs::get, ns -> {
        nowNs.addAndGet(ns);
        meanwhile.run();
    });

    private long waitedNs(final long filled) {
        final long startNs = nowNs.get();
        pace.awaitTurn(filled);
        return nowNs.get() - startNs;
    }

    @ParameterizedTest(name = "{0} appended, {1} filled: waits {2}")
    @CsvSource({
        "0,      1, true",
        "1000, 999, false",
        "1000, 1499, false",
        "1000, 1500, true",
        "1000, 9000, true",
    })
    void staysHalfAsMuchAgainAheadOfWhatIsAppended(final long appended, final long filled, final boolean isWaiting) {
        pace.onAppended(appended);
        assertThat(waitedNs(filled)).isEqualTo(isWaiting ? PreparationPace.PIECE_NS : 0);
    }

    @Test
    void aWriterThatCatchesUpIsSeenAtTheNextLook() {
        meanwhile = () -> pace.onAppended(1_000);
        assertThat(waitedNs(1_200)).isEqualTo(PreparationPace.LOOK_NS);
    }

    @Test
    void aWriterThatWaitsIsNotKeptWaiting() {
        pace.hurry(true);
        assertThat(waitedNs(1)).isZero();
        pace.hurry(false);
        assertThat(waitedNs(1)).isPositive();
    }

    @Test
    void theEndIsNotKeptWaitingWhateverTheWriterDoes() {
        pace.end();
        pace.hurry(false);
        assertThat(waitedNs(1)).isZero();
    }
}
