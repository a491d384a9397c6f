package io.ayni.connectors.config;

import java.util.Currency;

/**
 * Accounts of the institution itself in one currency, packed; opened at the first start.
 *
 * @param suspense       differences that a person must look at
 * @param opening        the other side of opening balances
 * @param cardSettlement the other side of what cards of the cooperative do
 */
public record InstitutionAccounts(long fees, long taxes, long suspense, long opening, long cardSettlement) {
    /** The accounts of a further currency. */
    public record Book(Currency currency, InstitutionAccounts accounts) {
    }

    static InstitutionAccounts read(final YamlMap map, final OwnAccounts own) {
        map.keys("fees", "taxes", "suspense", "opening", "cardSettlement");
        return new InstitutionAccounts(
                map.required("fees", own::add),
                map.required("taxes", own::add),
                map.required("suspense", own::add),
                map.required("opening", own::add),
                map.required("cardSettlement", own::add));
    }
}
