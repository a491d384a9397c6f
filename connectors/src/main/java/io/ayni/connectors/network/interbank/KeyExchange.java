package io.ayni.connectors.network.interbank;

import io.ayni.core.command.ResponseCode;

/** What becomes of a key that the network sends in an 0800. The field holds it under another key, never in clear. */
@FunctionalInterface
public interface KeyExchange {
    /** Of a network that sends none: what comes nevertheless is answered 57. */
    KeyExchange REFUSED = field -> ResponseCode.NOT_PERMITTED;

    /**
     * Called on a thread that may wait for the disk.
     *
     * @param field as it came
     * @return DE39 of the 0810, packed; 00 once the key is kept and in use
     */
    int onKey(byte[] field);
}
