package io.ayni.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionQuotaTest {
    private final InetAddress one = address(1);
    private final InetAddress two = address(2);
    private final ConnectionQuota quota = new ConnectionQuota(2, 3);

    @Test
    void anAddressHasItsOwnBoundAndAllHaveOne() {
        assertThat(quota.tryAcquire(one)).isTrue();
        assertThat(quota.tryAcquire(one)).isTrue();
        assertThat(quota.tryAcquire(one)).as("two of one address").isFalse();
        assertThat(quota.tryAcquire(two)).isTrue();
        assertThat(quota.tryAcquire(two)).as("three in all").isFalse();
    }

    @Test
    void whatIsReleasedCanBeAcquiredAgain() {
        quota.tryAcquire(one);
        quota.tryAcquire(one);
        quota.release(one);

        assertThat(quota.total()).isEqualTo(1);
        assertThat(quota.tryAcquire(one)).isTrue();
    }

    @Test
    void releasingWhatWasNotAcquiredIsABug() {
        assertThatThrownBy(() -> quota.release(one)).isInstanceOf(IllegalStateException.class);
    }

    private static InetAddress address(final int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (final UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
