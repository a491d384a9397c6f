package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.LatencyRecorder;
import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.ReadPressure;
import io.ayni.connectors.config.JsonListenerConfig;
import io.ayni.connectors.notify.Notifier;
import io.ayni.connectors.security.ApiKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.translate.JsonReplies;
import io.ayni.connectors.translate.JsonTranslator;
import io.ayni.connectors.translate.JsonWriter;
import io.ayni.core.host.Ingress;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;

/** What the connections of one event loop share, so that none of it needs a lock. */
final class JsonLoop {
    final Ingress ingress;
    final LoopMailbox mailbox;
    final ReadPressure pressure;
    final ApiKeys apiKeys;
    final int[] peerIds;
    final Notifier notifier;
    final NodeView node;
    final JsonCounters counters;
    final LatencyRecorder latencies;
    final JsonTranslator translator;
    final JsonWriter writer = new JsonWriter();
    final JsonReplies replies = new JsonReplies(writer);
    final HttpResponses responses;
    final int maxInFlight;

    JsonLoop(final JsonServerContext context, final LoopMailbox mailbox, final EventExecutor loop) {
        this.ingress = context.ingress();
        this.mailbox = mailbox;
        this.pressure = new ReadPressure(ingress, loop);
        final List<JsonListenerConfig.Channel> channels = context.config().channels();
        this.apiKeys = new ApiKeys(channels.stream().map(JsonListenerConfig.Channel::apiKeySha256).toList());
        this.peerIds = channels.stream().mapToInt(JsonListenerConfig.Channel::peerId).toArray();
        this.notifier = context.notifier();
        this.node = context.node();
        this.counters = context.counters();
        this.latencies = context.latencies();
        this.translator = new JsonTranslator(context.keys(), new RandomSource());
        this.responses = new HttpResponses(context.epochMs());
        this.maxInFlight = context.config().limits().inFlight();
    }
}
