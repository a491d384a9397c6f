package io.ayni.core.payment;

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
    COMPLETION(8, "completion");

    private static final Operation[] BY_CODE = new Operation[16];

    static {
        for (final Operation operation : values()) {
            BY_CODE[operation.code] = operation;
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
        for (final Operation operation : values()) {
            if (operation.type.equals(type)) {
                return operation;
            }
        }
        return null;
    }
}
