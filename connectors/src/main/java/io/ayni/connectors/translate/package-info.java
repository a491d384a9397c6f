/**
 * The only place that knows both sides. In: ISO 8583 messages or JSON, and the outcomes of the engine. Out: commands of
 * the log format, and answers as bytes. Runs on the event loops, keeps nothing between messages, allocates nothing on
 * the way of a payment. May import {@code io.ayni.iso8583} and {@code io.ayni.core.{command,payment,host}}; no Netty
 * channel, no socket, no clock.
 */
package io.ayni.connectors.translate;
