/**
 * Accounts, cards, holds and postings. In: ids and amounts that were checked. Out: balances. Refuses by exception what
 * would unbalance the books; decides no payment.
 */
package io.ayni.core.ledger;
