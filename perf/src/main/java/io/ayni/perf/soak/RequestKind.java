package io.ayni.perf.soak;

/** What is asked of the switch, and how often of a hundred times. */
enum RequestKind {
    INTERNAL("transfer.internal", "", 50),
    INTERBANK("transfer.interbank", "interbank", 22),
    CARD("card.payment.external", "cards", 8),
    BILL("bill.pay", "services", 3),
    TOP_UP("topup", "services", 2),
    BATCH("bill.pay", "files", 1),
    PURCHASE("card.purchase", "", 10),
    WITHDRAWAL("card.withdrawal", "", 4);

    private static final RequestKind[] OF_A_HUNDRED = new RequestKind[100];

    static {
        int at = 0;
        for (final RequestKind kind : values()) {
            for (int i = 0; i < kind.share; i++) {
                OF_A_HUNDRED[at++] = kind;
            }
        }
    }

    private final String operation;
    private final String network;
    private final int share;

    RequestKind(final String operation, final String network, final int share) {
        this.operation = operation;
        this.network = network;
        this.share = share;
    }

    /** @return as {@code ./ayni payments export} writes it. */
    String operation() {
        return operation;
    }

    /** @return as in the configuration; empty when it goes to none. */
    String network() {
        return network;
    }

    /** @return whether the debit card's network asks, and may take back. */
    boolean isOfDebitCard() {
        return this == PURCHASE || this == WITHDRAWAL;
    }

    /** @return whether silence leads to inquiries, so that an answer of 68 may still end well. */
    boolean isInquired() {
        return this == BILL || this == TOP_UP || this == BATCH;
    }

    /** @param number 0 to 99 */
    static RequestKind of(final int number) {
        return OF_A_HUNDRED[number];
    }
}
