package io.ayni.connectors.translate;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/**
 * What the edge tells of the institution: its name on receipts, its days, the billers it offers.
 *
 * @param institutions names of those that can be reached, by packed number
 */
public record InstitutionFacts(
        String name, ZoneId zone, Currency currency, List<Biller> billers, Map<Long, String> institutions) {

    /**
     * Somebody whom members pay. Amounts in minor units of its currency.
     *
     * @param operation    type by which it is paid
     * @param opensMinute  of the day in the institution's zone
     * @param closesMinute exclusive; equal to the opening: round the clock
     * @param isBatch      has effect on the next business day
     * @param asksOwed     tells what is owed, and is asked just before it is paid
     * @param takesParts   any amount up to what is owed
     * @param reference    how the bill calls the member's number; empty: no word of its own
     * @param pattern      which the whole number matches; empty: any
     */
    public record Biller(
            int id, String name, String category, String operation, Currency currency, int opensMinute,
            int closesMinute, boolean isBatch, boolean asksOwed, boolean takesParts, long minMinor, long maxMinor,
            long feeMinor, String reference, String pattern) {
    }

    /** Of nobody: for who pays no bills. */
    public static final InstitutionFacts NONE =
            new InstitutionFacts("", ZoneOffset.UTC, Currency.getInstance("XXX"), List.of(), Map.of());

    /** @return null when it is none of this institution's. */
    public Biller biller(final int id) {
        for (final Biller biller : billers) {
            if (biller.id() == id) {
                return biller;
            }
        }
        return null;
    }

    /** @return the number itself for one that is gone. */
    public String billerName(final int id) {
        final Biller biller = biller(id);
        return biller == null ? Integer.toString(id) : biller.name();
    }
}
