package io.ayni.connectors.launch;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads members' accounts from a file of comma-separated values. The first line names the columns, in any order;
 * {@code account} and {@code member} must be there, the others have defaults: the institution's currency, SAVINGS,
 * ACTIVE, SINGLE, 0 and 0. No quotes: no column needs them.
 */
final class AccountsCsv {
    private static final List<String> COLUMNS = List.of(
            "account", "member", "currency", "kind", "status", "signature", "authorised_line_minor",
            "opening_balance_minor");
    private static final int MAX_PROBLEMS = 20;

    /** Gets the rows, with the line each stands on. */
    @FunctionalInterface
    interface RowVisitor {
        void onRow(long line, AccountRow row);
    }

    private final Path file;
    private final Currency currency;
    private int[] positions;
    private String[] values;

    AccountsCsv(final Path file, final Currency currency) {
        this.file = file;
        this.currency = currency;
    }

    /**
     * Reads the whole file without doing anything.
     *
     * @return rows in it
     * @throws UserError with the lines that are wrong
     */
    long check() {
        final long[] rows = new long[1];
        final List<String> problems = new ArrayList<>();
        read((line, row) -> rows[0]++, problems);
        if (!problems.isEmpty()) {
            throw UserError.failed(file + " was not imported:" + System.lineSeparator() + "  "
                    + String.join(System.lineSeparator() + "  ", problems)
                    + (problems.size() == MAX_PROBLEMS ? System.lineSeparator() + "  and perhaps more" : ""));
        }
        return rows[0];
    }

    /** Reads a file that has been checked. */
    void forEach(final RowVisitor visitor) {
        read(visitor, new ArrayList<>());
    }

    private void read(final RowVisitor visitor, final List<String> problems) {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            readHeader(in.readLine());
            long line = 1;
            for (String text = in.readLine(); text != null && problems.size() < MAX_PROBLEMS; text = in.readLine()) {
                line++;
                if (!text.isBlank()) {
                    readRow(line, text, visitor, problems);
                }
            }
        } catch (final IOException e) {
            throw UserError.wrongUse(Faults.describe(e));
        }
    }

    private void readRow(final long line, final String text, final RowVisitor visitor, final List<String> problems) {
        final AccountRow row;
        try {
            row = parse(text);
        } catch (final IllegalArgumentException e) {
            problems.add("line " + line + ": " + e.getMessage());
            return;
        }
        visitor.onRow(line, row);
    }

    private void readHeader(final String header) {
        if (header == null) {
            throw UserError.wrongUse(file + ": the file is empty, expected a first line of column names: "
                    + String.join(",", COLUMNS));
        }
        final List<String> names = Arrays.stream(header.split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (final String name : names) {
            if (!COLUMNS.contains(name)) {
                throw UserError.wrongUse(file + ": line 1: '" + name + "' is no column; the columns are "
                        + String.join(",", COLUMNS));
            }
        }
        for (final String needed : COLUMNS.subList(0, 2)) {
            if (!names.contains(needed)) {
                throw UserError.wrongUse(file + ": line 1: the column '" + needed + "' is missing");
            }
        }
        positions = COLUMNS.stream().mapToInt(names::indexOf).toArray();
    }

    private AccountRow parse(final String text) {
        values = text.split(",", -1);
        final int columns = (int) Arrays.stream(positions).filter(position -> position >= 0).count();
        if (values.length != columns) {
            throw new IllegalArgumentException("expected " + columns + " values, found " + values.length);
        }
        final long account = AccountNumber.parse(value(0, ""));
        if (account == AccountNumber.INVALID) {
            throw new IllegalArgumentException("account: expected 1 to 18 digits");
        }
        if (oneOf(AccountKind.values(), 3, AccountKind.SAVINGS) != AccountKind.SAVINGS) {
            throw new IllegalArgumentException("kind: only SAVINGS can be imported,"
                    + " the institution's own accounts are in its configuration");
        }
        return new AccountRow(
                account,
                number(1, 1, null),
                currencyNumber(value(2, currency.getCurrencyCode())),
                oneOf(AccountStatus.values(), 4, AccountStatus.ACTIVE),
                oneOf(Signature.values(), 5, Signature.SINGLE),
                number(6, 0, 0L),
                number(7, Long.MIN_VALUE, 0L));
    }

    private String value(final int column, final String otherwise) {
        final String value = positions[column] < 0 ? "" : values[positions[column]].strip();
        return value.isEmpty() ? otherwise : value;
    }

    private long number(final int column, final long min, final Long otherwise) {
        final String value = value(column, otherwise == null ? "" : otherwise.toString());
        try {
            final long number = Long.parseLong(value);
            if (number >= min) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(COLUMNS.get(column) + ": expected a whole number"
                + (min == Long.MIN_VALUE ? "" : " from " + min));
    }

    private int currencyNumber(final String text) {
        if (text.equals(currency.getCurrencyCode()) || text.equals(currency.getNumericCodeAsString())) {
            return currency.getNumericCode();
        }
        throw new IllegalArgumentException("currency: expected " + currency + ", the institution's");
    }

    private <E extends Enum<E>> E oneOf(final E[] all, final int column, final E otherwise) {
        final String text = value(column, otherwise.name());
        return Arrays.stream(all).filter(each -> each.name().equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(COLUMNS.get(column) + ": expected one of "
                        + Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "))));
    }
}
