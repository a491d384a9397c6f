package io.ayni.core.engine;

import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.policy.Policy;
import io.ayni.core.store.Slab;

/**
 * Finds the message that an answer belongs to. Key: link, MTI class, DE7, DE11, DE32, DE37, DE41; then DE2 (by BIN and
 * last four digits), DE3, DE4 and DE49 must agree where the answer carries them. On a mismatch it says which field, and whether it is missing or differs.
 */
final class AnswerMatcher {
    /** The message type: field 1 would be the bitmap, which nobody numbers. */
    private static final int MTI = 1;
    private static final int DE2 = 2;
    private static final int DE3 = 3;
    private static final int DE4 = 4;
    private static final int DE7 = 7;
    private static final int DE11 = 11;
    private static final int DE32 = 32;
    private static final int DE37 = 37;
    private static final int DE41 = 41;
    private static final int DE49 = 49;
    private static final int TRANSFER_CODE = 40;
    private static final int PAYMENT_CODE = 50;
    private static final int PIN_CHANGE_CODE = 92;
    private static final int PIN_GENERATION_CODE = 93;
    private static final int CLASS_AUTHORIZATION = 1;
    private static final int CLASS_FINANCIAL = 2;
    private static final int CLASS_REVERSAL = 4;
    private static final int MOST_BIN = 999_999;

    private final EngineState state;
    private int field;
    private boolean fieldMissing;

    AnswerMatcher(final EngineState state) {
        this.state = state;
    }

    /** @return the leg, or {@link Slab#NONE}; then {@link #field()} says why. */
    int match(final NetworkAnswerDecoder answer) {
        final int present = answer.present();
        final long reference = digits(answer);
        if (answer.linkId() < 0 || answer.linkId() > Links.MAX_LINK_ID || !require(present, 4, DE37, reference > 0)) {
            return Slab.NONE;
        }
        final int leg = state.legs.find(answer.linkId(), reference);
        if (!require(present, 4, DE37, leg != Slab.NONE)) {
            return Slab.NONE;
        }
        return agrees(answer, present, leg) ? leg : Slab.NONE;
    }

    /** @return of the last mismatch: the ISO 8583 field. */
    int field() {
        return field;
    }

    boolean fieldMissing() {
        return fieldMissing;
    }

    /** @return DE38 packed into the low 48 bits; 0 when the answer has none. */
    static long approvalCode(final NetworkAnswerDecoder answer) {
        long packed = 0;
        boolean blank = true;
        for (int i = 0; i < 6; i++) {
            final byte character = answer.approvalCode(i);
            blank &= character == ' ' || character == 0;
            packed |= (character & 0xFFL) << 8 * i;
        }
        return blank ? 0 : packed;
    }

    private boolean agrees(final NetworkAnswerDecoder answer, final int present, final int leg) {
        final NetworkLegs legs = state.legs;
        final int p = legs.payment(leg);
        final boolean reversal = answer.messageClass() == CLASS_REVERSAL;
        final Policy.LinkTerms terms = state.policy.link(answer.linkId());
        return agrees(MTI, reversal || answer.messageClass()
                == (state.payments.operation(p).isMemberRequest() ? CLASS_AUTHORIZATION : CLASS_FINANCIAL))
            && require(present, 2, DE11, answer.stan() == (reversal ? legs.reversalStan(leg) : legs.stan(leg)))
            && require(present, 1, DE7, answer.transmissionTime()
                == (reversal ? legs.reversalTransmissionTime(leg) : legs.transmissionTime(leg)))
            && require(present, 16, DE32, terms != null && answer.acquirer() == terms.acquirer())
            && require(present, 8, DE41, terms != null && terminalAgrees(answer, terms.terminal()))
            && agrees(DE2, cardAgrees(answer, p))
            && agreesIfPresent(present, 32, DE3, processingCodeAgrees(answer.processingCode(), p))
            && agreesIfPresent(present, 64, DE4, answer.amountMinor() == state.payments.amountMinor(p))
            && agreesIfPresent(present, 128, DE49, answer.currency() == state.payments.currency(p));
    }

    private boolean processingCodeAgrees(final long processingCode, final int p) {
        return switch (state.payments.operation(p)) {
            case TRANSFER_INTERBANK -> processingCode / 10_000 == TRANSFER_CODE;
            case CARD_PAYMENT, CARD_PAYMENT_EXTERNAL -> processingCode / 10_000 == PAYMENT_CODE;
            case CARD_PIN_CHANGE -> processingCode / 10_000 == PIN_CHANGE_CODE;
            case CARD_PIN_GENERATE -> processingCode / 10_000 == PIN_GENERATION_CODE;
            default -> true;
        };
    }

    /** An answer without a card, and a payment without one, have nothing to disagree about. */
    private boolean cardAgrees(final NetworkAnswerDecoder answer, final int p) {
        final int bin = state.payments.cardBin(p);
        return answer.cardBin() <= 0 || answer.cardBin() > MOST_BIN || bin == 0
            || answer.cardBin() == bin && answer.cardLastFour() == state.payments.cardLastFour(p);
    }

    private boolean agrees(final int isoField, final boolean agrees) {
        if (!agrees) {
            field = isoField;
            fieldMissing = false;
        }
        return agrees;
    }

    private boolean require(final int present, final int bit, final int isoField, final boolean agrees) {
        if ((present & bit) == 0) {
            field = isoField;
            fieldMissing = true;
            return false;
        }
        return agreesIfPresent(present, bit, isoField, agrees);
    }

    private boolean agreesIfPresent(final int present, final int bit, final int isoField, final boolean agrees) {
        if ((present & bit) != 0 && !agrees) {
            field = isoField;
            fieldMissing = false;
            return false;
        }
        return true;
    }

    private static boolean terminalAgrees(final NetworkAnswerDecoder answer, final String terminal) {
        for (int i = 0; i < NetworkAnswerDecoder.terminalLength(); i++) {
            if (answer.terminal(i) != terminal.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** @return the twelve digits of DE37, or -1 when they are not all digits: ours always are. */
    private static long digits(final NetworkAnswerDecoder answer) {
        long value = 0;
        for (int i = 0; i < NetworkAnswerDecoder.retrievalReferenceLength(); i++) {
            final int digit = answer.retrievalReference(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
