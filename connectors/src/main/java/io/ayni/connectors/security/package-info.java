/**
 * Keys and what is made with them: API keys, one-time passwords and their MACs, soft tokens, hashes
 * of cards, sealed cards, PINs on their way to the card processor, TLS contexts. Secrets
 * come in from files outside the journal; out go MACs, hashes and yes or no. Imports no channel, no wire format and no
 * engine; writes no log.
 */
package io.ayni.connectors.security;
