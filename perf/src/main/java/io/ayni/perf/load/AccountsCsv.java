package io.ayni.perf.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;

/** The accounts of a load as {@code ./ayni accounts import} takes them, each with a member of its own. */
final class AccountsCsv {
    private static final long OPENING_BALANCE_MINOR = 100_000_000;

    private AccountsCsv() {
    }

    static void write(final AccountRange accounts, final Currency currency, final Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file, US_ASCII)) {
            out.write("account,member,currency,opening_balance_minor\n");
            for (long account = accounts.first(); account <= accounts.last(); account++) {
                out.write(account + "," + account + "," + currency.getCurrencyCode() + "," + OPENING_BALANCE_MINOR + "\n");
            }
        }
    }
}
