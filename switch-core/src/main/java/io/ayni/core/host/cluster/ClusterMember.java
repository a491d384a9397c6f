package io.ayni.core.host.cluster;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A node of a cluster, as the others and the gateways reach it: a host, and {@link #PORTS} UDP ports from the first on.
 * <pre>
 *   port + 0  gateways       port + 1  votes and heartbeats   port + 2  the log
 *   port + 3  who catches up port + 4  the archive
 * </pre>
 *
 * @param id from 0 on
 */
public record ClusterMember(int id, String host, int port) {
    /** Ports a member takes. */
    public static final int PORTS = 5;

    String ingressEndpoint() {
        return endpoint(0);
    }

    String archiveEndpoint() {
        return endpoint(PORTS - 1);
    }

    private String endpoint(final int offset) {
        return host + ':' + (port + offset);
    }

    private String endpoints() {
        return id + "," + endpoint(0) + ',' + endpoint(1) + ',' + endpoint(2) + ',' + endpoint(3) + ',' + endpoint(4);
    }

    /** @return the members as a consensus module reads them. */
    static String allEndpoints(final List<ClusterMember> members) {
        return members.stream().map(ClusterMember::endpoints).collect(Collectors.joining("|"));
    }

    /** @return the members as a client of the cluster reads them. */
    static String ingressEndpoints(final List<ClusterMember> members) {
        return members.stream().map(each -> each.id + "=" + each.ingressEndpoint()).collect(Collectors.joining(","));
    }
}
