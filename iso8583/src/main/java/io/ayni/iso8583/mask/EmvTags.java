package io.ayni.iso8583.mask;

import java.util.Map;

/**
 * The EMV tags whose values tell nothing about card or cardholder, with their names (EMV book 3, annex A). A tag that is
 * not here is not shown: 57, 5A, 5F20, 5F24, 9F1F, 9F20, 99, 86 and all that nobody knows.
 */
public final class EmvTags {
    private static final Map<Integer, Tag> HARMLESS = Map.ofEntries(
        entry(0x4F, "Application identifier", 16),
        entry(0x82, "Application interchange profile", 2),
        entry(0x84, "Dedicated file name", 16),
        entry(0x8A, "Authorization response code", 2),
        entry(0x91, "Issuer authentication data", 16),
        entry(0x95, "Terminal verification results", 5),
        entry(0x9A, "Transaction date", 3),
        entry(0x9B, "Transaction status information", 2),
        entry(0x9C, "Transaction type", 1),
        entry(0x5F2A, "Transaction currency code", 2),
        entry(0x5F34, "Application PAN sequence number", 1),
        entry(0x5F36, "Transaction currency exponent", 1),
        entry(0x9F02, "Amount, authorized", 6),
        entry(0x9F03, "Amount, other", 6),
        entry(0x9F06, "Application identifier, terminal", 16),
        entry(0x9F07, "Application usage control", 2),
        entry(0x9F09, "Application version number, terminal", 2),
        entry(0x9F10, "Issuer application data", 32),
        entry(0x9F1A, "Terminal country code", 2),
        entry(0x9F1E, "Interface device serial number", 8),
        entry(0x9F21, "Transaction time", 3),
        entry(0x9F26, "Application cryptogram", 8),
        entry(0x9F27, "Cryptogram information data", 1),
        entry(0x9F33, "Terminal capabilities", 3),
        entry(0x9F34, "Cardholder verification method results", 3),
        entry(0x9F35, "Terminal type", 1),
        entry(0x9F36, "Application transaction counter", 2),
        entry(0x9F37, "Unpredictable number", 4),
        entry(0x9F39, "Point of service entry mode", 1),
        entry(0x9F40, "Additional terminal capabilities", 5),
        entry(0x9F41, "Transaction sequence counter", 4));

    private EmvTags() {
    }

    /** @param longest bytes its value can have */
    private record Tag(String name, int longest) {
    }

    private static Map.Entry<Integer, Tag> entry(final int tag, final String name, final int longest) {
        return Map.entry(tag, new Tag(name, longest));
    }

    /** @return what EMV calls it, null when it is not known to be harmless. */
    public static String name(final int tag) {
        final Tag harmless = HARMLESS.get(tag);
        return harmless == null ? null : harmless.name;
    }

    /** A value longer than the tag can have is none of it: a wrong length makes it swallow what follows. */
    static boolean isHarmless(final int tag, final int length) {
        final Tag harmless = HARMLESS.get(tag);
        return harmless != null && length <= harmless.longest;
    }
}
