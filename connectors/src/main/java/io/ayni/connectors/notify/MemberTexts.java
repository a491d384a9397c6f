package io.ayni.connectors.notify;

import io.ayni.connectors.security.StepUpCodes;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts for members, in Spanish. Many threads. */
public final class MemberTexts {
    private static final long MS_PER_MINUTE = 60_000;
    /** A notice that no mail server took for so long is no news. */
    private static final long NOTICE_LIFE_MS = 24 * 60 * MS_PER_MINUTE;
    private static final int SHOWN_DIGITS = 4;
    private static final Map<Integer, Currency> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toUnmodifiableMap(Currency::getNumericCode, each -> each, (one, other) -> one));

    private final String institution;
    private final Currency currency;
    private final PayeeNames names;

    /** @param currency where a message names none */
    public MemberTexts(final String institution, final Currency currency, final PayeeNames names) {
        this.institution = institution;
        this.currency = currency;
        this.names = names;
    }

    Letter oneTimePassword(final PaymentReplyDecoder reply, final int code) {
        final long minutes = Math.max(1, (reply.deadlineMs() - reply.updatedMs()) / MS_PER_MINUTE);
        final String text = institution + ": su código es " + StepUpCodes.format(code)
                + " para " + purpose(reply)
                + ". Vence en " + minutes + (minutes == 1 ? " minuto" : " minutos") + ". No lo comparta con nadie.";
        return new Letter(reply.memberId(), "one-time-password", institution + ": código de seguridad", text,
                reply.paymentId(), reply.debitAccount(), reply.updatedMs(), reply.deadlineMs());
    }

    Letter notice(final MemberNoticeDecoder notice, final long nowMs) {
        final NoticeKind kind = NoticeKind.ofCode(notice.kind());
        return new Letter(notice.memberId(), kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                institution + ": " + subject(kind), institution + ": " + news(kind, notice),
                notice.paymentId(), notice.account(), nowMs, nowMs + NOTICE_LIFE_MS);
    }

    // ------------------------------------------------------------------------------------------- one-time passwords

    private String purpose(final PaymentReplyDecoder reply) {
        final Operation operation = Operation.ofCode(reply.operation());
        final String amount = amount(reply.amountMinor(), reply.currency());
        return switch (operation == null ? Operation.TRANSFER_INTERNAL : operation) {
            case CARD_PAYMENT, CARD_PAYMENT_EXTERNAL -> "pagar " + amount + " de la tarjeta ****"
                    + "%04d".formatted(reply.cardLastFour());
            case BILL_PAY, INTERNAL_PAYMENT -> "pagar " + amount + " a "
                    + (reply.billerId() > 0 ? names.biller(reply.billerId()) : payee(reply));
            case TOP_UP -> "recargar " + amount + " en " + names.biller(reply.billerId());
            case LOAN_PAYMENT -> "pagar " + amount + " de su préstamo " + AccountNumber.mask(reply.creditAccount());
            case LIMITS_UPDATE -> "cambiar sus límites";
            case BENEFICIARY_CREATE -> "guardar un beneficiario";
            case BENEFICIARY_UPDATE -> "modificar un beneficiario";
            case BENEFICIARY_DELETE -> "eliminar un beneficiario";
            case BILLER_ENROL, BILLER_FAVORITE -> "registrar "
                    + (reply.billerId() > 0 ? names.biller(reply.billerId()) : "un servicio");
            case BILLER_DELETE -> "eliminar un servicio registrado";
            case SCHEDULE_CREATE -> "programar un pago";
            case SCHEDULE_UPDATE -> "modificar un pago programado";
            case SCHEDULE_DELETE -> "cancelar un pago programado";
            case CARD_PIN_CHANGE -> "cambiar la clave de su tarjeta";
            case CARD_PIN_GENERATE -> "generar una clave nueva de su tarjeta";
            case CARD_DEFERRAL_CONFIRM -> "diferir " + amount + " de su tarjeta";
            case CARD_DEFERRAL_BALANCE -> "diferir el saldo de su tarjeta";
            case CHALLENGE -> "confirmar su identidad";
            default -> "transferir " + amount + " a " + payee(reply);
        };
    }

    private String payee(final PaymentReplyDecoder reply) {
        if (reply.institution() == AccountNumber.NONE) {
            return "la cuenta " + AccountNumber.mask(reply.creditAccount());
        }
        final String account = reply.externalAccount().strip();
        return "la cuenta " + masked(account) + " de " + names.institution(reply.institution());
    }

    // ------------------------------------------------------------------------------------------- notices

    private static String subject(final NoticeKind kind) {
        return switch (kind) {
            case SCHEDULE_PAID -> "pago programado realizado";
            case SCHEDULE_NOT_PAID -> "pago programado no realizado";
            case SCHEDULE_ENDED -> "pago programado terminado";
            case PIN_CHANGED, PIN_GENERATED -> "clave de su tarjeta";
            case PAYMENT_POSTED -> "pago realizado";
            case PAYMENT_REVERSED -> "pago no realizado";
            case STEP_UP_LOCKED -> "códigos bloqueados";
        };
    }

    private String news(final NoticeKind kind, final MemberNoticeDecoder notice) {
        final String amount = amount(notice.amountMinor(), notice.currency());
        final String payee = payee(notice);
        return switch (kind) {
            case SCHEDULE_PAID -> "se pagó " + amount + " a " + payee + ", como usted lo programó.";
            case SCHEDULE_NOT_PAID -> "no se hizo el pago programado a " + payee + ": " + reason(notice) + '.';
            case SCHEDULE_ENDED -> "terminó el pago programado a " + payee + '.';
            case PIN_CHANGED -> "se cambió la clave de su tarjeta. Si no fue usted, llámenos de inmediato.";
            case PIN_GENERATED -> "se generó una clave nueva de su tarjeta; la recibirá por separado."
                    + " Si no la pidió, llámenos de inmediato.";
            case PAYMENT_POSTED -> "su pago de " + amount + payeeOf(notice) + " se realizó.";
            case PAYMENT_REVERSED -> "su pago de " + amount + payeeOf(notice)
                    + " no se realizó; el valor está disponible en su cuenta.";
            case STEP_UP_LOCKED -> "demasiados códigos equivocados: sus operaciones con código quedan bloqueadas hasta"
                    + " mañana. Si no fue usted, llámenos de inmediato.";
        };
    }

    private String payeeOf(final MemberNoticeDecoder notice) {
        return notice.billerId() > 0 ? " a " + payee(notice) : "";
    }

    private String payee(final MemberNoticeDecoder notice) {
        final String reference = notice.reference().replace('\0', ' ').strip();
        return names.biller(notice.billerId()) + (reference.isEmpty() ? "" : " (" + masked(reference) + ')');
    }

    private String reason(final MemberNoticeDecoder notice) {
        final DeclineReason reason = DeclineReason.ofCode(notice.reason());
        return switch (reason == null ? DeclineReason.NONE : reason) {
            case SCHEDULE_ABOVE_MAXIMUM -> "la factura de " + amount(notice.amountMinor(), notice.currency())
                    + " supera su máximo de " + amount(notice.limitMinor(), notice.currency());
            case INSUFFICIENT_FUNDS -> "no había fondos suficientes";
            case IN_CLOSE, BILLER_CLOSED -> "el servicio no estaba en su horario de atención";
            case AMOUNT_LIMIT, COUNT_LIMIT -> "se habría superado su límite";
            case BILLER_UNREACHABLE, LINK_DOWN, NETWORK_TIMEOUT, NOT_SENT ->
                    "no hubo comunicación con la empresa";
            case DEBIT_ACCOUNT_NOT_ACTIVE, DEBIT_ACCOUNT_UNKNOWN -> "su cuenta no está activa";
            case BILLER_AMOUNT -> "el valor no está entre los que recibe la empresa";
            case BILLER_UNKNOWN -> "la empresa ya no está entre las que se pagan aquí";
            case NETWORK_DECLINED -> "la empresa no lo aceptó";
            default -> "no fue posible; consulte en su banca en línea";
        };
    }

    // ------------------------------------------------------------------------------------------- parts

    private String amount(final long amountMinor, final int numericCurrency) {
        final Currency shown = CURRENCIES.getOrDefault(numericCurrency, currency);
        return shown.getCurrencyCode() + ' '
                + BigDecimal.valueOf(amountMinor, Math.max(0, shown.getDefaultFractionDigits())).toPlainString();
    }

    private static String masked(final String account) {
        final int hidden = Math.max(0, account.length() - SHOWN_DIGITS);
        return "*".repeat(hidden) + account.substring(hidden);
    }
}
