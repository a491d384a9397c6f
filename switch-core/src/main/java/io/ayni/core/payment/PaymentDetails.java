package io.ayni.core.payment;

import io.ayni.core.command.PaymentDetailRecordDecoder;
import io.ayni.core.command.PaymentDetailRecordEncoder;
import io.ayni.core.store.Slab;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What some payments have beside the record that all have: biller, effective day, receipt, note, sealed card, inquiries,
 * the request of a member that waits for its confirmation. A record is made when its first field is set, so that a
 * transfer inside the cooperative needs none. Texts and sealed bytes are kept as words, little endian. One thread.
 */
public final class PaymentDetails {
    public static final int RECEIPT_LENGTH = 24;
    public static final int NOTE_LENGTH = 40;
    public static final int SEALED_CARD_LENGTH = 48;

    private static final int WORDS = 25;
    /** Low half the biller, high half the effective day. */
    private static final int BILLER_DAY = 0;
    private static final int OWED = 1;
    private static final int TARGET = 2;
    private static final int MEMBER = 3;
    private static final int CARD_TOKEN = 4;
    private static final int INTEREST = 5;
    /** Low half the inquiries, bits 32 instalments (16), 48 step-up method (8). */
    private static final int COUNTS = 6;
    private static final int UNKNOWN_SINCE = 7;
    private static final int SENT = 8;
    private static final int CARD_LIMIT_OWNER = 9;
    private static final int RECEIPT = 10;
    private static final int NOTE = 13;
    private static final int SEALED_CARD = 18;
    private static final int DECISIVE_INQUIRY = 24;
    /** No command waits for its confirmation. */
    static final byte[] NO_REQUEST = {};

    private final Slab slab = new Slab(WORDS);
    private byte[][] requests = new byte[16][];

    /** @return a record of its own for a payment. */
    public int add() {
        return slab.allocate();
    }

    public void remove(final int id) {
        if (id < requests.length) {
            requests[id] = null;
        }
        slab.free(id);
    }

    /** @return 0: none. */
    public int billerId(final int id) {
        return slab.getInt(id, BILLER_DAY, 0);
    }

    public void billerId(final int id, final int billerId) {
        slab.setInt(id, BILLER_DAY, 0, billerId);
    }

    /** @return epoch day on which the payment has effect; 0 at once. */
    public int effectiveDay(final int id) {
        return slab.getInt(id, BILLER_DAY, 32);
    }

    public void effectiveDay(final int id, final int epochDay) {
        slab.setInt(id, BILLER_DAY, 32, epochDay);
    }

    /** @return what the biller said is owed; -1 it could not be asked. */
    public long owedMinor(final int id) {
        return slab.get(id, OWED);
    }

    public void owedMinor(final int id, final long owedMinor) {
        slab.set(id, OWED, owedMinor);
    }

    /** @return beneficiary, enrolment, schedule or deferral. */
    public long targetId(final int id) {
        return slab.get(id, TARGET);
    }

    public void targetId(final int id, final long targetId) {
        slab.set(id, TARGET, targetId);
    }

    /** @return of a request that has no account; 0 otherwise. */
    public long memberId(final int id) {
        return slab.get(id, MEMBER);
    }

    public void memberId(final int id, final long memberId) {
        slab.set(id, MEMBER, memberId);
    }

    public long cardToken(final int id) {
        return slab.get(id, CARD_TOKEN);
    }

    public void cardToken(final int id, final long token) {
        slab.set(id, CARD_TOKEN, token);
    }

    public long interestMinor(final int id) {
        return slab.get(id, INTEREST);
    }

    public void interestMinor(final int id, final long interestMinor) {
        slab.set(id, INTEREST, interestMinor);
    }

    /** @return status inquiries sent so far. */
    public int inquiries(final int id) {
        return slab.getInt(id, COUNTS, 0);
    }

    public void inquiries(final int id, final int count) {
        slab.setInt(id, COUNTS, 0, count);
    }

    public int instalments(final int id) {
        return slab.getBits(id, COUNTS, 32, 16);
    }

    public void instalments(final int id, final int instalments) {
        slab.setBits(id, COUNTS, 32, 16, instalments);
    }

    /** @return code of the method that the open challenge asks for, where it is no one-time password; 0 otherwise. */
    public int stepUp(final int id) {
        return slab.getBits(id, COUNTS, 48, 8);
    }

    public void stepUp(final int id, final int methodCode) {
        slab.setBits(id, COUNTS, 48, 8, methodCode);
    }

    public long unknownSinceMs(final int id) {
        return slab.get(id, UNKNOWN_SINCE);
    }

    public void unknownSinceMs(final int id, final long timestampMs) {
        slab.set(id, UNKNOWN_SINCE, timestampMs);
    }

    /** @return when it was sent to the biller; set once its answer is overdue. */
    public long sentMs(final int id) {
        return slab.get(id, SENT);
    }

    public void sentMs(final int id, final long timestampMs) {
        slab.set(id, SENT, timestampMs);
    }

    /** @return the first inquiry that was sent when the request could arrive no more; 0 none yet. */
    public int decisiveInquiry(final int id) {
        return (int) slab.get(id, DECISIVE_INQUIRY);
    }

    public void decisiveInquiry(final int id, final int attempt) {
        slab.set(id, DECISIVE_INQUIRY, attempt);
    }

    /** @return the owner in {@code LimitTable} of the card's own limit; 0 none was taken. */
    public long cardLimitOwner(final int id) {
        return slab.get(id, CARD_LIMIT_OWNER);
    }

    public void cardLimitOwner(final int id, final long owner) {
        slab.set(id, CARD_LIMIT_OWNER, owner);
    }

    /** Takes {@link #RECEIPT_LENGTH} bytes: the biller's own number, or the purpose of a bare challenge. */
    public void receipt(final int id, final DirectBuffer source, final int offset) {
        put(id, RECEIPT, source, offset, RECEIPT_LENGTH);
    }

    public void getReceipt(final int id, final MutableDirectBuffer target, final int offset) {
        get(id, RECEIPT, target, offset, RECEIPT_LENGTH);
    }

    /** Takes {@link #NOTE_LENGTH} bytes. */
    public void note(final int id, final DirectBuffer source, final int offset) {
        put(id, NOTE, source, offset, NOTE_LENGTH);
    }

    public void getNote(final int id, final MutableDirectBuffer target, final int offset) {
        get(id, NOTE, target, offset, NOTE_LENGTH);
    }

    /** Takes {@link #SEALED_CARD_LENGTH} bytes. */
    public void sealedCard(final int id, final DirectBuffer source, final int offset) {
        put(id, SEALED_CARD, source, offset, SEALED_CARD_LENGTH);
    }

    public void getSealedCard(final int id, final MutableDirectBuffer target, final int offset) {
        get(id, SEALED_CARD, target, offset, SEALED_CARD_LENGTH);
    }

    /** @return the command that waits for its confirmation, as it came; empty when none does. */
    public byte[] request(final int id) {
        return id < requests.length && requests[id] != null ? requests[id] : NO_REQUEST;
    }

    /** Keeps a command, or with an empty one forgets it. */
    public void request(final int id, final byte[] command) {
        if (id >= requests.length) {
            if (command.length == 0) {
                return;
            }
            requests = Arrays.copyOf(requests, Math.max(id + 1, requests.length * 2));
        }
        requests[id] = command.length == 0 ? null : command;
    }

    /** Writes a record of a snapshot. */
    public void save(final int id, final PaymentDetailRecordEncoder record) {
        record.billerId(billerId(id)).effectiveDay(effectiveDay(id)).owedMinor(owedMinor(id)).targetId(targetId(id))
            .memberId(memberId(id)).cardToken(cardToken(id)).interestMinor(interestMinor(id))
            .instalments(instalments(id)).stepUp((short) stepUp(id)).inquiries(inquiries(id))
            .unknownSinceMs(unknownSinceMs(id)).sentMs(sentMs(id)).cardLimitOwner(cardLimitOwner(id))
            .decisiveInquiry(decisiveInquiry(id));
        final int offset = record.offset();
        getReceipt(id, record.buffer(), offset + PaymentDetailRecordEncoder.receiptEncodingOffset());
        getNote(id, record.buffer(), offset + PaymentDetailRecordEncoder.noteEncodingOffset());
        getSealedCard(id, record.buffer(), offset + PaymentDetailRecordEncoder.sealedCardEncodingOffset());
        final byte[] request = request(id);
        record.putRequest(request, 0, request.length);
    }

    public int restore(final PaymentDetailRecordDecoder record) {
        final int id = add();
        billerId(id, record.billerId());
        effectiveDay(id, record.effectiveDay());
        owedMinor(id, record.owedMinor());
        targetId(id, record.targetId());
        memberId(id, record.memberId());
        cardToken(id, record.cardToken());
        interestMinor(id, record.interestMinor());
        instalments(id, record.instalments());
        stepUp(id, record.stepUp());
        inquiries(id, record.inquiries());
        unknownSinceMs(id, record.unknownSinceMs());
        sentMs(id, record.sentMs());
        cardLimitOwner(id, record.cardLimitOwner());
        decisiveInquiry(id, record.decisiveInquiry());
        final int offset = record.offset();
        receipt(id, record.buffer(), offset + PaymentDetailRecordDecoder.receiptEncodingOffset());
        note(id, record.buffer(), offset + PaymentDetailRecordDecoder.noteEncodingOffset());
        sealedCard(id, record.buffer(), offset + PaymentDetailRecordDecoder.sealedCardEncodingOffset());
        final byte[] request = new byte[record.requestLength()];
        record.getRequest(request, 0, request.length);
        request(id, request);
        return id;
    }

    /** Appends the record as text; of what is sealed nothing. */
    public void describe(final int id, final StringBuilder line) {
        line.append(" biller ").append(billerId(id)).append(" effective ").append(effectiveDay(id))
            .append(" owed ").append(owedMinor(id)).append(" target ").append(targetId(id))
            .append(" member ").append(memberId(id)).append(" token ").append(cardToken(id))
            .append(" interest ").append(interestMinor(id)).append(" instalments ").append(instalments(id))
            .append(" inquiries ").append(inquiries(id)).append(" unknown-since ").append(unknownSinceMs(id))
            .append(" sent ").append(sentMs(id)).append(" request ").append(request(id).length);
    }

    public int size() {
        return slab.size();
    }

    private void put(final int id, final int word, final DirectBuffer source, final int offset, final int length) {
        for (int i = 0; i < length / Long.BYTES; i++) {
            slab.set(id, word + i, source.getLong(offset + i * Long.BYTES, ByteOrder.LITTLE_ENDIAN));
        }
    }

    private void get(final int id, final int word, final MutableDirectBuffer target, final int offset,
        final int length) {
        for (int i = 0; i < length / Long.BYTES; i++) {
            target.putLong(offset + i * Long.BYTES, slab.get(id, word + i), ByteOrder.LITTLE_ENDIAN);
        }
    }
}
