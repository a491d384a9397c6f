package io.ayni.iso8583.codec;

/** Second digit of the message type indicator. */
public enum MtiClass {
    RESERVED, AUTHORIZATION, FINANCIAL, FILE_ACTION, REVERSAL_OR_CHARGEBACK, RECONCILIATION, ADMINISTRATIVE,
    FEE_COLLECTION, NETWORK_MANAGEMENT
}
