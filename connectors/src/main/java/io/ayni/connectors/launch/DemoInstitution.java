package io.ayni.connectors.launch;

import java.util.Locale;

/** The two cooperatives of {@code examples/}, and what of them the demo's script has to know. */
enum DemoInstitution {
    ECUADOR("institution-ecuador.yaml", "90", "0036", "0400123456", "0991234567", "02-0123-004-0005", 402, "0991234567",
            "POSTED"),
    PANAMA("institution-panama.yaml", "91", "000000071", "1234567", "1234567", "123456", 402, "61234567",
            "SCHEDULED_EFFECTIVE");

    /** Its rules. */
    final String file;
    /** First digits of its own accounts. */
    final String accounts;
    /** Another institution that it reaches. */
    final String bank;
    /** Of María's bill at biller 101. */
    final String billReference;
    /** Of María's at biller 201. */
    final String topUpReference;
    /** Of María's at biller 301, which fetches files. */
    final String filesReference;
    /** Paid inside the cooperative. */
    final int planBiller;
    /** Of María's there. */
    final String planReference;
    /** State in which a payment of the cooperative's own card ends. */
    final String cardPayment;

    DemoInstitution(
            final String file, final String accounts, final String bank, final String billReference,
            final String topUpReference, final String filesReference, final int planBiller,
            final String planReference, final String cardPayment) {
        this.file = file;
        this.accounts = accounts;
        this.bank = bank;
        this.billReference = billReference;
        this.topUpReference = topUpReference;
        this.filesReference = filesReference;
        this.planBiller = planBiller;
        this.planReference = planReference;
        this.cardPayment = cardPayment;
    }

    /** @return whether the card processor hears of a payment at once. */
    boolean sendsCardPayments() {
        return cardPayment.equals("POSTED");
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
