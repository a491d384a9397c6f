package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentIdsTest {
    @ParameterizedTest
    @CsvSource({"1, 0000000000001", "31, 000000000000Z", "32, 0000000000010", "9223372036854775807, 7ZZZZZZZZZZZZ"})
    void anIdIsThirteenCharactersOfCrockfordsBase32(final long id, final String text) {
        assertThat(PaymentIds.format(id)).isEqualTo(text);
        assertThat(PaymentIds.parse(text)).isEqualTo(id);
    }

    @Property
    void textAndBytesReadBackAsTheId(@ForAll @LongRange(min = 1) final long id) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[20]);
        PaymentIds.put(buffer, 3, id);

        assertThat(PaymentIds.parse(PaymentIds.format(id))).isEqualTo(id);
        assertThat(PaymentIds.parse(buffer, 3, PaymentIds.TEXT_LENGTH)).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"00000000000oO, 0000000000000", "0000000000IiL, 0000000000111", "000000000abcd, 000000000ABCD"})
    void readingForgivesCaseAndLookAlikes(final String typed, final String meant) {
        assertThat(PaymentIds.parse(typed)).isEqualTo(PaymentIds.parse(meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0000000000000", "8000000000000", "ZZZZZZZZZZZZZ", "000000000000U",
            "00000000000 1",
        "00000000000001", "000000000000é", "00000000000١1"})
    void anythingElseIsNoId(final String text) {
        assertThat(PaymentIds.parse(text)).isEqualTo(PaymentIds.INVALID);
    }
}
