package io.ayni.connectors.network.interbank;

import io.ayni.connectors.translate.IsoPeer;

import java.util.Objects;

/**
 * One outbound link as configuration describes it.
 *
 * @param linkId      in commands and outcomes
 * @param host        looked up at each connect
 * @param port        there
 * @param network     dialect and frame of its messages, role and peer id of the requests it makes of us
 * @param timings     its patience
 * @param maxInFlight requests of the network that wait for our answers; more are not read
 */
public record LinkSettings(
    int linkId, String host, int port, IsoPeer network, LinkTimings timings, int maxInFlight) {

    public LinkSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(timings, "timings");
    }
}
