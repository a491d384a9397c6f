package io.ayni.connectors.receipt;

import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.translate.CurrencyCodes;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.JsonWriter;
import io.ayni.connectors.translate.RowBuffer;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * Payments of a stretch of days, oldest first, with what each took from or gave to the account: a statement of an
 * account, or the history of a member.
 */
public final class Statement implements Document {
    private static final List<String> HEADER = List.of(
            "Fecha", "Comprobante", "Referencia", "Descripción", "Motivo", "Estado", "Débito", "Crédito", "Moneda");

    /** Amounts in minor units; 0 what did not move. */
    private record Entry(
            long createdMs, long number, String id, Operation operation, PaymentState state, String note,
            long debitMinor, long creditMinor, Currency currency) {
    }

    private final InstitutionFacts facts;
    private final long account;
    private final LocalDate from;
    private final LocalDate to;
    private final List<Entry> entries = new ArrayList<>();
    private final boolean isCut;

    private Statement(
            final InstitutionFacts facts, final long account, final LocalDate from, final LocalDate to,
            final boolean isCut) {
        this.facts = facts;
        this.account = account;
        this.from = from;
        this.to = to;
        this.isCut = isCut;
    }

    /**
     * @param account packed; 0: of a member, whose payments are all debits
     * @param to      last day
     * @param rows    PaymentReply rows, newest first
     * @param isCut   there are older ones
     */
    public static Statement of(
            final InstitutionFacts facts, final long account, final LocalDate from, final LocalDate to,
            final RowBuffer rows, final boolean isCut) {
        final Statement statement = new Statement(facts, account, from, to, isCut);
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final PaymentReplyDecoder payment = new PaymentReplyDecoder();
        rows.forEach((templateId, buffer, offset) -> {
            if (templateId == PaymentReplyDecoder.TEMPLATE_ID) {
                statement.entries.addFirst(statement.entry(payment.wrapAndApplyHeader(buffer, offset, header)));
            }
        });
        return statement;
    }

    private Entry entry(final PaymentReplyDecoder payment) {
        final PaymentState state = PaymentState.ofCode(payment.state());
        final boolean isCredit = account != AccountNumber.NONE && payment.debitAccount() != account;
        final boolean moved = state == PaymentState.POSTED || state == PaymentState.SCHEDULED_EFFECTIVE;
        final long backMinor = payment.reversedMinor();
        final long debitMinor = !moved || isCredit ? 0
                : payment.amountMinor() + payment.feeMinor() + payment.taxMinor() - backMinor;
        return new Entry(payment.createdMs(), payment.sequence(), PaymentIds.format(payment.paymentId()),
                Operation.ofCode(payment.operation()), state, payment.note(), debitMinor,
                moved && isCredit ? payment.amountMinor() - backMinor : 0, CurrencyCodes.of(payment.currency()));
    }

    private String title() {
        return account == AccountNumber.NONE ? "Historial de pagos"
                : "Estado de cuenta " + AccountNumber.mask(account);
    }

    private String period() {
        return "Del " + Spanish.day(from) + " al " + Spanish.day(to);
    }

    private long sum(final boolean debits) {
        return entries.stream().mapToLong(entry -> debits ? entry.debitMinor : entry.creditMinor).sum();
    }

    @Override
    public void write(final JsonWriter json) {
        json.reset().startObject()
                .text("title", title())
                .text("institution", facts.name())
                .date("from", (int) from.toEpochDay())
                .date("to", (int) to.toEpochDay());
        if (account != AccountNumber.NONE) {
            json.text("account", AccountNumber.mask(account));
        }
        json.number("debitsMinor", sum(true)).number("creditsMinor", sum(false)).bool("complete", !isCut)
                .startArray("entries");
        for (final Entry entry : entries) {
            json.startObject()
                    .time("at", entry.createdMs)
                    .number("receipt", entry.number)
                    .text("id", entry.id)
                    .text("type", entry.operation.type())
                    .text("description", Spanish.operation(entry.operation))
                    .text("state", Spanish.state(entry.state))
                    .text("note", entry.note)
                    .number("debitMinor", entry.debitMinor)
                    .number("creditMinor", entry.creditMinor)
                    .text("currency", entry.currency.getCurrencyCode())
                    .endObject();
        }
        json.endArray().endObject();
    }

    @Override
    public String text() {
        final StringBuilder text = new StringBuilder();
        text.append(facts.name()).append('\n').append(title()).append('\n').append(period()).append("\n\n");
        for (final Entry entry : entries) {
            text.append(String.join("  ", cells(entry))).append('\n');
        }
        return text.append(end()).append('\n').toString();
    }

    @Override
    public String csv() {
        final Csv csv = new Csv();
        csv.row(HEADER);
        entries.forEach(entry -> csv.row(cells(entry)));
        return csv.toString();
    }

    private List<String> cells(final Entry entry) {
        return List.of(
                Spanish.time(entry.createdMs, facts.zone()), Long.toString(entry.number), entry.id,
                Spanish.operation(entry.operation), entry.note, Spanish.state(entry.state),
                plain(entry.debitMinor, entry.currency), plain(entry.creditMinor, entry.currency),
                entry.currency.getCurrencyCode());
    }

    /** For a spreadsheet: no separators between thousands. */
    private static String plain(final long minor, final Currency currency) {
        return Spanish.amount(minor, currency).replace(",", "");
    }

    @Override
    public byte[] pdf() {
        final PdfPages pages = new PdfPages(facts.name(), title(), period());
        pages.columns(0, 78, 130, 310, 400, 465);
        pages.row("Fecha", "N.º", "Descripción", "Estado", "Débito", "Crédito");
        pages.rule();
        for (final Entry entry : entries) {
            pages.row(Spanish.day(entry.createdMs, facts.zone()), Long.toString(entry.number),
                    Spanish.operation(entry.operation), Spanish.state(entry.state),
                    entry.debitMinor == 0 ? "" : Spanish.amount(entry.debitMinor, entry.currency),
                    entry.creditMinor == 0 ? "" : Spanish.amount(entry.creditMinor, entry.currency));
        }
        pages.rule();
        pages.row("", "", end(), "", Spanish.amount(sum(true), facts.currency()),
                Spanish.amount(sum(false), facts.currency()));
        return pages.finish();
    }

    private String end() {
        return isCut ? "Hay movimientos anteriores que no se muestran" : "Fin del detalle";
    }
}
