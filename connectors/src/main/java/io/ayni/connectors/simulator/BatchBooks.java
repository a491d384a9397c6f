package io.ayni.connectors.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A biller that fetches a file for each cut-off, and what it makes of the files that are there: each payment once, by
 * the switch's own reference; lines that are not whole are problems. Reads and changes nothing.
 * <pre>
 * payment,biller,reference,amount_minor,currency,check      check: CRC-32C of what stands before its comma
 * </pre>
 */
public final class BatchBooks {
    private static final int COLUMNS = 6;

    private final Map<String, String[]> payments = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private int files;
    private int repeats;
    private long takenMinor;

    /** Reads every file of the directory that a biller would fetch. */
    public static BatchBooks read(final Path directory) throws IOException {
        final BatchBooks books = new BatchBooks();
        final List<Path> found;
        try (Stream<Path> all = Files.list(directory)) {
            found = all.filter(file -> file.getFileName().toString().matches("\\d+-\\d{4}-\\d\\d-\\d\\d\\.csv"))
                    .sorted().toList();
        }
        for (final Path file : found) {
            books.fetch(file);
        }
        return books;
    }

    private void fetch(final Path file) throws IOException {
        files++;
        final List<String> lines = Files.readAllLines(file);
        for (int i = 1; i < lines.size(); i++) {
            final String line = lines.get(i);
            final String[] columns = line.split(",", -1);
            if (columns.length != COLUMNS || !columns[COLUMNS - 1].equals(check(line))) {
                problems.add(file.getFileName() + ":" + (i + 1) + ": the line is not whole");
            } else if (payments.putIfAbsent(columns[0], columns) != null) {
                repeats++;
            } else {
                takenMinor += Long.parseLong(columns[3]);
            }
        }
    }

    private static String check(final String line) {
        final CRC32C crc = new CRC32C();
        crc.update(line.substring(0, line.lastIndexOf(',')).getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }

    /** @return amounts of the payments in the files, by the switch's reference. */
    public Map<String, Long> taken() {
        final Map<String, Long> amounts = new TreeMap<>();
        payments.forEach((payment, columns) -> amounts.put(payment, Long.parseLong(columns[3])));
        return amounts;
    }

    public long takenMinor() {
        return takenMinor;
    }

    /** @return payments that stand in the files more than once. */
    public int repeats() {
        return repeats;
    }

    /** @return lines that a biller cannot read, by file and line. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Writes {@code payment,biller,reference,amount_minor,state}, a line each payment. */
    public void write(final Appendable csv) throws IOException {
        csv.append("payment,biller,reference,amount_minor,state\n");
        for (final String[] each : payments.values()) {
            csv.append(String.join(",", each[0], each[1], each[2], each[3], "TAKEN")).append('\n');
        }
    }

    /** @return the books in one line. */
    public String summary() {
        return "%,d payments in %,d files (%,d again, %,d lines not whole), taken %s".formatted(payments.size(), files,
                repeats, problems.size(), BigDecimal.valueOf(takenMinor, 2).toPlainString());
    }
}
