package io.ayni.connectors.launch;

import io.ayni.core.host.LinkHolder;

/** Where a process asks for its links: a switch on one machine has them all, of a cluster's gateways one has each. */
@FunctionalInterface
interface LinkClaims {
    void claim(int linkId, LinkHolder holder);
}
