package io.ayni.connectors.receipt;

import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.translate.CurrencyCodes;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.JsonWriter;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * The receipt ({@code comprobante}) of a payment or of a member's request, as it stands: every line of it, masked, in
 * the order in which it is printed.
 */
public final class Receipt implements Document {
    private static final int LABEL_WIDTH = 24;
    private static final int SHOWN_DIGITS = 4;

    /** @param name in JSON; @param label and @param value as the member reads them */
    private record Line(String name, String label, String value) {
    }

    private final String institution;
    private final List<Line> lines = new ArrayList<>();

    private Receipt(final String institution) {
        this.institution = institution;
    }

    /**
     * @param reply   of the engine; read during the call alone
     * @param channel through which it was asked for
     */
    public static Receipt of(final PaymentReplyDecoder reply, final InstitutionFacts facts, final String channel) {
        final Receipt receipt = new Receipt(facts.name());
        final Operation operation = Operation.ofCode(reply.operation());
        final PaymentState state = PaymentState.ofCode(reply.state());
        receipt.add("number", "Comprobante N.º", Long.toString(reply.sequence()));
        receipt.add("id", "Referencia", PaymentIds.format(reply.paymentId()));
        receipt.add("operation", "Operación", Spanish.operation(operation));
        receipt.add("state", "Estado", Spanish.state(state));
        final DeclineReason reason = DeclineReason.ofCode(reply.reason());
        if (reason != DeclineReason.NONE) {
            receipt.add("declineReason", "Causa", Spanish.reason(reason));
        }
        if (!operation.isMemberRequest()) {
            receipt.putMoney(reply, state);
        } else if (reply.instalments() > 0) {
            receipt.putDeferral(reply);
        }
        receipt.putParties(reply, facts);
        if (!reply.note().isEmpty()) {
            receipt.add("note", "Motivo", reply.note());
        }
        receipt.add("date", "Fecha y hora", Spanish.time(reply.createdMs(), facts.zone()));
        receipt.putEffectiveDate(reply, facts, state);
        receipt.add("channel", "Canal", channel);
        receipt.add("institution", "Institución", facts.name());
        return receipt;
    }

    private void putMoney(final PaymentReplyDecoder reply, final PaymentState state) {
        final Currency currency = CurrencyCodes.of(reply.currency());
        final long totalMinor = reply.amountMinor() + reply.feeMinor() + reply.taxMinor();
        final boolean isDebited = state == PaymentState.POSTED || state == PaymentState.SCHEDULED_EFFECTIVE;
        add("amount", "Monto", Spanish.money(reply.amountMinor(), currency));
        add("fee", "Comisión", Spanish.money(reply.feeMinor(), currency));
        add("tax", "Impuesto", Spanish.money(reply.taxMinor(), currency));
        add("totalDebited", "Total debitado", Spanish.money(isDebited ? totalMinor : 0, currency));
        if (reply.reversedMinor() > 0) {
            add("reversed", "Devuelto", Spanish.money(reply.reversedMinor(), currency));
        }
    }

    private void putDeferral(final PaymentReplyDecoder reply) {
        final Currency currency = CurrencyCodes.of(reply.currency());
        add("amount", "Monto diferido", Spanish.money(reply.amountMinor(), currency));
        add("interest", "Interés", Spanish.money(reply.interestMinor(), currency));
        add("instalments", "Cuotas", Integer.toString(reply.instalments()));
    }

    private void putParties(final PaymentReplyDecoder reply, final InstitutionFacts facts) {
        if (reply.debitAccount() != AccountNumber.NONE) {
            add("debitAccount", "Cuenta de origen", AccountNumber.mask(reply.debitAccount()));
        }
        final String external = reply.externalAccount().strip();
        if (reply.billerId() != 0) {
            add("biller", "Empresa", facts.billerName(reply.billerId()));
            add("reference", "Código o contrato", mask(external));
            if (!reply.receipt().isBlank()) {
                add("billerReceipt", "Autorización de la empresa", reply.receipt().strip());
            }
        } else if (reply.institution() != AccountNumber.NONE) {
            if (!external.isEmpty()) {
                add("creditAccount", "Cuenta de destino", mask(external));
            }
            final String number = AccountNumber.format(reply.institution());
            add("receivingInstitution", "Institución de destino",
                    facts.institutions().getOrDefault(reply.institution(), number));
        } else if (reply.creditAccount() != AccountNumber.NONE && reply.cardBin() == 0 && reply.cardToken() == 0) {
            add("creditAccount", "Cuenta de destino", AccountNumber.mask(reply.creditAccount()));
        }
        if (reply.cardBin() != 0) {
            add("card", "Tarjeta", "**** " + String.format(Locale.ROOT, "%04d", reply.cardLastFour()));
        }
        final String approval = reply.approvalCode().strip();
        if (!approval.isEmpty()) {
            add("approvalCode", "Código de autorización", approval);
        }
    }

    /** The day on which it has effect: its own, unless a calendar says another. */
    private void putEffectiveDate(
            final PaymentReplyDecoder reply, final InstitutionFacts facts, final PaymentState state) {
        if (reply.effectiveDay() != 0) {
            add("effectiveDate", "Fecha efectiva", Spanish.day(LocalDate.ofEpochDay(reply.effectiveDay())));
        } else if (state.isFinal()) {
            add("effectiveDate", "Fecha efectiva", Spanish.day(reply.updatedMs(), facts.zone()));
        }
    }

    private void add(final String name, final String label, final String value) {
        lines.add(new Line(name, label, value));
    }

    private static String mask(final String account) {
        final int hidden = Math.max(0, account.length() - SHOWN_DIGITS);
        return "*".repeat(hidden) + account.substring(hidden);
    }

    @Override
    public void write(final JsonWriter json) {
        json.reset().startObject().text("title", "Comprobante de transacción");
        for (final Line line : lines) {
            json.text(line.name, line.value);
        }
        json.startArray("lines");
        for (final Line line : lines) {
            json.startObject().text("label", line.label).text("value", line.value).endObject();
        }
        json.endArray().endObject();
    }

    @Override
    public String text() {
        final StringBuilder text = new StringBuilder();
        text.append(institution).append('\n').append("Comprobante de transacción\n\n");
        for (final Line line : lines) {
            text.append(line.label).append(" ".repeat(Math.max(1, LABEL_WIDTH - line.label.length() + 4)))
                    .append(line.value).append('\n');
        }
        return text.toString();
    }

    @Override
    public String csv() {
        final Csv csv = new Csv();
        csv.row(lines.stream().map(Line::name).toList());
        csv.row(lines.stream().map(Line::value).toList());
        return csv.toString();
    }

    @Override
    public byte[] pdf() {
        final PdfPages pages = new PdfPages(institution, "Comprobante de transacción");
        pages.columns(0, 170);
        for (final Line line : lines) {
            pages.row(line.label, line.value);
        }
        return pages.finish();
    }
}
