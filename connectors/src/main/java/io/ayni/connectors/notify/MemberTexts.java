package io.ayni.connectors.notify;

import io.ayni.connectors.security.StepUpCodes;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.PaymentReplyDecoder;
import java.math.BigDecimal;
import java.util.Currency;

/** Texts for members, in Spanish. */
final class MemberTexts {
    private static final long MS_PER_MINUTE = 60_000;
    private static final int SHOWN_DIGITS = 4;

    private final String institution;
    private final Currency currency;

    MemberTexts(final String institution, final Currency currency) {
        this.institution = institution;
        this.currency = currency;
    }

    String oneTimePassword(final PaymentReplyDecoder reply, final int code) {
        final long minutes = Math.max(1, (reply.deadlineMs() - reply.updatedMs()) / MS_PER_MINUTE);
        return institution + ": su código es " + StepUpCodes.format(code)
                + " para transferir " + amount(reply.amountMinor()) + " a " + payee(reply)
                + ". Vence en " + minutes + (minutes == 1 ? " minuto" : " minutos") + ". No lo comparta con nadie.";
    }

    private String amount(final long amountMinor) {
        return currency.getCurrencyCode() + ' '
                + BigDecimal.valueOf(amountMinor, Math.max(0, currency.getDefaultFractionDigits())).toPlainString();
    }

    private static String payee(final PaymentReplyDecoder reply) {
        if (reply.institution() == AccountNumber.NONE) {
            return "la cuenta " + AccountNumber.mask(reply.creditAccount());
        }
        final String account = reply.externalAccount().strip();
        final int hidden = Math.max(0, account.length() - SHOWN_DIGITS);
        return "la cuenta " + "*".repeat(hidden) + account.substring(hidden)
                + " de la institución " + AccountNumber.format(reply.institution());
    }
}
