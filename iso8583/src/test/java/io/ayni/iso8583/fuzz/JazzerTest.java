package io.ayni.iso8583.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Arrays;

/** No input of millions makes a reader throw, hang, read outside of the message or show a card number. */
class JazzerTest {
    private static final String MINUTES = "ayni.fuzz.minutes";

    @ParameterizedTest
    @EnumSource(FuzzTargets.class)
    void nothingIsFound(final FuzzTargets target) throws IOException, InterruptedException {
        final Integer minutes = Integer.getInteger(MINUTES);
        final JazzerRun run = minutes == null ? target.run().inputs(target.inputs()) : target.run().minutes(minutes);
        final JazzerRun.Outcome outcome = run.run(target.seeds());
        System.out.println(outcome);

        assertThat(outcome.isClean()).as(outcome.log()).isTrue();
        if (minutes == null) {
            assertThat(outcome.inputs()).isGreaterThanOrEqualTo(target.inputs());
        }
    }

    @Test
    void everyBuildTriesFiveMillionInputs() {
        assertThat(Arrays.stream(FuzzTargets.values()).mapToLong(FuzzTargets::inputs).sum())
            .isGreaterThanOrEqualTo(4_700_000);
    }
}
