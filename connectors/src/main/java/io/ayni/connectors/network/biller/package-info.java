/**
 * Links to billers over HTTP and JSON. In: {@code NetworkSend} (a payment, or what became of it), {@code ScheduleDue},
 * and inquiries of channels. Out: HTTP requests under our own reference; {@code BillerAnswer}, {@code ScheduleBill},
 * {@code NetworkSendFailed} only for what never left, {@code LinkStatus}. Silence and whatever cannot be understood lead
 * to no command: the engine asks. May import {@code channel}, {@code translate} and the JDK's HTTP client; no JSON, no
 * ISO 8583.
 */
package io.ayni.connectors.network.biller;
