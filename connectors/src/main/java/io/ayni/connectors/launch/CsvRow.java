package io.ayni.connectors.launch;

import io.ayni.core.command.AccountNumber;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of a {@link CsvTable}, read again and again. A value that is not there or empty is its default. Each reader
 * throws {@link IllegalArgumentException} with the column and what was expected.
 */
final class CsvRow {
    private final List<String> columns;
    private final int[] positions;
    private final String[] values;
    private long line;

    /** @param positions of the columns in the file, negative for one that is not there */
    CsvRow(final List<String> columns, final int[] positions, final int width) {
        this.columns = columns;
        this.positions = positions;
        this.values = new String[width];
    }

    void wrap(final long lineNumber, final String text) {
        line = lineNumber;
        int found = 0;
        int at = 0;
        while (at <= text.length()) {
            final boolean isQuoted = at < text.length() && text.charAt(at) == '"';
            final int end = isQuoted ? endOfQuoted(text, at) : endOfPlain(text, at);
            if (found < values.length) {
                values[found] = isQuoted
                        ? text.substring(at + 1, end - 1).replace("\"\"", "\"") : text.substring(at, end).strip();
            }
            found++;
            at = end + 1;
        }
        if (found != values.length) {
            throw new IllegalArgumentException("expected " + values.length + " values, found " + found);
        }
    }

    private static int endOfPlain(final String text, final int from) {
        final int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma;
    }

    /** @return behind the closing quote. */
    private static int endOfQuoted(final String text, final int from) {
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                if (i + 1 == text.length() || text.charAt(i + 1) == ',') {
                    return i + 1;
                }
                if (text.charAt(i + 1) != '"') {
                    throw new IllegalArgumentException("expected a comma behind a closing quote");
                }
                i++;
            }
        }
        throw new IllegalArgumentException("expected a closing quote");
    }

    long line() {
        return line;
    }

    /** @param otherwise null: must be there */
    String text(final int column, final String otherwise) {
        final String value = positions[column] < 0 ? "" : values[positions[column]];
        if (!value.isEmpty()) {
            return value;
        }
        if (otherwise == null) {
            throw wrong(column, "expected a value");
        }
        return otherwise;
    }

    /** @return of at most so many bytes of UTF-8. */
    String text(final int column, final int maxBytes, final boolean isAscii) {
        final String value = text(column, "");
        if (isAscii && !value.chars().allMatch(c -> c >= ' ' && c < 127)
                || value.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw wrong(column, "expected at most " + maxBytes + (isAscii ? " ASCII characters" : " bytes of UTF-8"));
        }
        return value;
    }

    /** @param otherwise null: must be there */
    long number(final int column, final long min, final Long otherwise) {
        final String value = text(column, otherwise == null ? " " : "");
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            final long number = Long.parseLong(value);
            if (number >= min) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // told below
        }
        throw wrong(column, "expected a whole number" + (min == Long.MIN_VALUE ? "" : " from " + min));
    }

    int integer(final int column, final int max) {
        final long number = number(column, 0, 0L);
        if (number > max) {
            throw wrong(column, "expected a whole number from 0 to " + max);
        }
        return (int) number;
    }

    /** Packed. */
    long account(final int column) {
        final long account = AccountNumber.parse(text(column, ""));
        if (account == AccountNumber.INVALID) {
            throw wrong(column, "expected 1 to 18 digits");
        }
        return account;
    }

    <E extends Enum<E>> E oneOf(final int column, final List<E> all, final E otherwise) {
        final String text = text(column, otherwise == null ? "" : otherwise.name());
        for (final E each : all) {
            if (each.name().equalsIgnoreCase(text)) {
                return each;
            }
        }
        throw wrong(column, "expected one of " + all.stream().map(Enum::name).collect(Collectors.joining(", ")));
    }

    /** Epoch day; 0 for none. */
    int day(final int column) {
        final String value = text(column, "");
        try {
            return value.isEmpty() ? 0 : Math.toIntExact(LocalDate.parse(value).toEpochDay());
        } catch (final DateTimeParseException | ArithmeticException e) {
            throw wrong(column, "expected a date such as 1987-09-15");
        }
    }

    /** Hundredths of a per cent; 0 for none. */
    int basisPoints(final int column) {
        final String value = text(column, "0");
        if (!value.matches("\\d{1,3}(\\.\\d{1,2})?")) {
            throw wrong(column, "expected per cents such as 15.20");
        }
        return new BigDecimal(value).movePointRight(2).intValueExact();
    }

    IllegalArgumentException wrong(final int column, final String problem) {
        return new IllegalArgumentException(columns.get(column) + ": " + problem);
    }

    static <E extends Enum<E>> List<E> all(final E[] values) {
        return Arrays.asList(values);
    }
}
