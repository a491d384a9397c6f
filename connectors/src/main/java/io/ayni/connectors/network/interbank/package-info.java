/**
 * The link to the interbank network, and to the card processor, which differs in its messages alone: a client over
 * ISO 8583 that signs on, echoes and reconnects. In: {@code NetworkSend} outcomes, and messages of the network. Out:
 * 0100/0200/0420/0421 on the wire; {@code NetworkAnswer}, {@code NetworkSendFailed} and {@code LinkStatus} commands, and
 * the requests the network makes on the same link. Time-outs of payments, correlation and repeats of reversals belong to
 * the engine: nothing here need survive a crash. May import {@code channel}, {@code frame}, {@code translate} and Netty;
 * no JSON.
 */
package io.ayni.connectors.network.interbank;
