/**
 * ISO 8583 messages as JSON, an object a line, and back. In: a {@link io.ayni.iso8583.spec.Dialect} and the bytes of a
 * message, or a line of JSON. Out: the other one, or the place in the line that is wrong and what was expected there,
 * nothing of the message. No file, no clock; for tools, not for the way of a payment. May import Jackson and
 * {@code iso8583}.
 */
package io.ayni.connectors.jsonlines;
