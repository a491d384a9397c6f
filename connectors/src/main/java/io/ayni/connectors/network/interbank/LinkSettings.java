package io.ayni.connectors.network.interbank;

import io.ayni.connectors.translate.IsoPeer;
import io.ayni.connectors.translate.IsoProfile;

import java.util.Objects;

/**
 * One outbound link as configuration describes it.
 *
 * @param linkId      in commands and outcomes
 * @param end         who calls whom
 * @param connections over which the one logical link spreads its requests; an answer may come over any
 * @param network     dialect, frame and profile of its messages, role and peer id of the requests it makes of us
 * @param timings     its patience
 * @param maxInFlight requests of the network over one connection that wait for our answers; more are not read
 */
public record LinkSettings(
    int linkId, LinkEnd end, int connections, IsoPeer network, LinkTimings timings, int maxInFlight) {

    public static final int MAX_CONNECTIONS = 64;

    public LinkSettings {
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(timings, "timings");
        if (connections < 1 || connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException("a link has 1 to " + MAX_CONNECTIONS + " connections");
        }
    }

    /** A link of one connection that we make and sign on. */
    public LinkSettings(
        final int linkId, final String host, final int port, final IsoPeer network, final LinkTimings timings,
        final int maxInFlight) {
        this(linkId, new LinkEnd.Client(host, port), 1, network, timings, maxInFlight);
    }

    boolean calls() {
        return end instanceof LinkEnd.Client;
    }

    /** @return who asks for traffic, named outright. */
    IsoProfile.SignOn signOn() {
        final IsoProfile.SignOn named = network.profile().signOn();
        return named != IsoProfile.SignOn.CALLER ? named : calls() ? IsoProfile.SignOn.US : IsoProfile.SignOn.NETWORK;
    }
}
