package io.ayni.connectors.e2e;

import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.launch.TestSite;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;

/** The networks that know reversals, and a payment that goes to each. */
enum Reversible {
    INTERBANK("9000000006", 1) {
        @Override
        JposNetwork of(final TestSite site) {
            return site.interbank();
        }

        @Override
        ISOMsg payment(final String amount) throws ISOException {
            return IsoMessages.interbank(amount);
        }

        @Override
        String json(final long amountMinor) {
            return """
                {"type":"transfer.interbank","amountMinor":%d,"currency":"USD","debitAccount":"1000000001",\
                "creditAccount":"EC-77","institution":"2002"}""".formatted(amountMinor);
        }
    },
    CARDS("9000000007", 2) {
        @Override
        JposNetwork of(final TestSite site) {
            return site.cards();
        }

        @Override
        ISOMsg payment(final String amount) throws ISOException {
            return IsoMessages.cardPayment(amount);
        }

        @Override
        String json(final long amountMinor) {
            return """
                {"type":"card.payment","amountMinor":%d,"currency":"USD","debitAccount":"1000000001",\
                "cardToken":"4000001"}""".formatted(amountMinor);
        }
    };

    /** What the network is owed stands here. */
    final String settlement;
    final int linkId;

    Reversible(final String settlement, final int linkId) {
        this.settlement = settlement;
        this.linkId = linkId;
    }

    abstract JposNetwork of(TestSite site);

    /** As a channel asks for it over ISO 8583. */
    abstract ISOMsg payment(String amount) throws ISOException;

    /** As a channel asks for it over JSON. */
    abstract String json(long amountMinor);
}
