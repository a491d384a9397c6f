package io.ayni.iso8583.codec;

/** First digit of the message type indicator. */
public enum MtiVersion {
    ISO_1987, ISO_1993, ISO_2003, RESERVED, NATIONAL, PRIVATE
}
