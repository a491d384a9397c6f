package io.ayni.iso8583.explain;

import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.MtiVersion;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/**
 * What the values of some fields say, as far as the standard has it.
 */
final class Meanings {
    private static final Map<String, String> RESPONSE_CODES = Map.ofEntries(
        Map.entry("00", "approved"), Map.entry("01", "refer to card issuer"), Map.entry("03", "invalid merchant"),
        Map.entry("04", "pick up card"), Map.entry("05", "do not honour"), Map.entry("12", "invalid transaction"),
        Map.entry("13", "invalid amount"), Map.entry("14", "no such card or account"),
        Map.entry("25", "original not found"), Map.entry("30", "format error"), Map.entry("41", "lost card"),
        Map.entry("43", "stolen card"), Map.entry("51", "not sufficient funds"), Map.entry("54", "expired card"),
        Map.entry("55", "wrong PIN or password"), Map.entry("57", "not permitted to the cardholder"),
        Map.entry("61", "above the amount limit"), Map.entry("63", "security violation"),
        Map.entry("65", "above the count limit"), Map.entry("68", "answer came too late"),
        Map.entry("75", "PIN or password tries exceeded"), Map.entry("90", "cutoff in process"),
        Map.entry("91", "issuer or switch inoperative"), Map.entry("94", "duplicate transmission"),
        Map.entry("96", "system malfunction"), Map.entry("1A", "additional authentication required"));
    private static final Map<String, String> TRANSACTION_TYPES = Map.ofEntries(
        Map.entry("00", "purchase"), Map.entry("01", "cash withdrawal"), Map.entry("02", "debit adjustment"),
        Map.entry("20", "return"), Map.entry("21", "deposit"), Map.entry("22", "credit adjustment"),
        Map.entry("30", "available funds inquiry"), Map.entry("31", "balance inquiry"),
        Map.entry("40", "transfer"), Map.entry("50", "payment"));
    private static final Map<String, String> NETWORK_MANAGEMENT = Map.of(
        "001", "sign on", "002", "sign off", "101", "key change", "161", "key change", "201", "cutover", "301", "echo");

    private Meanings() {
    }

    static String mti(final int mti) {
        return words(Mti.version(mti)) + ", " + Mti.messageClass(mti).name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + " " + Mti.function(mti).name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", "
            + Mti.origin(mti).name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(final MtiVersion version) {
        return switch (version) {
            case ISO_1987 -> "ISO 8583:1987";
            case ISO_1993 -> "ISO 8583:1993";
            case ISO_2003 -> "ISO 8583:2003";
            case RESERVED, NATIONAL, PRIVATE -> version.name().toLowerCase(Locale.ROOT);
        };
    }

    /** @return what the value of a field says; null when there is nothing to add to the value. */
    static String of(final MtiVersion version, final int field, final String value) {
        return switch (field) {
            case 3 -> value.length() < 2 ? null : TRANSACTION_TYPES.get(value.substring(0, 2));
            case 39 -> version == MtiVersion.ISO_1987 ? RESPONSE_CODES.get(value) : null;
            case 49, 50, 51 -> currency(value);
            case 70 -> version == MtiVersion.ISO_1987 ? NETWORK_MANAGEMENT.get(value) : null;
            default -> null;
        };
    }

    private static String currency(final String value) {
        return Currency.getAvailableCurrencies().stream()
            .filter(currency -> value.equals(String.format(Locale.ROOT, "%03d", currency.getNumericCode())))
            .map(Currency::getCurrencyCode).sorted().findFirst().orElse(null);
    }
}
