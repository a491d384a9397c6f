package io.ayni.connectors.channel.json;

import io.ayni.connectors.translate.JsonReplies.Asked;
import io.ayni.connectors.translate.JsonTranslator;
import io.netty.buffer.ByteBuf;

/**
 * One request and its answer. What may not enter a command, such as a one-time password, lives here until the answer.
 */
final class Exchange {
    /** Of the command: the place of the request on its connection, from 1. */
    long correlationId;
    /** When the whole request was there, by the loop's own clock. */
    long arrivedNs;
    /** What was asked for; null for anything but a payment. */
    Asked asked;
    int peerId;
    String idempotencyKey;
    int code = JsonTranslator.NO_CODE;
    /** The payment has been looked up; the step-up is on its way. */
    boolean isLookedUp;
    boolean keepsAlive;
    /** Null until it is known. */
    ByteBuf response;

    void begin(final long id) {
        correlationId = id;
        asked = null;
        peerId = 0;
        isLookedUp = false;
        keepsAlive = true;
        response = null;
        forgetSecrets();
    }

    void forgetSecrets() {
        idempotencyKey = null;
        code = JsonTranslator.NO_CODE;
    }

    boolean isDone() {
        return response != null;
    }
}
