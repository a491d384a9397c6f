package io.ayni.connectors.launch;

import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutProductEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Terms of loans, term deposits and credit card accounts, which are opened as accounts before. */
final class ProductRows implements ImportRows {
    private static final List<String> COLUMNS = List.of(
            "account", "instalment_minor", "instalments_left", "due_date", "minimum_payment_minor", "deferred_minor",
            "rate_percent", "opened_date");
    private static final int MAX_INSTALMENTS = 1_200;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PutProductEncoder put = new PutProductEncoder();

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public int required() {
        return 1;
    }

    @Override
    public int encode(final CsvRow row, final UnsafeBuffer command) {
        put.wrapAndApplyHeader(command, 0, header);
        put.replyTo().connectionId(Importer.CONNECTION).correlationId(row.line());
        put.account(row.account(0))
                .instalmentMinor(row.number(1, 0, 0L))
                .instalmentsLeft(row.integer(2, MAX_INSTALMENTS))
                .dueDay(row.day(3))
                .minimumPaymentMinor(row.number(4, 0, 0L))
                .deferredMinor(row.number(5, 0, 0L))
                .rateBasisPoints(row.basisPoints(6))
                .openedDay(row.day(7));
        return MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength();
    }
}
