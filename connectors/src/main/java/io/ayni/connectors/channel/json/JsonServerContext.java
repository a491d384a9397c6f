package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.LatencyRecorder;
import io.ayni.connectors.config.JsonListenerConfig;
import io.ayni.connectors.notify.Notifier;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.core.host.Ingress;
import io.netty.handler.ssl.SslContext;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a {@link JsonServer} is made of.
 *
 * @param latencies of requests, with a place for each event loop
 * @param epochMs   clock for the {@code Date} header, the days that readers ask for and the codes of soft tokens
 */
public record JsonServerContext(
        JsonListenerConfig config,
        Optional<SslContext> tls,
        Ingress ingress,
        EdgeKeys keys,
        Notifier notifier,
        NodeView node,
        EdgeServices services,
        JsonCounters counters,
        LatencyRecorder latencies,
        LongSupplier epochMs) {
}
