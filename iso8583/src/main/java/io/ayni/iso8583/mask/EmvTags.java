package io.ayni.iso8583.mask;

import java.util.Map;

/**
 * The EMV tags whose values tell nothing about card or cardholder, with their names (EMV book 3, annex A). A tag that is
 * not here is not shown: 57, 5A, 5F20, 5F24, 9F1F, 9F20, 99, 86 and all that nobody knows.
 */
public final class EmvTags {
    private static final Map<Integer, String> HARMLESS = Map.ofEntries(
        Map.entry(0x4F, "Application identifier"),
        Map.entry(0x82, "Application interchange profile"),
        Map.entry(0x84, "Dedicated file name"),
        Map.entry(0x8A, "Authorization response code"),
        Map.entry(0x91, "Issuer authentication data"),
        Map.entry(0x95, "Terminal verification results"),
        Map.entry(0x9A, "Transaction date"),
        Map.entry(0x9B, "Transaction status information"),
        Map.entry(0x9C, "Transaction type"),
        Map.entry(0x5F2A, "Transaction currency code"),
        Map.entry(0x5F34, "Application PAN sequence number"),
        Map.entry(0x5F36, "Transaction currency exponent"),
        Map.entry(0x9F02, "Amount, authorized"),
        Map.entry(0x9F03, "Amount, other"),
        Map.entry(0x9F06, "Application identifier, terminal"),
        Map.entry(0x9F07, "Application usage control"),
        Map.entry(0x9F09, "Application version number, terminal"),
        Map.entry(0x9F10, "Issuer application data"),
        Map.entry(0x9F1A, "Terminal country code"),
        Map.entry(0x9F1E, "Interface device serial number"),
        Map.entry(0x9F21, "Transaction time"),
        Map.entry(0x9F26, "Application cryptogram"),
        Map.entry(0x9F27, "Cryptogram information data"),
        Map.entry(0x9F33, "Terminal capabilities"),
        Map.entry(0x9F34, "Cardholder verification method results"),
        Map.entry(0x9F35, "Terminal type"),
        Map.entry(0x9F36, "Application transaction counter"),
        Map.entry(0x9F37, "Unpredictable number"),
        Map.entry(0x9F39, "Point of service entry mode"),
        Map.entry(0x9F40, "Additional terminal capabilities"),
        Map.entry(0x9F41, "Transaction sequence counter"));

    private EmvTags() {
    }

    /** @return what EMV calls it, null when it is not known to be harmless. */
    public static String name(final int tag) {
        return HARMLESS.get(tag);
    }

    static boolean isHarmless(final int tag) {
        return HARMLESS.containsKey(tag);
    }
}
