/**
 * What the node tells about itself: Prometheus text made of the counters that the other packages keep, and the engine's
 * alarms as log lines. Reads, never writes; nothing here is on the way of a payment. No PAN, no password, no account.
 */
package io.ayni.connectors.telemetry;
