package io.ayni.connectors.config;

import io.ayni.core.host.cluster.ClusterMember;
import io.ayni.core.host.cluster.ClusterTimings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What all nodes and gateways of a cluster have in common.
 *
 * @param members of the cluster: three, or one
 */
public record ClusterConfig(List<ClusterMember> members, ClusterTimings timings) {
    private static final int MAX_MEMBERS = 7;

    static ClusterConfig read(final YamlMap map) {
        map.keys("members", "heartbeatInterval", "heartbeatTimeout", "electionTimeout", "sessionTimeout");
        final List<ClusterMember> members = map.sections("members", ClusterConfig::member);
        if (members.isEmpty() || members.size() > MAX_MEMBERS || members.size() % 2 == 0) {
            throw map.errorAt("members", "an odd number up to " + MAX_MEMBERS + " makes a majority, found "
                    + members.size());
        }
        final Set<Integer> ids = new HashSet<>();
        members.forEach(each -> ids.add(each.id()));
        for (int id = 0; id < members.size(); id++) {
            if (!ids.contains(id)) {
                throw map.errorAt("members", "ids go from 0 on, without gaps: " + id + " is missing");
            }
        }
        final ClusterTimings usual = ClusterTimings.DEFAULT;
        final ClusterTimings timings = new ClusterTimings(
                map.optional("heartbeatInterval", usual.heartbeatIntervalMs(), Values.duration(1)),
                map.optional("heartbeatTimeout", usual.heartbeatTimeoutMs(), Values.duration(10)),
                map.optional("electionTimeout", usual.electionTimeoutMs(), Values.duration(10)),
                map.optional("sessionTimeout", usual.sessionTimeoutMs(), Values.duration(100)));
        if (timings.heartbeatTimeoutMs() < 2 * timings.heartbeatIntervalMs()) {
            throw map.errorAt("heartbeatTimeout", "must be at least twice the heartbeatInterval");
        }
        return new ClusterConfig(members, timings);
    }

    private static ClusterMember member(final YamlMap map) {
        map.keys("id", "host", "port");
        return new ClusterMember(
                map.required("id", Values.integer(0, MAX_MEMBERS - 1)),
                map.required("host", Values::text),
                map.required("port", Values.integer(1, 65_535 - ClusterMember.PORTS)));
    }
}
