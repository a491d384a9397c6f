package io.ayni.core.host.ring;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WaitPresetTest {
    @ParameterizedTest
    @CsvSource({"latency, LATENCY", "balanced, BALANCED", "frugal, FRUGAL", "LATENCY,", "fast,", "'',"})
    void isFoundByTheNameUsedInConfiguration(final String name, final WaitPreset preset) {
        assertThat(WaitPreset.ofConfigName(name)).isEqualTo(preset);
        if (preset != null) {
            assertThat(preset.configName()).isEqualTo(name);
        }
    }
}
