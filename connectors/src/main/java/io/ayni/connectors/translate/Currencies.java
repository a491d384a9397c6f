package io.ayni.connectors.translate;

import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** ISO 4217, from the three letters or digits to the number and back. */
final class Currencies {
    static final int UNKNOWN = -1;
    private static final Map<String, Integer> NUMBERS = new HashMap<>();
    private static final String[] CODES = new String[1_000];

    static {
        // A number may have belonged to an older currency too: those in use somewhere come first.
        for (final Locale country : Locale.getAvailableLocales()) {
            if (country.getCountry().length() == 2) {
                put(currencyOf(country));
            }
        }
        Currency.getAvailableCurrencies().forEach(Currencies::put);
    }

    private Currencies() {
    }

    /** @return the number, or {@link #UNKNOWN}. */
    static int number(final String text) {
        final Integer number = NUMBERS.get(text);
        return number == null ? UNKNOWN : number;
    }

    /** @return the three letters, or the digits of a number that has none. */
    static String code(final int number) {
        final String code = number > 0 && number < CODES.length ? CODES[number] : null;
        return code == null ? String.valueOf(number) : code;
    }

    private static Currency currencyOf(final Locale country) {
        try {
            return Currency.getInstance(country);
        } catch (final IllegalArgumentException noSuchCountry) {
            return null;
        }
    }

    private static void put(final Currency currency) {
        if (currency != null && currency.getNumericCode() > 0) {
            final int number = currency.getNumericCode();
            NUMBERS.put(currency.getCurrencyCode(), number);
            NUMBERS.put(currency.getNumericCodeAsString(), number);
            if (CODES[number] == null) {
                CODES[number] = currency.getCurrencyCode();
            }
        }
    }
}
