/**
 * Channel servers that speak JSON over HTTP/1.1. In: requests, kept alive and pipelined. Out: commands through the
 * ingress, and answers in the order of the requests. Every limit of size, time and number stands here; what a body
 * means is {@code translate}'s. May not import ISO 8583 or the engine.
 * <pre>
 * socket → QuotaHandler → [TLS] → PeerReadWatch → RequestClock → HttpRequestDecoder → JsonConnection
 *                                                                                       ⇅
 *                                                                             Ingress, LoopMailbox
 * </pre>
 */
package io.ayni.connectors.channel.json;
