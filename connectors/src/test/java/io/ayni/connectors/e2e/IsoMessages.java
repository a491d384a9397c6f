package io.ayni.connectors.e2e;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;

/** Messages of callers, as jPOS makes them. */
final class IsoMessages {
    static final String ANA = "1000000001";
    static final String LUIS = "1000000002";
    static final String PAN = "4000001234567899";
    static final String CREDIT_PAN = "4545450000000001";
    private static int lastStan;

    private IsoMessages() {
    }

    /** To account EC-77 at institution 2002. */
    static ISOMsg interbank(final String amount) throws ISOException {
        final ISOMsg message = common("0200", "400000", amount);
        message.set(100, "2002");
        message.set(102, ANA);
        message.set(103, "EC-77");
        return message;
    }

    /** Of the cooperative's own credit card, which its processor has to hear of. */
    static ISOMsg cardPayment(final String amount) throws ISOException {
        final ISOMsg message = common("0200", "500000", amount);
        message.set(2, CREDIT_PAN);
        message.set(102, ANA);
        return message;
    }

    /** Of biller 101. */
    static ISOMsg bill(final String amount) throws ISOException {
        final ISOMsg message = common("0200", "500000", amount);
        message.set(98, "101");
        message.set(102, ANA);
        message.set(103, "0400123456");
        return message;
    }

    static ISOMsg internal(final String amount) throws ISOException {
        final ISOMsg message = common("0200", "400000", amount);
        message.set(102, ANA);
        message.set(103, LUIS);
        return message;
    }

    static ISOMsg card(final String mti, final String processingCode, final String amount) throws ISOException {
        final ISOMsg message = common(mti, processingCode, amount);
        message.set(2, PAN);
        return message;
    }

    /** The same request under a new trace number, with the challenge and the password typed in. */
    static ISOMsg confirmed(final ISOMsg request, final ISOMsg challenge, final String code) throws ISOException {
        final ISOMsg message = (ISOMsg) request.clone();
        message.set(11, nextStan());
        message.set(124, challenge.getString(124));
        message.set(125, code);
        return message;
    }

    /** A message about another one: 0420 or 0220 with its DE90. */
    static ISOMsg about(final ISOMsg original, final String mti) throws ISOException {
        final ISOMsg message = (ISOMsg) original.clone();
        message.setMTI(mti);
        message.set(11, nextStan());
        message.set(90, original.getMTI() + original.getString(11) + original.getString(7)
            + String.format("%011d", original.hasField(32) ? Long.parseLong(original.getString(32)) : 0)
            + "00000000000");
        return message;
    }

    static ISOMsg common(final String mti, final String processingCode, final String amount) throws ISOException {
        final ISOMsg message = new ISOMsg(mti);
        message.set(3, processingCode);
        message.set(4, amount);
        message.set(7, "1121040506");
        message.set(11, nextStan());
        message.set(37, "WEB" + String.format("%09d", lastStan));
        message.set(41, "WEB00001");
        message.set(49, "840");
        return message;
    }

    private static synchronized String nextStan() {
        return String.format("%06d", ++lastStan);
    }
}
