package io.ayni.connectors.launch;

/**
 * What a caller of the demo was answered.
 *
 * @param paymentId  13 characters; empty when none came back
 * @param state      of the payment; over ISO 8583, which has none, what the code means
 * @param code       DE39
 * @param body       JSON; empty over ISO 8583
 * @param latencyNs  from the first byte sent to the last received
 */
record DemoAnswer(String paymentId, String state, String code, String body, long latencyNs) {
}
