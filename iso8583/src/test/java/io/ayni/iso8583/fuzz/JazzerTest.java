package io.ayni.iso8583.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

/** No input of millions makes a reader throw, hang, read outside of the message or show a card number. */
class JazzerTest {
    private static final long INPUTS = 4_640_000;

    private static JazzerRuns runs;

    @BeforeAll
    static void startAll() {
        runs = new JazzerRuns();
        for (final FuzzTargets target : FuzzTargets.values()) {
            runs.start(target.run(), target.inputs(), target.seeds());
        }
    }

    @AfterAll
    static void stop() {
        runs.close();
    }

    @ParameterizedTest
    @EnumSource(FuzzTargets.class)
    void nothingIsFound(final FuzzTargets target) {
        runs.assertNothingFound(target.folder());
    }

    @Test
    void everyBuildTriesMillionsOfInputs() {
        assertThat(Arrays.stream(FuzzTargets.values()).mapToLong(FuzzTargets::inputs).sum()).isEqualTo(INPUTS);
    }
}
