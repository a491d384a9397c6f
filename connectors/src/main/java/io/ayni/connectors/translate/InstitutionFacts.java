package io.ayni.connectors.translate;

import io.ayni.core.payment.Operation;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the edge tells of the institution: its name on receipts, its days, the billers it offers.
 *
 * @param institutions names of those that can be reached, by packed number
 * @param unconfirmed  operations that nobody is asked to confirm: no password need be made for them
 */
public record InstitutionFacts(
        String name, ZoneId zone, Currency currency, List<Biller> billers, Map<Long, String> institutions,
        Set<Operation> unconfirmed) {

    /** Every operation may have to be confirmed. */
    public InstitutionFacts(
            final String name, final ZoneId zone, final Currency currency, final List<Biller> billers,
            final Map<Long, String> institutions) {
        this(name, zone, currency, billers, institutions, Set.of());
    }

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
     * @param form         which the whole number matches; null: any
     * @param checksId     the number is a cédula or RUC, whose check digit is looked at
     */
    public record Biller(
            int id, String name, String category, String operation, Currency currency, int opensMinute,
            int closesMinute, boolean isBatch, boolean asksOwed, boolean takesParts, long minMinor, long maxMinor,
            long feeMinor, String reference, Pattern form, boolean checksId) {

        /** Of a biller whose numbers are its own. @param pattern empty: any number */
        public Biller(
                final int id, final String name, final String category, final String operation, final Currency currency,
                final int opensMinute, final int closesMinute, final boolean isBatch, final boolean asksOwed,
                final boolean takesParts, final long minMinor, final long maxMinor, final long feeMinor,
                final String reference, final String pattern) {
            this(id, name, category, operation, currency, opensMinute, closesMinute, isBatch, asksOwed, takesParts,
                    minMinor, maxMinor, feeMinor, reference, pattern.isEmpty() ? null : Pattern.compile(pattern), false);
        }

        /** @return which the whole number of a member matches; empty: any. */
        public String pattern() {
            return form == null ? "" : form.pattern();
        }

        /** @return whether the member's number looks as those of this biller do, and its check digit is not wrong. */
        public boolean mayBe(final CharSequence memberNumber) {
            return (form == null || form.matcher(memberNumber).matches())
                    && (!checksId || NationalIds.of(memberNumber) != NationalIds.Finding.WRONG);
        }

        /** @return what the check digit of the member's number says, where there is one. */
        public NationalIds.Finding check(final String memberNumber) {
            return checksId ? NationalIds.of(memberNumber) : NationalIds.Finding.FITS;
        }
    }

    /** Of nobody: for who pays no bills. */
    public static final InstitutionFacts NONE =
            new InstitutionFacts("", ZoneOffset.UTC, Currency.getInstance("XXX"), List.of(), Map.of());

    /**
     * For the time in which rules change: passwords are made for what is confirmed before or after.
     *
     * @return these facts, with fewer operations that nobody confirms
     */
    public InstitutionFacts confirmingAlso(final InstitutionFacts next) {
        final Set<Operation> both = EnumSet.noneOf(Operation.class);
        both.addAll(unconfirmed);
        both.retainAll(next.unconfirmed);
        return new InstitutionFacts(name, zone, currency, billers, institutions, both);
    }

    /** @return whether a member may be asked to confirm it with a password. */
    public boolean mayAskPassword(final Operation operation) {
        return !unconfirmed.contains(operation);
    }

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
