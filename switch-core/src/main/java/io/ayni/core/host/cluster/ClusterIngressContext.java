package io.ayni.core.host.cluster;

import io.ayni.core.host.OutcomeSink;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Configures a {@link ClusterIngress}. Needed: {@link #gatewayId}, {@link #members}, {@link #outcomeSink}. */
public final class ClusterIngressContext {
    public static final int DEFAULT_MAX_UNANSWERED = 8_192;
    /** Longer than any payment waits for a network. */
    public static final long DEFAULT_FORGET_AFTER_MS = 60_000;
    static final int QUEUE_BYTES = 4 << 20;

    private int gatewayId;
    private String host = "127.0.0.1";
    private int port;
    private List<ClusterMember> members = List.of();
    private OutcomeSink outcomeSink;
    private ClientListener listener = new ClientListener() { };
    private ClusterTimings timings = ClusterTimings.DEFAULT;
    private NodeIdle idle = NodeIdle.BALANCED;
    private int maxUnanswered = DEFAULT_MAX_UNANSWERED;
    private long forgetAfterMs = DEFAULT_FORGET_AFTER_MS;
    private Path driverDirectory;

    /** Of its own among the gateways of the cluster, 1 to 127: a second one with the same number takes its place. */
    public ClusterIngressContext gatewayId(final int id) {
        if (id < 1 || id > GatewayFrame.MAX_GATEWAY) {
            throw new IllegalArgumentException("a gateway's number is 1 to " + GatewayFrame.MAX_GATEWAY + ": " + id);
        }
        this.gatewayId = id;
        return this;
    }

    int gatewayId() {
        return gatewayId;
    }

    /** Where the cluster sends outcomes to: an address of this machine that the nodes reach, UDP; port 0: any. */
    public ClusterIngressContext address(final String ownHost, final int ownPort) {
        this.host = ownHost;
        this.port = ownPort;
        return this;
    }

    String egressEndpoint() {
        return host + ':' + port;
    }

    public ClusterIngressContext members(final List<ClusterMember> all) {
        this.members = List.copyOf(all);
        return this;
    }

    List<ClusterMember> members() {
        return members;
    }

    public ClusterIngressContext outcomeSink(final OutcomeSink sink) {
        this.outcomeSink = sink;
        return this;
    }

    OutcomeSink outcomeSink() {
        return outcomeSink;
    }

    public ClusterIngressContext listener(final ClientListener clientListener) {
        this.listener = clientListener;
        return this;
    }

    ClientListener listener() {
        return listener;
    }

    /** Those of the nodes. */
    public ClusterIngressContext timings(final ClusterTimings clusterTimings) {
        this.timings = clusterTimings;
        return this;
    }

    ClusterTimings timings() {
        return timings;
    }

    public ClusterIngressContext idle(final NodeIdle clientIdle) {
        this.idle = clientIdle;
        return this;
    }

    NodeIdle idle() {
        return idle;
    }

    /** Commands on their way at most; each takes 1 KiB. More carry a longer pause of the cluster. */
    public ClusterIngressContext maxUnanswered(final int commands) {
        this.maxUnanswered = commands;
        return this;
    }

    int maxUnanswered() {
        return maxUnanswered;
    }

    /** A command without an answer for so long is forgotten. */
    public ClusterIngressContext forgetAfterMs(final long ms) {
        this.forgetAfterMs = ms;
        return this;
    }

    long forgetAfterMs() {
        return forgetAfterMs;
    }

    /** Of the client's own media driver; one in shared memory for each gateway if not set. */
    public ClusterIngressContext driverDirectory(final Path directory) {
        this.driverDirectory = directory;
        return this;
    }

    Path driverDirectory() {
        return driverDirectory != null ? driverDirectory
            : ClusterNode.driverDirectory(Path.of("gateway-" + gatewayId + '-' + ProcessHandle.current().pid()));
    }

    void conclude() {
        Objects.requireNonNull(outcomeSink, "outcomeSink");
        if (members.isEmpty() || gatewayId == 0) {
            throw new IllegalArgumentException("a gateway needs a number and the members of its cluster");
        }
    }
}
