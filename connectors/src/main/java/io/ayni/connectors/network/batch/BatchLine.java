package io.ayni.connectors.network.batch;

import io.ayni.connectors.security.PaymentIds;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * One payment in a file.
 * <pre>
 * payment,biller,reference,amount_minor,currency,check
 * 0H7Z4K2M9QX3B,301,02-0123-004-0005,12500,840,5d1c02ab      check: CRC-32C of what stands before its comma
 * </pre>
 *
 * @param currency ISO 4217 number
 */
record BatchLine(long paymentId, int biller, String reference, long amountMinor, int currency) {
    static final String HEADER = "payment,biller,reference,amount_minor,currency,check\n";
    private static final int COLUMNS = 6;

    /** @return ends with a line feed. */
    String text() {
        final String content = PaymentIds.format(paymentId) + ',' + biller + ',' + clean(reference) + ',' + amountMinor
                + ',' + currency;
        return content + ',' + check(content) + '\n';
    }

    /** @return null when the line is not whole. */
    static BatchLine parse(final String line) {
        final int end = line.lastIndexOf(',');
        if (end < 0 || !check(line.substring(0, end)).equals(line.substring(end + 1))) {
            return null;
        }
        final String[] columns = line.split(",", -1);
        if (columns.length != COLUMNS) {
            return null;
        }
        return new BatchLine(PaymentIds.parse(columns[0]), Integer.parseInt(columns[1]), columns[2],
                Long.parseLong(columns[3]), Integer.parseInt(columns[4]));
    }

    /** A reference is the member's: it must neither end the column nor begin a formula in a spreadsheet. */
    private static String clean(final String reference) {
        return reference.replaceAll("[,\"\\p{Cntrl}]", " ").replaceFirst("^[=+@-]", " ");
    }

    private static String check(final String content) {
        final CRC32C crc = new CRC32C();
        crc.update(content.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
