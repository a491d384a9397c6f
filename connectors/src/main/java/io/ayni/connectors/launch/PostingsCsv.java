package io.ayni.connectors.launch;

import io.ayni.connectors.security.PaymentIds;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.engine.PostingSink;
import io.ayni.core.ledger.PostingKind;
import io.ayni.core.payment.Operation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Postings as comma-separated values: a line each, told apart by sequence and line. The file appears whole or not at
 * all.
 */
final class PostingsCsv implements PostingSink, AutoCloseable {
    private static final String HEADER =
            "sequence,line,time,payment,operation,kind,debit_account,credit_account,currency,amount_minor,settlement_date\n";

    private final Path target;
    private final Path unfinished;
    private final long since;
    private final BufferedWriter out;
    private long lastSequence;
    private int line;
    private long written;

    /** @param since postings of this position and before are left out */
    PostingsCsv(final Path target, final long since) throws IOException {
        this.target = target;
        this.since = since;
        this.unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        this.out = Files.newBufferedWriter(unfinished, StandardCharsets.US_ASCII);
        out.write(HEADER);
    }

    @Override
    public void onPosting(
            final long sequence, final long timestampMs, final long paymentId, final Operation operation,
            final PostingKind kind, final long debitAccount, final long creditAccount, final int currency,
            final long amountMinor, final int settlementDay) {
        if (sequence <= since) {
            return;
        }
        line = sequence == lastSequence ? line + 1 : 1;
        lastSequence = sequence;
        written++;
        try {
            out.write(sequence + "," + line + ',' + Instant.ofEpochMilli(timestampMs) + ','
                    + (paymentId == 0 ? "" : PaymentIds.format(paymentId)) + ','
                    + (operation == null ? "" : operation.type()) + ','
                    + kind.name().toLowerCase(Locale.ROOT) + ','
                    + AccountNumber.format(debitAccount) + ',' + AccountNumber.format(creditAccount) + ','
                    + "%03d".formatted(currency) + ',' + amountMinor + ','
                    + (settlementDay == 0 ? "" : LocalDate.ofEpochDay(settlementDay)) + '\n');
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long written() {
        return written;
    }

    /** All is written: the file takes its place. */
    void commit() throws IOException {
        out.close();
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }
}
