package io.ayni.perf.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.SystemNanoClock;

/** One run of the {@link LoadTestRig} over sockets, without a terminal. */
public final class OpenLoop {
    private static final long BURST_INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(3);

    private OpenLoop() {
    }

    /**
     * @param ratePerSecond requests a second over all connections
     * @throws IOException if a connection cannot be opened
     */
    public static LoadResult run(
        final LoadProtocol protocol, final InetSocketAddress target, final int connections, final long ratePerSecond,
        final long warmUpNs, final long measureNs) throws IOException, InterruptedException {
        final SendSchedule rising = SendSchedule.rising(ratePerSecond, warmUpNs, BURST_INTERVAL_NS);
        final SendSchedule load = new SendSchedule(ratePerSecond, measureNs, BURST_INTERVAL_NS);
        try (LoadClient client = new LoadClient(protocol)) {
            final LoadTestRig rig = client.start(target, connections, transport ->
                new LoadTestRig(SystemNanoClock.INSTANCE, transport, rising, load, DRAIN_NS));
            client.ended().get();
            return LoadResult.of(rig, rig.stats(1).latency().getIntervalHistogram());
        } catch (final ExecutionException e) {
            throw new IllegalStateException("the generator failed", e.getCause());
        }
    }
}
