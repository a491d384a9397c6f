package io.ayni.core.host.cluster;

import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.cluster.codecs.AdminRequestType;
import io.aeron.cluster.codecs.AdminResponseCode;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.Header;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/** An operator's short visit to a cluster: who leads, and a snapshot. It is no gateway. */
public final class ClusterAdmin implements AutoCloseable {
    private static final long REQUEST_TIMEOUT_MS = 5_000;
    private static final long POLL_NS = 1_000_000;
    private static final long CORRELATION = 1;

    private final MediaDriver driver;
    private final AeronCluster cluster;
    private String refusal;
    private boolean isAnswered;

    private ClusterAdmin(final List<ClusterMember> members, final long timeoutMs) {
        final Path directory = ClusterNode.driverDirectory(Path.of("admin-" + ProcessHandle.current().pid()));
        driver = MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(directory.toString())
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .threadingMode(ThreadingMode.SHARED)
            .termBufferSparseFile(true)
            .errorHandler(ignored -> { }));
        try {
            cluster = AeronCluster.connect(new AeronCluster.Context()
                .aeronDirectoryName(directory.toString())
                .clientName("operator")
                .ingressChannel("aeron:udp?term-length=64k")
                .ingressEndpoints(ClusterMember.ingressEndpoints(members))
                .egressChannel("aeron:udp?term-length=64k|endpoint=" + members.getFirst().host() + ":0")
                .egressListener(new Answers())
                .messageTimeoutNs(TimeUnit.MILLISECONDS.toNanos(timeoutMs))
                .errorHandler(ignored -> { }));
        } catch (final RuntimeException e) {
            driver.close();
            throw e;
        }
    }

    /** @throws RuntimeException of Aeron when no member leads, within the timeout */
    public static ClusterAdmin connect(final List<ClusterMember> members, final long timeoutMs) {
        return new ClusterAdmin(members, timeoutMs);
    }

    public int leader() {
        return cluster.leaderMemberId();
    }

    public long leadershipTermId() {
        return cluster.leadershipTermId();
    }

    /**
     * Asks for a snapshot on every node.
     *
     * @return null when the leader began it, else why not
     */
    public String takeSnapshot() {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REQUEST_TIMEOUT_MS);
        cluster.sendAdminRequestToTakeASnapshot(CORRELATION);
        while (!isAnswered) {
            if (System.nanoTime() - deadlineNs > 0) {
                return "the leader does not answer";
            }
            cluster.pollEgress();
            LockSupport.parkNanos(POLL_NS);
        }
        return refusal;
    }

    private final class Answers implements EgressListener {
        @Override
        public void onMessage(final long clusterSessionId, final long timestamp, final DirectBuffer buffer,
            final int offset, final int length, final Header header) {
            // nothing is said to an operator
        }

        @Override
        public void onAdminResponse(final long clusterSessionId, final long correlationId,
            final AdminRequestType requestType, final AdminResponseCode responseCode, final String message,
            final DirectBuffer payload, final int payloadOffset, final int payloadLength) {
            isAnswered = true;
            refusal = responseCode == AdminResponseCode.OK ? null : message;
        }
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(cluster, driver);
    }
}
