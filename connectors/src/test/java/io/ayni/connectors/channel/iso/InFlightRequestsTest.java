package io.ayni.connectors.channel.iso;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class InFlightRequestsTest {
    private static final long MAX_AGE_MS = 60_000;

    private final InFlightRequests requests = new InFlightRequests(128, MAX_AGE_MS);

    @Test
    void findsARequestByItsCorrelationIdUntilItIsReleased() {
        final int slot = requests.claim(0);
        requests.code(slot, 123_456);
        final long correlationId = requests.correlationId(slot);
        assertThat(requests.find(correlationId)).isEqualTo(slot);
        assertThat(requests.code(slot)).isEqualTo(123_456);
        requests.release(slot);
        assertThat(requests.find(correlationId)).isEqualTo(InFlightRequests.NONE);
        assertThat(requests.size()).isZero();
    }

    @Test
    void aLateAnswerDoesNotFindTheNextRequestInItsSlot() {
        final int slot = requests.claim(0);
        final long old = requests.correlationId(slot);
        requests.release(slot);
        assertThat(requests.claim(0)).isEqualTo(slot);
        assertThat(requests.find(old)).isEqualTo(InFlightRequests.NONE);
        assertThat(requests.code(slot)).as("password of the request before").isEqualTo(InFlightRequests.NO_CODE);
    }

    @Test
    void wipesTheImageOnRelease() {
        final int slot = requests.claim(0);
        requests.buffer(slot).putStringWithoutLengthAscii(requests.imageOffset(slot), "4000001234567899");
        requests.imageLength(slot, 16);
        requests.release(slot);
        for (int i = 0; i < 16; i++) {
            assertThat(requests.buffer(slot).getByte(requests.imageOffset(slot) + i)).isZero();
        }
    }

    @Test
    void imagesDoNotOverlap() {
        final Set<String> places = new HashSet<>();
        for (int i = 0; i < 128; i++) {
            final int slot = requests.claim(0);
            places.add(System.identityHashCode(requests.buffer(slot)) + "/" + requests.imageOffset(slot));
            assertThat(requests.imageOffset(slot) + InFlightRequests.IMAGE_CAPACITY)
                .isLessThanOrEqualTo(requests.buffer(slot).capacity());
        }
        assertThat(places).hasSize(128);
    }

    @Test
    void refusesMoreThanItsBound() {
        final List<Integer> slots = fill();
        assertThat(requests.claim(1)).isEqualTo(InFlightRequests.NONE);
        requests.release(slots.get(77));
        assertThat(requests.claim(1)).isEqualTo(slots.get(77));
    }

    @Test
    void forgetsRequestsWhoseAnswerWasLost() {
        final List<Integer> slots = fill();
        final long lost = requests.correlationId(slots.getFirst());
        assertThat(requests.claim(MAX_AGE_MS - 1)).isEqualTo(InFlightRequests.NONE);
        assertThat(requests.claim(MAX_AGE_MS + 1_000)).isNotEqualTo(InFlightRequests.NONE);
        assertThat(requests.find(lost)).isEqualTo(InFlightRequests.NONE);
        assertThat(requests.size()).isEqualTo(1);
    }

    @Test
    void anUnknownCorrelationIdIsNobodys() {
        assertThat(requests.find(0)).isEqualTo(InFlightRequests.NONE);
        assertThat(requests.find(-1)).isEqualTo(InFlightRequests.NONE);
        requests.claim(0);
        assertThat(requests.find(1L << 32 | 5)).isEqualTo(InFlightRequests.NONE);
    }

    private List<Integer> fill() {
        final List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            slots.add(requests.claim(0));
        }
        return slots;
    }
}
