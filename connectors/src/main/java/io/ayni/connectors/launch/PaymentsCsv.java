package io.ayni.connectors.launch;

import io.ayni.connectors.security.PaymentIds;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.engine.EngineView;
import io.ayni.core.payment.Payments;
import io.ayni.core.store.Slab;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Payments as comma-separated values, a line each. The file appears whole or not at all. */
final class PaymentsCsv implements AutoCloseable {
    private static final String HEADER = "payment,sequence,operation,state,code,amount_minor,currency,fee_minor,tax_minor,"
            + "held_minor,reversed_minor,debit_account,credit_account,network,reference\n";

    private final Path target;
    private final Path unfinished;
    private final Map<Integer, String> networks;
    private final BufferedWriter out;
    private long written;

    /** @param networks by link */
    PaymentsCsv(final Path target, final Map<Integer, String> networks) throws IOException {
        this.target = target;
        this.networks = networks;
        this.unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        this.out = Files.newBufferedWriter(unfinished, StandardCharsets.US_ASCII);
        out.write(HEADER);
    }

    /** What only remembers a reversal that came before its payment has a negative id and is left out. */
    void writeAll(final EngineView view) throws IOException {
        final Payments payments = view.payments();
        for (int p = 0; p < payments.highWater(); p++) {
            if (payments.isUsed(p) && payments.paymentId(p) > 0) {
                write(view, payments, p);
            }
        }
    }

    private void write(final EngineView view, final Payments payments, final int p) throws IOException {
        final int leg = payments.networkLeg(p);
        final boolean isSent = leg != Slab.NONE && view.legs().retrievalReference(leg) != 0;
        out.write(PaymentIds.format(payments.paymentId(p)) + ',' + payments.sequence(p) + ','
                + payments.operation(p).type() + ',' + payments.state(p) + ','
                + ResponseCode.format(payments.responseCode(p)) + ',' + payments.amountMinor(p) + ','
                + "%03d".formatted(payments.currency(p)) + ',' + payments.feeMinor(p) + ',' + payments.taxMinor(p) + ','
                + payments.heldMinor(p) + ',' + payments.reversedMinor(p) + ','
                + account(view, payments.debitAccount(p)) + ',' + account(view, payments.creditAccount(p)) + ','
                + (isSent ? networks.getOrDefault(view.legs().linkId(leg), "") : "") + ','
                + (isSent ? "%012d".formatted(view.legs().retrievalReference(leg)) : "") + '\n');
        written++;
    }

    private static String account(final EngineView view, final int account) {
        return account == Slab.NONE ? "" : AccountNumber.format(view.ledger().number(account)).toString();
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
