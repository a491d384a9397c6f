package io.ayni.connectors.launch;

import io.ayni.connectors.config.IsoListenerConfig;
import io.ayni.connectors.config.JsonListenerConfig;
import io.ayni.connectors.config.SwitchConfig;

/** Refuses to listen where strangers can reach it without knowing who calls, and without TLS. */
final class ExposureCheck {
    private ExposureCheck() {
    }

    /** @throws UserError with what is missing */
    static void check(final SwitchConfig config) {
        config.json().ifPresent(ExposureCheck::check);
        config.iso().forEach(ExposureCheck::check);
    }

    private static void check(final JsonListenerConfig listener) {
        if (listener.bind().isLoopback()) {
            return;
        }
        if (listener.channels().isEmpty()) {
            throw refuse("listen.json", listener.bind().address().getHostAddress(),
                    "channels with the SHA-256 of their API keys");
        }
        if (listener.tls().isEmpty()) {
            throw refuse("listen.json", listener.bind().address().getHostAddress(), "tls: certificate and key");
        }
    }

    private static void check(final IsoListenerConfig listener) {
        if (listener.bind().isLoopback()) {
            return;
        }
        final String name = "listen.iso '" + listener.name() + "'";
        if (listener.allow().isEmpty()) {
            throw refuse(name, listener.bind().address().getHostAddress(), "allow: the addresses of the peer");
        }
        if (listener.tls().isEmpty()) {
            throw refuse(name, listener.bind().address().getHostAddress(), "tls: certificate and key");
        }
    }

    private static UserError refuse(final String listener, final String address, final String missing) {
        return UserError.wrongUse(listener + " listens on " + address + ", beyond this machine, and lacks " + missing
                + "; add it, or listen on 127.0.0.1");
    }
}
