/**
 * ISO 8583 messages in place in a buffer: dialects as data, reusable flyweights, result codes instead of exceptions.
 * Knows Agrona and nothing of the switch.
 */
package io.ayni.iso8583;
