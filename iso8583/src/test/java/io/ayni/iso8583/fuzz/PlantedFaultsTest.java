package io.ayni.iso8583.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.spec.Dialects;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A fuzzer that does not find planted faults is itself broken. */
class PlantedFaultsTest {
    private static final int FAULTS = 4;
    private static final int INPUTS = 200_000;
    /** One fault may be found at several places of the code. */
    private static final int MOST_FINDINGS = 20;

    @Test
    void readsOutsideExceptionsAndOtherOutputAreFound() throws IOException, InterruptedException {
        final JazzerRun.Outcome outcome = new JazzerRun(PlantedFaults.class, "planted-faults").inputs(INPUTS)
            .option("--keep_going=" + MOST_FINDINGS).run(seeds());

        assertThat(outcome.isClean()).isFalse();
        assertThat(String.join("\n", outcome.findings())).as(outcome.log())
            .contains("java.lang.InternalError", "the surroundings change the sum", "IllegalStateException: between",
                "a field is lost");
    }

    @Test
    void aReaderThatDoesNotEndIsFound() throws IOException, InterruptedException {
        final JazzerRun.Outcome outcome = new JazzerRun(PlantedFaults.class, "planted-hang").inputs(INPUTS)
            .jvmOption("-Dayni.fuzz.hang=true").option("-timeout=1").run(seeds());

        assertThat(outcome.isClean()).isFalse();
        assertThat(outcome.findings()).as(outcome.log()).singleElement().asString().contains("timeout");
    }

    private static List<byte[]> seeds() {
        final List<byte[]> seeds = new ArrayList<>();
        for (int fault = 0; fault < FAULTS; fault++) {
            for (final byte[] message : SeedMessages.of(Dialects.iso1987Ascii())) {
                seeds.add(SeedMessages.behind(new byte[]{(byte)fault}, message));
            }
        }
        return seeds;
    }
}
