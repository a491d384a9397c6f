package io.ayni.core.sim;

import io.ayni.core.payment.Operation;

/**
 * A request that a simulated caller made and may make again. The code is the one-time password that was made for it. A
 * request that moves no money has what it asks beside it; a payment has null there.
 *
 * @param saved     id of the beneficiary or service by which the payee is named; 0 none
 * @param reference account elsewhere, or number at a biller
 */
record SimRequest(long paymentId, long key, Operation operation, int messageClass, int peerId, long amountMinor,
                  long debit, long credit, long institution, long card, long code, int biller, long owed,
                  long token, SimAsk ask, long saved, String reference) {
    /** Of who is not saved. */
    static final String REFERENCE = "22000001234";

    /** A request that names nobody its member saved. */
    SimRequest(final long paymentId, final long key, final Operation operation, final int messageClass,
        final int peerId, final long amountMinor, final long debit, final long credit, final long institution,
        final long card, final long code, final int biller, final long owed, final long token, final SimAsk ask) {
        this(paymentId, key, operation, messageClass, peerId, amountMinor, debit, credit, institution, card, code,
            biller, owed, token, ask, 0, REFERENCE);
    }

    /** Mostly that of the account. */
    int currency() {
        final long account = debit != 0 ? debit : credit;
        final int natural = account != 0 ? Terms.currency(account) : code % 5 == 0 ? Terms.PAB : Terms.USD;
        return code % 16 > 0 ? natural : natural == Terms.USD ? Terms.PAB : Terms.USD;
    }

    /** The first six digits of the card that pays, or is paid. */
    int bin() {
        return operation == Operation.CARD_PAYMENT_EXTERNAL
            ? Terms.FOREIGN_BINS[(int) (code % Terms.FOREIGN_BINS.length)] : Terms.BIN;
    }

    long bodyHash() {
        return amountMinor * 31 + debit * 7 + credit * 3 + operation.code();
    }

    /** The same key with another amount. */
    SimRequest altered() {
        return new SimRequest(paymentId, key, operation, messageClass, peerId, amountMinor + 1, debit, credit,
            institution, card, code, biller, owed, token, ask, saved, reference);
    }

    /** A repeat comes with a new payment id, as the edge makes one for every request. */
    SimRequest repeated(final long newPaymentId) {
        return new SimRequest(newPaymentId, key, operation, messageClass, peerId, amountMinor, debit, credit,
            institution, card, code, biller, owed, token, ask, saved, reference);
    }
}
