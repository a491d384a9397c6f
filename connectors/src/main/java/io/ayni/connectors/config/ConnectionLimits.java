package io.ayni.connectors.config;

/**
 * Bounds of a listener.
 *
 * @param connections           open at the same time, in all
 * @param connectionsPerAddress of one peer address
 * @param inFlight              requests of one connection that wait for their answers; more are not read
 */
public record ConnectionLimits(int connections, int connectionsPerAddress, int inFlight) {
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(4_096, 256, 4_096);

    static ConnectionLimits read(final YamlMap map) {
        map.keys("connections", "connectionsPerAddress", "inFlight");
        return new ConnectionLimits(
                map.optional("connections", DEFAULT.connections, Values.integer(1, 1_000_000)),
                map.optional("connectionsPerAddress", DEFAULT.connectionsPerAddress, Values.integer(1, 1_000_000)),
                map.optional("inFlight", DEFAULT.inFlight, Values.integer(1, 1 << 16)));
    }
}
