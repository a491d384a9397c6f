/**
 * What members are told: one-time passwords today. In: a reply that says a password is valid now, and the password, on
 * the event loop that made it. Out: a message in Spanish. The password goes to the member and nowhere else: no log, no
 * metric. Knows the log format; no wire format, no channel.
 */
package io.ayni.connectors.notify;
