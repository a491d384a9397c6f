/**
 * Where a message starts and ends on a stream. In: bytes as the socket brings them, in any pieces. Out: one
 * {@link io.netty.buffer.ByteBuf} a message, without its frame. A format is data, so a new one is a value, not a class.
 * May import Netty, and of this house the dialects of io.ayni.iso8583.
 */
package io.ayni.connectors.frame;
