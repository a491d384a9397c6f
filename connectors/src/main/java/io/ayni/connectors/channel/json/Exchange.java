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
    /** What becomes of the engine's words; null when it is not asked. */
    Conversation conversation;
    Asked asked;
    int peerId;
    String idempotencyKey;
    int code = JsonTranslator.NO_CODE;
    /** How far the conversation has come, from 0. */
    int step;
    /** Of the payment in the path. */
    long paymentId;
    /** To capture; 0 the whole. */
    long amountMinor;
    boolean keepsAlive;
    /** Null until it is known. */
    ByteBuf response;

    void begin(final long id) {
        correlationId = id;
        conversation = null;
        asked = null;
        peerId = 0;
        step = 0;
        paymentId = 0;
        amountMinor = 0;
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
