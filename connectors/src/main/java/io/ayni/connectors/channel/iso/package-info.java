/**
 * Callers over ISO 8583: listeners, and what is common to any connection on which a peer asks us (the outbound links
 * use it for what networks ask). In: frames of peers known by listener and address. Out: commands offered to the
 * {@code Ingress}; answers, made of the request's own image, on the event loop that read it. All of a connection's
 * state dies with it. May import {@code channel}, {@code frame}, {@code translate}, {@code security}, Netty; no JSON,
 * no engine.
 */
package io.ayni.connectors.channel.iso;
