/**
 * Links to billers that fetch files: one a biller and effective day, appended to and synced. In: {@code NetworkSend}
 * (a payment, or what became of it). Out: a line of CSV; {@code BillerAnswer} PAID once it is on disk, {@code
 * LinkStatus}. The files are the only state: after a crash they are read again, and a line that was cut short is cut
 * off. May import {@code channel} and {@code translate}; no socket.
 */
package io.ayni.connectors.network.batch;
