package io.ayni.connectors.telemetry;

import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.LatencyRecorder;
import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.iso.IsoCounters;
import io.ayni.connectors.channel.json.JsonCounters;
import io.ayni.connectors.network.LinkCounters;
import io.ayni.connectors.network.batch.BatchLink;
import io.ayni.connectors.network.biller.BillerLink;
import io.ayni.connectors.network.interbank.InterbankLink;
import io.ayni.connectors.notify.Postman;
import io.ayni.connectors.operate.LinkRow;
import io.ayni.core.engine.AlarmCode;
import io.ayni.core.host.cluster.ClusterIngress;
import io.ayni.core.host.ring.RingHost;
import io.ayni.core.host.ring.RingHostCounters;
import io.ayni.core.payment.LinkState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The node's metrics. Registered while the node is wired, read by {@link #scrape} from any thread. */
public final class SwitchMetrics implements AutoCloseable {
    private static final double NS_PER_SECOND = 1e9;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final List<LatencyView> latencies = new CopyOnWriteArrayList<>();
    private final EngineLinks engineLinks = new EngineLinks();

    public SwitchMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    /** @return all metrics as Prometheus text. */
    public String scrape() {
        latencies.forEach(LatencyView::refresh);
        engineLinks.refresh();
        return registry.scrape();
    }

    public SwitchMetrics host(final RingHost host) {
        final RingHostCounters counters = host.counters();
        count("ayni.ring.refused", "offers that found no room", Tags.empty(), counters, RingHostCounters::refused);
        count("ayni.ring.commands", "commands journaled and applied", Tags.empty(), counters,
                RingHostCounters::commands);
        count("ayni.ring.queries", "queries answered", Tags.empty(), counters, RingHostCounters::queries);
        count("ayni.ring.outcomes", "outcomes handed out", Tags.empty(), counters, RingHostCounters::outcomes);
        count("ayni.ring.sink.errors", "outcomes lost to an error of their receiver", Tags.empty(), counters,
                RingHostCounters::sinkErrors);
        count("ayni.clock.jumps", "steps of the clock on the wall above 1 s", Tags.empty(), counters,
                RingHostCounters::clockJumps);
        count("ayni.journal.batches", "group commits", Tags.empty(), counters, RingHostCounters::batches);
        count("ayni.journal.bytes", "bytes journaled", Tags.empty(), counters, RingHostCounters::journaledBytes);
        gauge("ayni.journal.sync.last.seconds", "the last write and fdatasync", Tags.empty(), counters,
                each -> each.lastSyncNs() / NS_PER_SECOND);
        gauge("ayni.journal.sync.max.seconds", "the longest write and fdatasync since the start", Tags.empty(),
                counters,
                each -> each.maxSyncNs() / NS_PER_SECOND);
        gauge("ayni.ring.depth", "commands between socket and answer", Tags.empty(), host, RingHost::depth);
        gauge("ayni.ready", "1 while payments are taken", Tags.empty(), host,
                each -> each.state() == RingHost.State.RUNNING && !each.isBelowReserve() ? 1 : 0);
        return this;
    }

    public SwitchMetrics cluster(final ClusterIngress ingress) {
        count("ayni.cluster.refused", "offers that found no room", Tags.empty(), ingress, ClusterIngress::refused);
        count("ayni.cluster.sent.again", "commands sent to a new leader a second time", Tags.empty(), ingress,
                ClusterIngress::sentAgain);
        gauge("ayni.cluster.unanswered", "commands that wait for their answers", Tags.empty(), ingress,
                ClusterIngress::unanswered);
        gauge("ayni.cluster.leader", "the member that leads; -1 while none is known", Tags.empty(), ingress,
                ClusterIngress::leader);
        gauge("ayni.cluster.term", "of the leader: each election adds one", Tags.empty(), ingress,
                ClusterIngress::leadershipTermId);
        gauge("ayni.ready", "1 while payments are taken", Tags.empty(), ingress,
                each -> each.isConnected() && !each.isPressed() ? 1 : 0);
        return this;
    }

    public SwitchMetrics snapshots(final SnapshotCounters counters) {
        count("ayni.snapshot.written", "snapshots written", Tags.empty(), counters, SnapshotCounters::written);
        count("ayni.snapshot.failures", "snapshots that could not be written", Tags.empty(), counters,
                SnapshotCounters::failures);
        count("ayni.snapshot.damaged", "snapshots found damaged and passed over", Tags.empty(), counters,
                SnapshotCounters::damaged);
        gauge("ayni.snapshot.write.seconds", "what writing the last one took", Tags.empty(), counters,
                SnapshotCounters::seconds);
        gauge("ayni.snapshot.bytes", "size of the newest", Tags.empty(), counters, SnapshotCounters::bytes);
        gauge("ayni.snapshot.sequence", "command up to which the newest goes", Tags.empty(), counters,
                SnapshotCounters::sequence);
        gauge("ayni.snapshot.age.seconds", "since the last command in the newest", Tags.empty(), counters,
                SnapshotCounters::ageSeconds);
        return this;
    }

    public SwitchMetrics loops(final EventLoops loops) {
        for (final LoopMailbox mailbox : loops.mailboxes()) {
            final Tags tags = Tags.of("loop", Integer.toString(mailbox.loopIndex()));
            count("ayni.mailbox.dropped", "outcomes that an event loop was too slow for", tags, mailbox,
                    LoopMailbox::dropped);
            gauge("ayni.mailbox.waiting.bytes", "outcomes that wait for the event loop", tags, mailbox,
                    LoopMailbox::waitingBytes);
            gauge("ayni.loop.connections", "callers' connections", tags, mailbox, LoopMailbox::openConnections);
        }
        return this;
    }

    /** @param listener whose requests these are; the quantiles are of the time since the scrape before */
    public SwitchMetrics latency(final String listener, final LatencyRecorder recorder) {
        final LatencyView view = new LatencyView(recorder);
        latencies.add(view);
        for (final double percentile : PERCENTILES) {
            gauge("ayni.request.latency.seconds",
                    "from the last byte in to the first byte out, since the scrape before",
                    Tags.of("listener", listener, "quantile",
                            BigDecimal.valueOf(percentile).movePointLeft(2).toPlainString()),
                    view, each -> each.seconds(percentile));
        }
        return this;
    }

    public SwitchMetrics postman(final Postman postman) {
        postman.counts().forEach(each -> count("ayni.notify.messages", "messages to members by what became of them",
                Tags.of("way", each.way(), "result", each.result()), postman,
                source -> source.messages(each.way(), each.result())));
        return this;
    }

    public SwitchMetrics json(final JsonCounters counters) {
        final Tags tags = Tags.of("listener", "json");
        count("ayni.http.requests", "HTTP requests", tags, counters, JsonCounters::requests);
        count("ayni.http.client.errors", "answers from 400 to 499", tags, counters, JsonCounters::clientErrors);
        count("ayni.http.server.errors", "answers from 500 on", tags, counters, JsonCounters::serverErrors);
        count("ayni.http.unauthenticated", "requests without a right API key", tags, counters,
                JsonCounters::unauthenticated);
        count("ayni.http.back.pressured", "requests that the ring had no room for", tags, counters,
                JsonCounters::backPressured);
        count("ayni.http.timeouts", "requests that came too slowly", tags, counters, JsonCounters::timeouts);
        count("ayni.http.slow.readers", "connections closed because the peer did not read", tags, counters,
                JsonCounters::slowReaders);
        count("ayni.http.refused.connections", "connections above a bound", tags, counters,
                JsonCounters::refusedConnections);
        return this;
    }

    /** @param name of the listener or network */
    public SwitchMetrics iso(final String name, final IsoCounters counters) {
        final Tags tags = Tags.of("peer", name);
        count("ayni.iso.requests", "ISO 8583 messages read", tags, counters, IsoCounters::requests);
        count("ayni.iso.answers", "ISO 8583 messages answered", tags, counters, IsoCounters::answers);
        count("ayni.iso.format.errors", "requests answered 30", tags, counters, IsoCounters::formatErrors);
        count("ayni.iso.dropped", "messages too broken to be answered", tags, counters, IsoCounters::dropped);
        count("ayni.iso.bad.frames", "connections closed for their length header", tags, counters,
                IsoCounters::badFrames);
        count("ayni.iso.back.pressured", "requests answered 96 for want of room", tags, counters,
                IsoCounters::backPressured);
        count("ayni.iso.unawaited", "answers that nobody waits for any more", tags, counters,
                IsoCounters::unawaitedAnswers);
        count("ayni.iso.slow.readers", "connections closed because the peer did not read", tags, counters,
                IsoCounters::stalledPeers);
        count("ayni.iso.refused.connections", "connections not allowed, or above a bound", tags, counters,
                IsoCounters::refusedConnections);
        return this;
    }

    public SwitchMetrics billers(final BillerLink link) {
        return link(link.settings().name(), link, each -> each.state() == LinkState.UP, link.counters());
    }

    public SwitchMetrics batch(final BatchLink link) {
        final Tags tags = Tags.of("link", link.name());
        gauge("ayni.link.up", "1 while the link takes traffic", tags, link,
                each -> each.state() == LinkState.UP ? 1 : 0);
        count("ayni.link.sent", "payments written into files", tags, link, BatchLink::written);
        return this;
    }

    public SwitchMetrics link(final InterbankLink link) {
        final String name = link.settings().network().name();
        final Tags tags = Tags.of("link", name);
        gauge("ayni.link.connections.up", "connections over which payments go", tags, link,
                InterbankLink::connectionsUp);
        count("ayni.link.connects", "connections made", tags, link, each -> each.counters().connects());
        count("ayni.link.lost", "connections that ended", tags, link, each -> each.counters().lost());
        count("ayni.link.suspensions", "times it was taken down because it missed answers", tags, link,
                each -> each.counters().suspended());
        return link(name, link, each -> each.state() == LinkState.UP, link.counters()).iso(name, link.callerCounters());
    }

    private <T> SwitchMetrics link(
            final String name, final T link, final Predicate<T> isUp, final LinkCounters counters) {
        final Tags tags = Tags.of("link", name);
        gauge("ayni.link.up", "1 while the link takes traffic", tags, link, each -> isUp.test(each) ? 1 : 0);
        count("ayni.link.sent", "payments, reversals and inquiries written", tags, counters, LinkCounters::sent);
        count("ayni.link.not.sent", "those that could not be written", tags, counters, LinkCounters::notSent);
        count("ayni.link.answers", "answers passed on", tags, counters, LinkCounters::answers);
        count("ayni.link.unusable.answers", "answers without what tells whose they are", tags, counters,
                LinkCounters::unclear);
        count("ayni.link.refused.commands", "answers the ring had no room for", tags, counters,
                LinkCounters::refusedCommands);
        return this;
    }

    /** What the engine knows of a link; asked of it with each scrape, see {@link #engineLinks}. */
    public SwitchMetrics engineLink(final String name, final int linkId) {
        final Tags tags = Tags.of("link", name);
        gauge("ayni.link.in.flight", "requests whose answer is awaited", tags, engineLinks,
                each -> each.of(linkId, LinkRow::inFlight));
        gauge("ayni.link.reversals.open", "payments whose reversal is not accepted yet", tags, engineLinks,
                each -> each.of(linkId, LinkRow::reversing));
        gauge("ayni.link.reversals.waiting", "of them, those that wait for the link or its window", tags, engineLinks,
                each -> each.of(linkId, LinkRow::queued));
        return this;
    }

    public SwitchMetrics engineLinks(final Callable<List<LinkRow>> source) {
        engineLinks.from(source);
        return this;
    }

    public SwitchMetrics alarms(final AlarmLog alarms) {
        for (final AlarmCode code : AlarmCode.values()) {
            count("ayni.alarms", "what an operator should know", Tags.of("code", code.name().toLowerCase(Locale.ROOT)),
                    alarms,
                    each -> each.count(code));
        }
        return this;
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }

    private <T> void count(final String name, final String help, final Tags tags, final T source,
            final ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, source, value).description(help).tags(tags).register(registry);
    }

    private <T> void gauge(final String name, final String help, final Tags tags, final T source,
            final ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value).description(help).tags(tags).strongReference(true).register(registry);
    }
}
