/**
 * Event loops, and the way of outcomes to them. In: durable outcomes on the host's outcome thread. Out: calls on the
 * event loop that owns the caller's connection or the outbound link. Knows the log format's routing fields, Netty's
 * loops and nothing of HTTP, JSON, ISO 8583 or the engine.
 * <pre>
 * outcome thread ─ OutcomeRouter ─┬─ LoopMailbox 0 ─→ loop 0 ─→ ReplyReceiver (connections), SendReceiver (links)
 *                                 └─ LoopMailbox 1 ─→ loop 1 ─→ …
 * </pre>
 */
package io.ayni.connectors.channel;
