package io.ayni.perf.load;

import io.ayni.core.command.AccountNumber;

/**
 * The accounts that a load moves money between: consecutive numbers, so that the command line, the CSV that is imported
 * and the requests agree without a list.
 *
 * @param first the first number, as its digits read
 * @param last  the last one, included
 */
public record AccountRange(long first, long last) {
    static final AccountRange DEFAULT = new AccountRange(7_000_000_001L, 7_000_010_000L);

    public AccountRange {
        if (first < 1 || last <= first || Long.toString(last).length() > AccountNumber.MAX_DIGITS) {
            throw new IllegalArgumentException("accounts " + first + ".." + last
                + ": at least two numbers of 1 to " + AccountNumber.MAX_DIGITS + " digits are needed");
        }
    }

    /**
     * @param text {@code FROM..TO}
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static AccountRange parse(final String text) {
        final String[] ends = text.split("\\.\\.", -1);
        if (ends.length != 2 || !ends[0].matches("[1-9]\\d{0,17}") || !ends[1].matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException("'" + text + "' is no account range FROM..TO (digits, no leading zero)");
        }
        return new AccountRange(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
    }

    /** @return as many accounts from the same first one on. */
    AccountRange ofCount(final int count) {
        return new AccountRange(first, first + count - 1);
    }

    long size() {
        return last - first + 1;
    }
}
