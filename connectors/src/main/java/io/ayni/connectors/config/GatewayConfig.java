package io.ayni.connectors.config;

import io.ayni.core.host.cluster.ClusterIngressContext;
import io.ayni.core.host.cluster.NodeIdle;

/**
 * A gateway's side of a cluster.
 *
 * @param number        of its own among the gateways
 * @param host          of this machine, as the nodes reach it
 * @param port          UDP, where outcomes come in; 0 lets the system choose one
 * @param idle          how its client waits
 * @param maxUnanswered commands on their way at most
 */
public record GatewayConfig(int number, String host, int port, NodeIdle idle, int maxUnanswered) {
    private static final int MAX_GATEWAY = 127;

    static GatewayConfig read(final YamlMap map) {
        map.keys("number", "host", "port", "waitStrategy", "maxUnanswered");
        return new GatewayConfig(
                map.required("number", Values.integer(1, MAX_GATEWAY)),
                map.optional("host", "127.0.0.1", Values::text),
                map.optional("port", 0, Values::port),
                map.optional("waitStrategy", NodeIdle.BALANCED, Values.oneOf(NodeIdle.values(), NodeIdle::configName)),
                map.optional("maxUnanswered", ClusterIngressContext.DEFAULT_MAX_UNANSWERED,
                        Values.integer(64, 1_000_000)));
    }
}
