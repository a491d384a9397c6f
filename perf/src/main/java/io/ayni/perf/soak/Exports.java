package io.ayni.perf.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What {@code ./ayni postings export} and {@code ./ayni payments export} wrote, line by line. */
final class Exports {
    /** A posting. @param kind amount, fee, tax, reversal, …, opening */
    record Posting(String kind, long debit, long credit, long amountMinor) {
    }

    /** A payment. @param network empty when it was sent to none, as {@code reference}; an account 0 for none */
    record Payment(
        String id, String operation, String state, String code, long amountMinor, long feeMinor, long taxMinor,
        long heldMinor, long reversedMinor, long debit, long credit, String network, String reference) {
        boolean isPosted() {
            return state.equals("POSTED") || state.equals("SCHEDULED_EFFECTIVE");
        }

        boolean isFinal() {
            return switch (state) {
                case "POSTED", "DECLINED", "REVERSED", "EXPIRED", "DONE", "SCHEDULED_EFFECTIVE" -> true;
                default -> false;
            };
        }
    }

    private Exports() {
    }

    static void postings(final Path file, final Consumer<Posting> each) throws IOException {
        lines(file, "sequence,line,time,payment,operation,kind,debit_account,credit_account,currency,amount_minor,"
            + "settlement_date", c -> each.accept(new Posting(c[5], number(c[6]), number(c[7]), number(c[9]))));
    }

    static void payments(final Path file, final Consumer<Payment> each) throws IOException {
        lines(file, "payment,sequence,operation,state,code,amount_minor,currency,fee_minor,tax_minor,held_minor,"
            + "reversed_minor,debit_account,credit_account,network,reference", c -> each.accept(new Payment(
                c[0], c[2], c[3], c[4], number(c[5]), number(c[7]), number(c[8]), number(c[9]), number(c[10]),
                number(c[11]), number(c[12]), c[13], c[14])));
    }

    private static void lines(final Path file, final String header, final Consumer<String[]> each) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            final String columns = in.readLine();
            if (columns == null || !columns.startsWith(header)) { // further columns may come behind
                throw new IOException(file + " has other columns");
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                each.accept(line.split(",", -1));
            }
        }
    }

    private static long number(final String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
