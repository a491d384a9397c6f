package io.ayni.connectors.translate;

import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.translate.BillerMapping.Member;
import io.ayni.core.payment.BillerResult;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payments, inquiries and answers of one biller, in its own words. An answer that cannot be understood says nothing: the
 * payment is then asked about, never guessed. Many threads.
 */
public final class BillerMessages {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final int MAX_RECEIPT = 24;
    private static final int MAX_HOLDER = 64;

    private final BillerMapping mapping;

    /**
     * What a biller said of a payment.
     *
     * @param responseCode of a refusal, packed
     * @param amountMinor  0 when it named none
     * @param receipt      its own number, printable ASCII; empty when there is none
     */
    public record PaymentSaid(BillerResult result, int responseCode, long amountMinor, String receipt) {
    }

    /**
     * What a biller said is owed.
     *
     * @param isKnown  whether it knows the reference
     * @param currency ISO 4217 number; 0 when it named none
     * @param dueDay   epoch day; 0 when it named none
     * @param holder   empty when it named none
     */
    public record BillSaid(boolean isKnown, long owedMinor, int currency, int dueDay, String holder) {
    }

    public BillerMessages(final BillerMapping mapping) {
        this.mapping = mapping;
    }

    public boolean postsPayment() {
        return mapping.postsPayment();
    }

    public String inquiryPath(final int billerId, final String reference) {
        return path(mapping.inquiryPath(), billerId, reference, "");
    }

    public String paymentPath(final int billerId, final String reference, final long paymentId) {
        return path(mapping.paymentPath(), billerId, reference, PaymentIds.format(paymentId));
    }

    public String statusPath(final int billerId, final String reference, final long paymentId) {
        return path(mapping.statusPath(), billerId, reference, PaymentIds.format(paymentId));
    }

    /** @param effectiveDay epoch day; 0 at once. @return UTF-8 */
    public byte[] payment(
            final int billerId, final String reference, final long paymentId, final long amountMinor,
            final int currency, final int effectiveDay) {
        final ObjectNode body = JSON.createObjectNode();
        body.put(mapping.name(Member.PAYMENT), PaymentIds.format(paymentId));
        body.put(mapping.name(Member.BILLER), billerId);
        body.put(mapping.name(Member.REFERENCE), reference);
        if (mapping.isDecimal()) {
            body.put(mapping.name(Member.AMOUNT),
                    BigDecimal.valueOf(amountMinor, fractionDigits(currency)).toPlainString());
        } else {
            body.put(mapping.name(Member.AMOUNT), amountMinor);
        }
        body.put(mapping.name(Member.CURRENCY), Currencies.code(currency));
        if (effectiveDay != 0) {
            body.put(mapping.name(Member.EFFECTIVE_DATE), LocalDate.ofEpochDay(effectiveDay).toString());
        }
        return JSON.writeValueAsBytes(body);
    }

    /** @return what was said of a payment; null when it cannot be understood. */
    public PaymentSaid paymentSaid(final byte[] body, final int currency) {
        final JsonNode said = read(body);
        final BillerResult result = said == null ? null
                : mapping.results().get(said.path(mapping.name(Member.STATUS)).asString(""));
        if (result == null) {
            return null;
        }
        final JsonNode amount = said.path(mapping.name(Member.AMOUNT));
        final long amountMinor = amount.isMissingNode() || amount.isNull() ? 0 : minor(amount, currency);
        if (amountMinor < 0) {
            return null;
        }
        return new PaymentSaid(result, mapping.responseCode(said.path(mapping.name(Member.CODE)).asString("")),
                amountMinor, printable(said.path(mapping.name(Member.RECEIPT)).asString(""), MAX_RECEIPT));
    }

    /** @return what is owed; null when the answer cannot be understood. */
    public BillSaid billSaid(final byte[] body, final int currency) {
        final JsonNode said = read(body);
        if (said == null) {
            return null;
        }
        final String status = said.path(mapping.name(Member.STATUS)).asString("");
        if (mapping.results().get(status) == BillerResult.NOT_FOUND) {
            return new BillSaid(false, 0, 0, 0, "");
        }
        final long owedMinor = minor(said.path(mapping.name(Member.OWED)), currency);
        if (owedMinor < 0) {
            return null;
        }
        final int named = Currencies.number(said.path(mapping.name(Member.CURRENCY)).asString(""));
        return new BillSaid(true, owedMinor, Math.max(named, 0), day(said.path(mapping.name(Member.DUE_DATE))),
                text(said.path(mapping.name(Member.HOLDER)).asString(""), MAX_HOLDER));
    }

    private static String path(
            final String template, final int billerId, final String reference, final String payment) {
        return template.replace("{biller}", Integer.toString(billerId))
                .replace("{payment}", payment)
                .replace("{reference}", encoded(reference));
    }

    /** RFC 3986: all but the unreserved characters in hexadecimal. */
    private static String encoded(final String reference) {
        final StringBuilder encoded = new StringBuilder();
        for (final byte each : reference.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(each) >= 0) {
                encoded.append((char) each);
            } else {
                encoded.append("%%%02X".formatted(each));
            }
        }
        return encoded.toString();
    }

    private static JsonNode read(final byte[] body) {
        try {
            final JsonNode tree = JSON.readTree(body);
            return tree.isObject() ? tree : null;
        } catch (final JacksonException notJson) {
            return null;
        }
    }

    /** @return -1 when it is no amount of this currency. */
    private long minor(final JsonNode amount, final int currency) {
        try {
            if (!mapping.isDecimal()) {
                return amount.isIntegralNumber() && amount.canConvertToLong() ? Math.max(-1, amount.asLong()) : -1;
            }
            final BigDecimal decimal = amount.isString() ? new BigDecimal(amount.asString()) : amount.decimalValue();
            return decimal.scale() > MAX_RECEIPT || decimal.precision() > MAX_RECEIPT ? -1
                    : Math.max(-1, decimal.movePointRight(fractionDigits(currency)).longValueExact());
        } catch (final ArithmeticException | NumberFormatException | JacksonException notAnAmount) {
            return -1;
        }
    }

    private static int fractionDigits(final int currency) {
        final Currency known = CurrencyCodes.of(currency);
        return Math.max(0, known.getDefaultFractionDigits());
    }

    private static int day(final JsonNode date) {
        try {
            return (int) LocalDate.parse(date.asString("")).toEpochDay();
        } catch (final DateTimeException none) {
            return 0;
        }
    }

    private static String printable(final String text, final int longest) {
        return text(text, longest).chars().allMatch(c -> c >= ' ' && c < 127) ? text(text, longest) : "";
    }

    private static String text(final String text, final int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }
}
