package io.ayni.core.payment;

import java.util.HashMap;
import java.util.Map;

/** What a member, a network or an operator asks for; the code is that of the log format. */
public enum Operation {
    TRANSFER_OWN(1, "transfer.own"),
    TRANSFER_INTERNAL(2, "transfer.internal"),
    TRANSFER_INTERBANK(3, "transfer.interbank"),
    /** An interbank credit that comes in: 0200, DE3 21xxxx, from the network. */
    CREDIT_INBOUND(4, "credit.inbound"),
    /** DE3 00xxxx by a debit card of the cooperative. */
    CARD_PURCHASE(5, "card.purchase"),
    /** DE3 01xxxx by a debit card of the cooperative. */
    CARD_WITHDRAWAL(6, "card.withdrawal"),
    /** The record of a 0400/0420 that reached us. */
    REVERSAL(7, "reversal"),
    /** The record of a 0220 that reached us. */
    COMPLETION(8, "completion"),
    /** A payment of the member's own credit card of the cooperative: DE3 50xxxx, to the card processor. */
    CARD_PAYMENT(9, "card.payment"),
    /** A payment of a card of another bank, over the interbank network. */
    CARD_PAYMENT_EXTERNAL(10, "card.payment.external"),
    BILL_PAY(11, "bill.pay"),
    TOP_UP(12, "topup"),
    LOAN_PAYMENT(13, "loan.payment"),
    /** Contributions, capitalisation plan, external capital, the cooperative's own insurance and phone plans. */
    INTERNAL_PAYMENT(14, "internal.payment"),
    LIMITS_UPDATE(20, "limits.update"),
    BENEFICIARY_CREATE(21, "beneficiary.create"),
    BENEFICIARY_UPDATE(22, "beneficiary.update"),
    BENEFICIARY_DELETE(23, "beneficiary.delete"),
    BILLER_ENROL(24, "biller.enrol"),
    BILLER_FAVORITE(25, "biller.favorite"),
    SCHEDULE_CREATE(26, "schedule.create"),
    SCHEDULE_UPDATE(27, "schedule.update"),
    SCHEDULE_DELETE(28, "schedule.delete"),
    CARD_PIN_CHANGE(29, "card.pin.change"),
    CARD_PIN_GENERATE(30, "card.pin.generate"),
    CARD_DEFERRAL_CONFIRM(31, "card.deferral.confirm"),
    CARD_DEFERRAL_BALANCE(32, "card.deferral.balance"),
    /** A bare challenge for the channel's own needs, with a purpose. */
    CHALLENGE(33, "challenge.create"),
    /** A service registered is forgotten. */
    BILLER_DELETE(34, "biller.delete");

    private static final Operation[] BY_CODE = new Operation[64];
    private static final Map<String, Operation> BY_TYPE = new HashMap<>();

    static {
        for (final Operation operation : values()) {
            BY_CODE[operation.code] = operation;
            BY_TYPE.putIfAbsent(operation.type, operation);
        }
    }

    private final int code;
    private final String type;

    Operation(final int code, final String type) {
        this.code = code;
        this.type = type;
    }

    public int code() {
        return code;
    }

    /** @return whether it moves no money: a MemberRequest, which ends DONE. */
    public boolean isMemberRequest() {
        return code >= LIMITS_UPDATE.code;
    }

    /** @return the name of the JSON interface: {@code type}. */
    public String type() {
        return type;
    }

    /** @return the operation, or null for a code of no operation. */
    public static Operation ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** @return the operation with this JSON type, or null. */
    public static Operation ofType(final String type) {
        return BY_TYPE.get(type);
    }
}
