package io.ayni.connectors.translate;

import io.ayni.core.payment.Operation;

/** What an ISO 8583 peer is to us, and so which payments it may ask for. */
public enum IsoRole {
    /** Web, mobile, teller: transfers (DE3 40), payments (50) and inquiries (30, 31) of the cooperative's members. */
    CHANNEL("channel"),
    /** The card network: purchases, withdrawals and balances with the cooperative's debit cards (DE3 00, 01, 30, 31; DE2). */
    CARD("card"),
    /** The interbank network: credits that come in (DE3 21). */
    INTERBANK("interbank");

    private final String text;

    IsoRole(final String text) {
        this.text = text;
    }

    /** @return the name in configuration. */
    public String text() {
        return text;
    }

    /** @return the role of that name in configuration, or null. */
    public static IsoRole ofText(final String text) {
        for (final IsoRole role : values()) {
            if (role.text.equals(text)) {
                return role;
            }
        }
        return null;
    }

    /** @return whether a peer of this role may ask for the operation; if not it is answered 57. */
    boolean may(final Operation operation) {
        return switch (operation) {
            case TRANSFER_OWN, TRANSFER_INTERNAL, TRANSFER_INTERBANK, CARD_PAYMENT, CARD_PAYMENT_EXTERNAL, BILL_PAY,
                 TOP_UP, INTERNAL_PAYMENT -> this == CHANNEL;
            case CARD_PURCHASE, CARD_WITHDRAWAL, COMPLETION -> this == CARD;
            case CREDIT_INBOUND -> this == INTERBANK;
            case REVERSAL -> true;
            default -> false;
        };
    }

    /** @return whether its members are ours, so that an approval may tell their balances (DE54). */
    boolean seesBalances() {
        return this == CHANNEL || this == CARD;
    }
}
