package io.ayni.core.sim;

import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.ArrayList;
import java.util.List;

/** A payment of the naive twin, or a request of a member. */
final class NaivePayment {
    /** Connection and correlation of a caller who is not there. */
    static final long[] NOBODY = {0, 0};

    long id;
    NaiveKey key;
    Operation operation;
    int messageClass;
    PaymentState state = PaymentState.RECEIVED;
    DeclineReason reason = DeclineReason.NONE;
    int code;
    int peerId;
    long bodyHash;
    long amountMinor;
    int currency = Terms.USD;
    long feeMinor;
    long taxMinor;
    NaiveAccount debit;
    NaiveAccount credit;
    long heldMinor;
    long capturedMinor;
    long reversedMinor;
    long availableAfter;
    long sequence;
    long createdMs;
    long updatedMs;
    long deadlineMs;
    long[] reply = NOBODY;
    long[] repeat = NOBODY;
    NaiveMac mac;
    int tries;
    int resends;
    NaiveKey lastKey;
    long institution;
    int linkId;
    long reference;
    long transmissionTime;
    long reversalStan;
    long reversalTime;
    int reversals;
    boolean parked;
    NaiveUse use;
    NaiveUse cardUse;
    long card;
    /** First six digits of a card of another bank that is paid. */
    int foreignBin;
    int billerId;
    long owedMinor;
    /** Goes to the card processor, not only into its next file. */
    boolean toProcessor;
    /** Told to the card processor in a file. */
    boolean byFile;
    int effectiveDay;
    int pickedLink;
    long sentMs;
    long unknownSinceMs;
    final List<Long> inquirySentMs = new ArrayList<>();
    /** Of a member's request. */
    long member;
    NaiveRequest request;
    long target;
    long interestMinor;
    /** The challenge asks for the code of a soft token. */
    boolean asksToken;
    /** That made it; 0 none. */
    long scheduleId;
}
