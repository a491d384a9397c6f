package io.ayni.connectors.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A file of comma-separated values in UTF-8 (RFC 4180, a row a line). The first line names the columns, in any order.
 * Messages name file, line and column and what was expected, never a value: a card number may stand there.
 */
final class CsvTable {
    private static final int MAX_PROBLEMS = 20;

    /** Gets the rows. Throws {@link IllegalArgumentException} with the column and what was expected. */
    @FunctionalInterface
    interface RowVisitor {
        void onRow(CsvRow row);
    }

    private final Path file;
    private final List<String> columns;
    private final int required;
    private int[] positions;
    private int width;

    /**
     * @param columns  that there may be
     * @param required how many of them, from the first, must be there
     */
    CsvTable(final Path file, final List<String> columns, final int required) {
        this.file = file;
        this.columns = columns;
        this.required = required;
    }

    /**
     * Reads the whole file without doing anything.
     *
     * @return rows in it
     * @throws UserError with the lines that are wrong
     */
    long check(final RowVisitor visitor) {
        final List<String> problems = new ArrayList<>();
        final long rows = read(visitor, problems);
        if (!problems.isEmpty()) {
            throw UserError.failed(file + " was not imported:" + System.lineSeparator() + "  "
                    + String.join(System.lineSeparator() + "  ", problems)
                    + (problems.size() == MAX_PROBLEMS ? System.lineSeparator() + "  and perhaps more" : ""));
        }
        return rows;
    }

    /** Reads a file that has been checked. */
    void forEach(final RowVisitor visitor) {
        final List<String> problems = new ArrayList<>();
        read(visitor, problems);
        if (!problems.isEmpty()) {
            throw UserError.failed(file + " was changed while it was read: " + problems.getFirst());
        }
    }

    private long read(final RowVisitor visitor, final List<String> problems) {
        long rows = 0;
        long line = 1;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            readHeader(in.readLine());
            final CsvRow row = new CsvRow(columns, positions, width);
            for (String text = in.readLine(); text != null && problems.size() < MAX_PROBLEMS; text = in.readLine()) {
                line++;
                if (!text.isBlank()) {
                    rows++;
                    try {
                        row.wrap(line, text);
                        visitor.onRow(row);
                    } catch (final IllegalArgumentException e) {
                        problems.add("line " + line + ": " + e.getMessage());
                    }
                }
            }
            return rows;
        } catch (final CharacterCodingException e) {
            throw UserError.wrongUse(file + ": behind line " + line + ": expected UTF-8");
        } catch (final IOException e) {
            throw UserError.wrongUse(Faults.describe(e));
        }
    }

    private void readHeader(final String header) {
        if (header == null) {
            throw UserError.wrongUse(file + ": the file is empty, expected a first line of column names: "
                    + String.join(",", columns));
        }
        final List<String> names = Arrays.stream(header.split(",", -1))
                .map(name -> name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT))
                .toList();
        for (final String name : names) {
            if (!columns.contains(name)) {
                throw UserError.wrongUse(file + ": line 1: '" + name + "' is no column; the columns are "
                        + String.join(",", columns));
            }
        }
        if (names.stream().distinct().count() != names.size()) {
            throw UserError.wrongUse(file + ": line 1: a column is there twice");
        }
        for (final String needed : columns.subList(0, required)) {
            if (!names.contains(needed)) {
                throw UserError.wrongUse(file + ": line 1: the column '" + needed + "' is missing");
            }
        }
        width = names.size();
        positions = columns.stream().mapToInt(names::indexOf).toArray();
    }
}
