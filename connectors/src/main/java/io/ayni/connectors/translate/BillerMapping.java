package io.ayni.connectors.translate;

import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.BillerResult;
import java.util.Map;

/**
 * How a biller speaks HTTP and JSON, as data. Paths may hold <code>{biller}</code>, <code>{reference}</code> and
 * <code>{payment}</code>.
 *
 * @param inquiryPath asked with GET: what is owed
 * @param paymentPath told with PUT or POST: the payment, under our own reference
 * @param statusPath  asked with GET: what became of the payment of this reference
 * @param postsPayment whether a payment is a POST; else a PUT
 * @param isDecimal   whether amounts are decimals of the currency ({@code 12.50}); else minor units
 * @param names       of the members of their JSON, by ours
 * @param results     what their words of {@link Member#STATUS} mean
 * @param codes       DE39 for their codes of a refusal; packed as {@link ResponseCode} has it
 */
public record BillerMapping(
        String inquiryPath, String paymentPath, String statusPath, boolean postsPayment, boolean isDecimal,
        Map<Member, String> names, Map<String, BillerResult> results, Map<String, Integer> codes) {

    /** What is said in requests and answers. */
    public enum Member {
        PAYMENT("payment"), BILLER("biller"), REFERENCE("reference"), AMOUNT("amountMinor"), CURRENCY("currency"),
        EFFECTIVE_DATE("effectiveDate"), STATUS("status"), CODE("code"), RECEIPT("receipt"), OWED("owedMinor"),
        DUE_DATE("dueDate"), HOLDER("holder");

        private final String usualName;

        Member(final String usualName) {
            this.usualName = usualName;
        }

        public String usualName() {
            return usualName;
        }
    }

    /** Of billers that have none of their own; {@code docs/billers.md} shows it. */
    public static final BillerMapping USUAL = new BillerMapping(
            "/billers/{biller}/bills/{reference}", "/payments/{payment}", "/payments/{payment}", false, false, Map.of(),
            Map.of("PAID", BillerResult.PAID, "REFUSED", BillerResult.REFUSED, "NOT_FOUND", BillerResult.NOT_FOUND,
                    "PENDING", BillerResult.PENDING),
            Map.of());

    String name(final Member member) {
        return names.getOrDefault(member, member.usualName);
    }

    /** @return DE39; {@link ResponseCode#NONE} for a code that means nothing here. */
    int responseCode(final String theirs) {
        return codes.getOrDefault(theirs,
                theirs.matches("[0-9A-Z]{2}") ? ResponseCode.pack(theirs.charAt(0), theirs.charAt(1)) : ResponseCode.NONE);
    }
}
