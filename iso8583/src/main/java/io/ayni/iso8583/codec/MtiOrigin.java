package io.ayni.iso8583.codec;

/** Fourth digit of the message type indicator. */
public enum MtiOrigin {
    ACQUIRER, ACQUIRER_REPEAT, ISSUER, ISSUER_REPEAT, OTHER, OTHER_REPEAT, RESERVED
}
