package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.telemetry.SnapshotCounters;
import io.ayni.connectors.telemetry.SwitchMetrics;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.LinkHolder;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.host.ring.RingHost;
import io.ayni.core.host.ring.RingHostContext;
import io.ayni.core.journal.JournalStorage;
import io.ayni.core.journal.SnapshotDirectory;
import java.util.function.Consumer;

/** The engine in this process, behind ring and journal, and a second one that takes its snapshots. */
final class RingEngine implements EngineHost {
    private final SwitchConfig config;
    private final SnapshotCounters snapshotCounters;
    private final HostLog log;
    private final JournalStorage journal;
    private final RingHost host;
    private AuthorizationEngine engine;
    private SnapshotThread snapshots;

    RingEngine(final SwitchConfig config, final SwitchContext context, final OutcomeSink sink,
            final Consumer<Throwable> onFatal) {
        this.config = config;
        log = new HostLog(onFatal);
        journal = context.journal().apply(config.node().dataDirectory());
        snapshotCounters = new SnapshotCounters(log, context.epochClock());
        Faults.checkDirectory(config.node().dataDirectory());
        host = new RingHost(new RingHostContext()
                .journalStorage(journal)
                .snapshots(new SnapshotDirectory(config.node().dataDirectory()))
                .epochClock(context.epochClock())
                .nanoClock(context.nanoClock())
                .heartbeatMs(context.heartbeatMs())
                .segmentLength(config.node().journalSegmentBytes())
                .ringSize(config.node().ringSize())
                .waitPreset(config.node().waitPreset())
                .threads(config.node().ringThreads())
                .stateMachine(outcomes -> {
                    engine = new AuthorizationEngine(Switch.engineContext(config), outcomes);
                    return engine;
                })
                .outcomeSink(sink)
                .listener(log)
                .snapshotListener(snapshotCounters));
    }

    @Override
    public void start() {
        try {
            host.start();
        } catch (final RuntimeException e) {
            throw Faults.ofJournal(e);
        }
        if (journal.blockLength() == 1) {
            log.onJournalThroughCache(config.node().dataDirectory());
        }
    }

    @Override
    public Ingress ingress() {
        return host;
    }

    @Override
    public long policyHash() {
        return engine.policyHash();
    }

    @Override
    public void afterPolicy() {
        if (config.node().snapshots().isOn()) {
            snapshots = SnapshotThread.start(Switch.snapshotContext(config).listener(snapshotCounters), host::durableSequence);
        }
    }

    @Override
    public boolean isReady() {
        return host.state() == RingHost.State.RUNNING && !host.isBelowReserve();
    }

    @Override
    public void register(final SwitchMetrics metrics) {
        metrics.host(host).snapshots(snapshotCounters);
    }

    /** Nobody else is there to have it. */
    @Override
    public void claim(final int linkId, final LinkHolder holder) {
        holder.onGranted();
    }

    @Override
    public void close() {
        if (snapshots != null) {
            snapshots.close();
        }
        host.close();
    }
}
