package io.ayni.connectors.simulator;

/**
 * What the switch answered to a message of a simulated network.
 *
 * @param mti          0210 or 0430
 * @param responseCode DE39
 * @param approvalCode DE38, empty when none
 */
public record CreditAnswer(String mti, String responseCode, String approvalCode) {
}
