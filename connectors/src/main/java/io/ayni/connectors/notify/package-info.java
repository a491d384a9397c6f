/**
 * What members are told: one-time passwords and notices. In: a reply that says a password is valid now, and the
 * password, on the event loop that made it; the engine's notices, on the outcome thread. Out: messages in Spanish, to
 * the demo inbox, a mail server, a web service, on threads of their own. The password goes to the member and nowhere
 * else: no log, no metric, no text of an exception. Knows the log format; no wire format of a network, no channel.
 */
package io.ayni.connectors.notify;
