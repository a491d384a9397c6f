/**
 * Keys and what is made with them: API keys, one-time passwords and their MACs, hashes of cards, TLS contexts. Secrets
 * come in from files outside the journal; out go MACs, hashes and yes or no. Imports no channel, no wire format and no
 * engine; writes no log.
 */
package io.ayni.connectors.security;
