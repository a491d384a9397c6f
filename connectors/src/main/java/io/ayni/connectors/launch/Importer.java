package io.ayni.connectors.launch;

import io.ayni.connectors.config.GatewayConfig;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.Commands;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.host.HostListener;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.host.ring.RingHost;
import io.ayni.core.host.ring.RingHostContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts commands into the journal of a switch that is not running, through ring and engine as any other command: what is
 * imported is durable, and replayed at the next start. Into a cluster that runs, with the configuration of a gateway.
 */
final class Importer implements OutcomeSink, AutoCloseable {
    /** Where the answers go. */
    static final long CONNECTION = 1;
    private static final long RETRY_NS = 100_000;
    private static final long STALL_MS = 30_000;
    private static final long CLUSTER_PATIENCE_MS = 20_000;
    private static final int MAX_PROBLEMS = 20;

    /** Of the gateways of a cluster the last: for imports. */
    private static final int IMPORT_GATEWAY = 127;

    private final Ingress host;
    private final Runnable closeHost;
    private final PolicyInstaller policy;
    private volatile Throwable fatal;
    private long offered;

    // outcome thread
    private final MessageHeaderDecoder replyHeader = new MessageHeaderDecoder();
    private final AdminReplyDecoder reply = new AdminReplyDecoder();
    private final Map<AdminResult, Long> counts = new EnumMap<>(AdminResult.class);
    private final Map<Long, AdminResult> problems = new TreeMap<>();
    private volatile long answered;

    Importer(final SwitchConfig config) {
        policy = new PolicyInstaller(config);
        if (config.membership().isPresent()) {
            final ClusterEngine cluster = cluster(config.membership().get());
            host = cluster.ingress();
            closeHost = cluster::close;
            install(cluster::start, cluster::policyHash);
        } else {
            final AuthorizationEngine[] engine = new AuthorizationEngine[1];
            final RingHost ring = ring(config, engine);
            host = ring;
            closeHost = ring::close;
            install(ring::start, () -> engine[0].policyHash());
        }
    }

    private RingHost ring(final SwitchConfig config, final AuthorizationEngine[] engine) {
        Faults.checkDirectory(config.node().dataDirectory());
        return new RingHost(new RingHostContext()
                .journalDirectory(config.node().dataDirectory())
                .segmentLength(config.node().journalSegmentBytes())
                .ringSize(config.node().ringSize())
                .waitPreset(config.node().waitPreset())
                .threads(config.node().ringThreads())
                .stateMachine(outcomes -> {
                    engine[0] = new AuthorizationEngine(Switch.engineContext(config), outcomes);
                    return engine[0];
                })
                .outcomeSink(this)
                .listener(new HostListener() {
                    @Override
                    public void onFatal(final Throwable cause) {
                        fatal = cause;
                    }
                }));
    }

    private ClusterEngine cluster(final SwitchConfig.Membership membership) {
        final GatewayConfig own = membership.gateway();
        return new ClusterEngine(
                new SwitchConfig.Membership(
                        new GatewayConfig(IMPORT_GATEWAY, own.host(), 0, own.idle(), own.maxUnanswered()),
                        membership.cluster()),
                this, cause -> fatal = cause, CLUSTER_PATIENCE_MS);
    }

    private void install(final Runnable start, final LongSupplier policyHash) {
        try {
            start.run();
            policy.install(host, policyHash.getAsLong());
        } catch (final RuntimeException e) {
            closeHost.run();
            throw Faults.ofJournal(e);
        }
    }

    /** Puts in all rows of a file. @param afterEach row that was taken */
    void putAll(final CsvTable table, final ImportRows rows, final Runnable afterEach) {
        final UnsafeBuffer command = new UnsafeBuffer(new byte[ImportRows.MAX_COMMAND]);
        table.forEach(row -> {
            put(row.line(), command, rows.encode(row, command));
            afterEach.run();
        });
    }

    /**
     * Takes a command, waiting for room.
     *
     * @param line of the file, for messages; also the command's correlation
     */
    private void put(final long line, final DirectBuffer command, final int length) {
        while (true) {
            final Ingress.Result result = host.offer(Ingress.Lane.REQUEST, command, 0, length);
            if (result == Ingress.Result.ACCEPTED) {
                offered++;
                return;
            }
            if (result == Ingress.Result.CLOSED) {
                throw UserError.failed("the import stopped at line " + line + ": " + fatal);
            }
            LockSupport.parkNanos(RETRY_NS);
        }
    }

    /** Waits until all is durable. */
    void await() {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STALL_MS);
        while (answered < offered) {
            if (fatal != null || System.nanoTime() - deadlineNs > 0) {
                throw UserError.failed("the import stopped: "
                        + (fatal == null ? "the disk does not answer" : fatal.getMessage()));
            }
            LockSupport.parkNanos(RETRY_NS);
        }
    }

    /** Any thread. @return rows that are durable. */
    long answered() {
        return answered;
    }

    /** After {@link #await}. */
    long count(final AdminResult result) {
        return counts.getOrDefault(result, 0L);
    }

    /** After {@link #await}. @return the first lines that the engine refused, with its reason. */
    Map<Long, AdminResult> problems() {
        return problems;
    }

    @Override
    public void onOutcome(final DirectBuffer bytes, final int offset, final int length) {
        if (Commands.templateId(bytes, offset) != AdminReplyDecoder.TEMPLATE_ID) {
            return;
        }
        reply.wrapAndApplyHeader(bytes, offset, replyHeader);
        final AdminResult result = AdminResult.ofCode(reply.result());
        if (reply.replyTo().connectionId() != CONNECTION) {
            policy.accept(result);
            return;
        }
        counts.merge(result, 1L, Long::sum);
        if (result != AdminResult.DONE && result != AdminResult.ALREADY_THERE && problems.size() < MAX_PROBLEMS) {
            problems.put(reply.replyTo().correlationId(), result);
        }
        answered++; // one writer
    }

    @Override
    public void onBatchEnd() {
        // nothing is gathered
    }

    @Override
    public void close() {
        closeHost.run();
    }
}
