package io.ayni.connectors.translate;

import java.util.Currency;

/** ISO 4217 numbers of the log format as the JDK's currencies, for who writes amounts. */
public final class CurrencyCodes {
    private static final Currency NONE = Currency.getInstance("XXX");

    private CurrencyCodes() {
    }

    /** @return XXX, which has no fractions, for a number of none. */
    public static Currency of(final int number) {
        final String code = Currencies.code(number);
        return code.length() == 3 && Character.isLetter(code.charAt(0)) ? Currency.getInstance(code) : NONE;
    }
}
