/**
 * Documents for members, in Spanish: receipts of payments and statements of accounts. In: what the engine says of them
 * and what the institution calls itself. Out: JSON, text, CSV and PDF. No socket, no clock, no state; slow, so never on
 * an event loop but for JSON and text. May not import channels, networks or ISO 8583.
 */
package io.ayni.connectors.receipt;
