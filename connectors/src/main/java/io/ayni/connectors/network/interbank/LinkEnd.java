package io.ayni.connectors.network.interbank;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/** Who calls whom on a link. */
public sealed interface LinkEnd {
    /** We call. @param host looked up at each connect */
    record Client(String host, int port) implements LinkEnd {
    }

    /**
     * The network calls.
     *
     * @param address where we wait; port 0 lets the system choose
     * @param allowed addresses it calls from; none: this machine alone
     */
    record Server(InetSocketAddress address, Set<InetAddress> allowed) implements LinkEnd {
        public Server {
            allowed = Set.copyOf(allowed);
        }

        boolean isAllowed(final InetAddress caller) {
            return allowed.isEmpty() ? caller.isLoopbackAddress() : allowed.contains(caller);
        }
    }
}
