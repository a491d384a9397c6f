package io.ayni.connectors.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a listener stands.
 *
 * @param address of an interface of this machine
 * @param port    0 lets the system choose one
 */
public record BindAddress(InetAddress address, int port) {
    static BindAddress read(final YamlMap map, final int defaultPort) {
        return new BindAddress(
                map.optional("address", InetAddress.getLoopbackAddress(), BindAddress::address),
                map.optional("port", defaultPort, Values::port));
    }

    /** Reads an address in numbers: names are not looked up here. */
    static InetAddress address(final String value) {
        final boolean isLiteral = value.matches("\\d{1,3}(\\.\\d{1,3}){3}")
                || value.indexOf(':') >= 0 && value.matches("[0-9a-fA-F:.]+");
        try {
            if (isLiteral) {
                return InetAddress.getByName(value);
            }
        } catch (final UnknownHostException e) {
            // told below
        }
        throw new IllegalArgumentException("expected an IP address such as 127.0.0.1");
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    public boolean isLoopback() {
        return address.isLoopbackAddress();
    }
}
