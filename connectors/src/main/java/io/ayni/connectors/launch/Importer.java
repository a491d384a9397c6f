package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.Commands;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.host.ring.RingHost;
import io.ayni.core.host.ring.RingHostContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts commands into the journal of a switch that is not running, through ring and engine as any other command: what is
 * imported is durable, and replayed at the next start.
 */
final class Importer implements OutcomeSink, AutoCloseable {
    /** Where the answers go. */
    static final long CONNECTION = 1;
    private static final long RETRY_NS = 100_000;
    private static final long STALL_MS = 30_000;
    private static final int MAX_PROBLEMS = 20;

    private final RingHost host;
    private final PolicyInstaller policy;
    private long offered;

    // outcome thread
    private final MessageHeaderDecoder replyHeader = new MessageHeaderDecoder();
    private final AdminReplyDecoder reply = new AdminReplyDecoder();
    private final Map<AdminResult, Long> counts = new EnumMap<>(AdminResult.class);
    private final Map<Long, AdminResult> problems = new TreeMap<>();
    private volatile long answered;

    Importer(final SwitchConfig config) {
        policy = new PolicyInstaller(config);
        Faults.checkDirectory(config.node().dataDirectory());
        final AuthorizationEngine[] engine = new AuthorizationEngine[1];
        host = new RingHost(new RingHostContext()
                .journalDirectory(config.node().dataDirectory())
                .segmentLength(config.node().journalSegmentBytes())
                .ringSize(config.node().ringSize())
                .waitPreset(config.node().waitPreset())
                .stateMachine(outcomes -> {
                    engine[0] = new AuthorizationEngine(Switch.engineContext(config), outcomes);
                    return engine[0];
                })
                .outcomeSink(this));
        try {
            host.start();
        } catch (final RuntimeException e) {
            throw Faults.ofJournal(e);
        }
        try {
            policy.install(host, engine[0].policyHash());
        } catch (final RuntimeException e) {
            host.close();
            throw e;
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
                throw UserError.failed("the import stopped at line " + line + ": " + host.fatal());
            }
            LockSupport.parkNanos(RETRY_NS);
        }
    }

    /** Waits until all is durable. */
    void await() {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STALL_MS);
        while (answered < offered) {
            if (host.fatal() != null || System.nanoTime() - deadlineNs > 0) {
                throw UserError.failed("the import stopped: "
                        + (host.fatal() == null ? "the disk does not answer" : host.fatal().getMessage()));
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
        host.close();
    }
}
