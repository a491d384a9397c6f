package io.ayni.connectors.launch;

import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;

/**
 * One line of an accounts file.
 *
 * @param account  packed
 * @param currency ISO 4217, as a number
 */
record AccountRow(
        long account,
        long member,
        int currency,
        AccountStatus status,
        Signature signature,
        long authorisedLineMinor,
        long openingBalanceMinor) {
}
