package io.ayni.connectors.launch;

import java.math.BigDecimal;
import java.util.Currency;

/** Amounts as they are read. */
final class Money {
    private static final int USUAL_DIGITS = 2;

    private Money() {
    }

    /** @return such as {@code 15.00 USD}; with the number of a currency that has no name. */
    static String format(final long minor, final int currency) {
        return Currency.availableCurrencies().filter(each -> each.getNumericCode() == currency)
                .min((a, b) -> a.getCurrencyCode().compareTo(b.getCurrencyCode()))
                .map(each -> BigDecimal.valueOf(minor, Math.max(0, each.getDefaultFractionDigits())).toPlainString()
                        + ' ' + each.getCurrencyCode())
                .orElseGet(() -> BigDecimal.valueOf(minor, USUAL_DIGITS).toPlainString() + " %03d".formatted(currency));
    }
}
