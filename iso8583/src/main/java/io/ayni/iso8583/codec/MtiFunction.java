package io.ayni.iso8583.codec;

/** Third digit of the message type indicator. */
public enum MtiFunction {
    REQUEST, RESPONSE, ADVICE, ADVICE_RESPONSE, NOTIFICATION, NOTIFICATION_ACKNOWLEDGEMENT, INSTRUCTION,
    INSTRUCTION_ACKNOWLEDGEMENT, RESERVED
}
