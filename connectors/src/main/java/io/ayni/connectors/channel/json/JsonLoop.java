package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.LatencyRecorder;
import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.ReadPressure;
import io.ayni.connectors.config.JsonListenerConfig;
import io.ayni.connectors.notify.Notifier;
import io.ayni.connectors.security.ApiKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.translate.CommandFrame;
import io.ayni.connectors.translate.JsonReplies;
import io.ayni.connectors.translate.JsonTranslator;
import io.ayni.connectors.translate.JsonWriter;
import io.ayni.connectors.translate.MemberReplies;
import io.ayni.connectors.translate.MemberTranslator;
import io.ayni.core.host.Ingress;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.function.LongSupplier;

/** What the connections of one event loop share, so that none of it needs a lock. */
final class JsonLoop {
    private static final String LOCAL_CHANNEL = "local";

    final Ingress ingress;
    final LoopMailbox mailbox;
    final ReadPressure pressure;
    final ApiKeys apiKeys;
    final int[] peerIds;
    final Notifier notifier;
    final NodeView node;
    final EdgeServices services;
    final JsonCounters counters;
    final LatencyRecorder latencies;
    final LongSupplier epochMs;
    final RouteMatch match = new RouteMatch();
    final CommandFrame frame = new CommandFrame();
    final JsonTranslator translator;
    final MemberTranslator members;
    final JsonWriter writer = new JsonWriter();
    final JsonReplies replies = new JsonReplies(writer);
    final MemberReplies memberReplies = new MemberReplies(writer, replies);
    final HttpResponses responses;
    final Conversations conversations;
    final Requests requests;
    final int maxInFlight;
    private final List<JsonListenerConfig.Channel> channels;

    JsonLoop(final JsonServerContext context, final LoopMailbox mailbox, final EventExecutor loop) {
        this.ingress = context.ingress();
        this.mailbox = mailbox;
        this.pressure = new ReadPressure(ingress, loop);
        this.channels = context.config().channels();
        this.apiKeys = new ApiKeys(channels.stream().map(JsonListenerConfig.Channel::apiKeySha256).toList());
        this.peerIds = channels.stream().mapToInt(JsonListenerConfig.Channel::peerId).toArray();
        this.notifier = context.notifier();
        this.node = context.node();
        this.services = context.services();
        this.counters = context.counters();
        this.latencies = context.latencies();
        this.epochMs = context.epochMs();
        final RandomSource random = new RandomSource();
        this.translator = new JsonTranslator(
                frame, context.keys(), random, services.sealer(), services.facts());
        this.members = new MemberTranslator(frame, context.keys(), random, services.sealer());
        this.responses = new HttpResponses(context.epochMs());
        this.conversations = new Conversations(this);
        this.requests = new Requests(this);
        this.maxInFlight = context.config().limits().inFlight();
    }

    /** @return as the listener's configuration calls it. */
    String channelName(final int peerId) {
        for (final JsonListenerConfig.Channel channel : channels) {
            if (channel.peerId() == peerId) {
                return channel.name();
            }
        }
        return LOCAL_CHANNEL;
    }
}
