/**
 * The payment: its record, its states and the moves between them, with what each does to hold, limit and ledger. In:
 * decisions of the engine. Out: state. Emits nothing and decides no decline.
 */
package io.ayni.core.payment;
