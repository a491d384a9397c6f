package io.ayni.connectors.launch;

import io.ayni.connectors.config.ClusterConfig;
import io.ayni.connectors.config.GatewayConfig;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.telemetry.SwitchMetrics;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.LinkHolder;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.host.cluster.ClientListener;
import io.ayni.core.host.cluster.ClusterIngress;
import io.ayni.core.host.cluster.ClusterIngressContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine on the nodes of a cluster, reached as one of its gateways. */
final class ClusterEngine implements EngineHost, ClientListener {
    private static final Logger LOG = LoggerFactory.getLogger("Cluster");
    private static final long LEADER_PATIENCE_MS = 60_000;
    private static final long POLL_NS = 10_000_000;
    /** A gateway sends its rules at each start: the engine that holds them already is not changed by them. */
    private static final long NOT_KNOWN = 0;

    private final ClusterIngress ingress;
    private final Consumer<Throwable> onFatal;
    private final long leaderPatienceMs;
    /** Links are opened and closed here, one after the other: the client's thread must not wait for a socket. */
    private final ExecutorService linkThread =
            Executors.newSingleThreadExecutor(task -> Thread.ofPlatform().daemon().name("ayni-links").unstarted(task));

    ClusterEngine(final SwitchConfig config, final OutcomeSink sink, final Consumer<Throwable> onFatal) {
        this(config.membership().orElseThrow(), sink, onFatal, LEADER_PATIENCE_MS);
    }

    ClusterEngine(final SwitchConfig.Membership membership, final OutcomeSink sink,
            final Consumer<Throwable> onFatal, final long leaderPatienceMs) {
        this.onFatal = onFatal;
        this.leaderPatienceMs = leaderPatienceMs;
        final GatewayConfig gateway = membership.gateway();
        final ClusterConfig cluster = membership.cluster();
        ingress = new ClusterIngress(new ClusterIngressContext()
                .gatewayId(gateway.number())
                .address(gateway.host(), gateway.port())
                .members(cluster.members())
                .timings(cluster.timings())
                .idle(gateway.idle())
                .maxUnanswered(gateway.maxUnanswered())
                .outcomeSink(sink)
                .listener(this));
    }

    @Override
    public void start() {
        ingress.start();
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(leaderPatienceMs);
        while (!ingress.isConnected()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw UserError.failed("none of the cluster's members leads: are two of three nodes running,"
                        + " and do the members of this file name them?");
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    @Override
    public Ingress ingress() {
        return ingress;
    }

    /** @return the same, with what only a cluster has. */
    ClusterIngress client() {
        return ingress;
    }

    @Override
    public long policyHash() {
        return NOT_KNOWN;
    }

    @Override
    public void afterPolicy() {
        // nodes take their snapshots together, when they are asked to
    }

    @Override
    public boolean isReady() {
        return ingress.isConnected() && !ingress.isPressed();
    }

    @Override
    public void register(final SwitchMetrics metrics) {
        metrics.cluster(ingress);
    }

    @Override
    public void claim(final int linkId, final LinkHolder holder) {
        ingress.claim(linkId, new LinkHolder() {
            @Override
            public void onGranted() {
                LOG.info("link {} is this gateway's", linkId);
                later(holder::onGranted);
            }

            @Override
            public void onTaken() {
                LOG.warn("link {} may be another gateway's: closed here", linkId);
                later(holder::onTaken);
            }
        });
    }

    private void later(final Runnable step) {
        if (!linkThread.isShutdown()) {
            linkThread.execute(() -> {
                try {
                    step.run();
                } catch (final RuntimeException e) {
                    LOG.error("a link cannot be opened or closed: {}", e.getMessage());
                }
            });
        }
    }

    @Override
    public void onConnected(final int leaderMemberId) {
        LOG.info("member {} leads, a session is open", leaderMemberId);
    }

    @Override
    public void onNewLeader(final int leaderMemberId, final int sentAgain) {
        LOG.warn("member {} leads now, {} commands without an answer are sent again", leaderMemberId, sentAgain);
    }

    @Override
    public void onDisconnected() {
        LOG.error("the session with the cluster ended; asking for another one");
    }

    @Override
    public void onForgotten(final int commands) {
        LOG.warn("{} commands got no answer in time and are forgotten", commands);
    }

    @Override
    public void onError(final Throwable cause) {
        LOG.error("cluster client: {}", cause.toString());
    }

    @Override
    public void onFatal(final Throwable cause) {
        LOG.error("the gateway stops: {}", cause.toString());
        onFatal.accept(cause);
    }

    @Override
    public void close() {
        linkThread.shutdownNow();
        ingress.close();
    }
}
