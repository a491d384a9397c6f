package io.ayni.core.payment;

import io.ayni.core.command.NetworkLegRecordDecoder;
import io.ayni.core.command.NetworkLegRecordEncoder;
import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabIndex;
import java.util.Arrays;

/**
 * What a payment has with an outbound network: where it goes, and the references of its messages, kept until the payment
 * is forgotten so that an answer however late finds what it belongs to. Found by link and retrieval reference. One thread.
 */
public final class NetworkLegs {
    /** DE103, ans..28 */
    public static final int EXTERNAL_ACCOUNT_LENGTH = 28;

    private static final int WORDS = 16;
    /** Link id in the high 16 bits, retrieval reference (12 digits, under 2^40) in the rest: unique. */
    private static final int REFERENCE = 0;
    private static final int PAYMENT = 1;
    /** Low half DE11 of the request, high half that of the reversal. */
    private static final int STANS = 2;
    private static final int TRANSMISSION_TIME = 3;
    private static final int REVERSAL_TRANSMISSION_TIME = 4;
    private static final int INSTITUTION = 5;
    private static final int EXTERNAL_ACCOUNT = 6;
    /** Low half reversal messages sent, high half next in the queue of those that wait for the link, + 1. */
    private static final int REVERSALS = 10;
    /** DE38 in the low 48 bits, 0 when none. */
    private static final int APPROVAL_CODE = 11;
    /** Low half whether it stands in the queue of its link, high half the settlement day. */
    private static final int WAITING = 12;
    /** Of the link, when the reversal left whose answer is awaited; 0 none. */
    private static final int WINDOW_EPOCH = 13;
    private static final int REPEAT_CONNECTION = 14;
    private static final int REPEAT_CORRELATION = 15;

    private final Slab slab = new Slab(WORDS);
    private final SlabIndex byReference;
    /** By link: payments that wait for the answer to their request. */
    private final int[] inFlight = new int[Links.MAX_LINK_ID + 1];
    /** By link: payments whose reversal is not accepted yet. */
    private final int[] reversing = new int[Links.MAX_LINK_ID + 1];
    /** By link: reversals that left over the connections of now and whose answer is awaited. */
    private final int[] inWindow = new int[Links.MAX_LINK_ID + 1];
    /** By link: payments in its queue of reversals, and a bit for each link that has some. */
    private final int[] queued = new int[Links.MAX_LINK_ID + 1];
    private final long[] queues = new long[(Links.MAX_LINK_ID + 1) / Long.SIZE];
    /** By link: how often its window was emptied because it went down, + 1. */
    private final int[] epochs = new int[Links.MAX_LINK_ID + 1];

    public NetworkLegs(final int expectedSize) {
        byReference = new SlabIndex(slab, REFERENCE, 1, expectedSize);
        Arrays.fill(epochs, 1);
    }

    public int add(final int payment, final long institution, final long account0, final long account1,
        final long account2, final long account3) {
        final int leg = slab.allocate();
        slab.set(leg, PAYMENT, payment);
        slab.set(leg, INSTITUTION, institution);
        slab.set(leg, EXTERNAL_ACCOUNT, account0);
        slab.set(leg, EXTERNAL_ACCOUNT + 1, account1);
        slab.set(leg, EXTERNAL_ACCOUNT + 2, account2);
        slab.set(leg, EXTERNAL_ACCOUNT + 3, account3);
        return leg;
    }

    /** Gives the request its references. @param retrievalReference 12 digits, used once per link. */
    public void reference(final int leg, final int linkId, final long retrievalReference, final int stan,
        final long transmissionTime) {
        slab.set(leg, REFERENCE, key(linkId, retrievalReference));
        slab.setInt(leg, STANS, 0, stan);
        slab.set(leg, TRANSMISSION_TIME, transmissionTime);
        byReference.add(leg);
    }

    /** Gives the reversal its references, once: repeats carry the same. */
    public void reversalReference(final int leg, final int stan, final long transmissionTime) {
        slab.setInt(leg, STANS, 32, stan);
        slab.set(leg, REVERSAL_TRANSMISSION_TIME, transmissionTime);
    }

    /** The request is on its way. */
    public void begin(final int leg) {
        inFlight[linkId(leg)]++;
    }

    /** Its answer is no longer awaited. */
    void end(final int leg) {
        inFlight[linkId(leg)]--;
    }

    /** @return requests over a link whose answer is awaited. */
    public int inFlight(final int linkId) {
        return inFlight[linkId];
    }

    /** The payment is to be taken back. */
    public void beginReversal(final int leg) {
        reversing[linkId(leg)]++;
    }

    /** It was taken back, or given to a person. */
    void endReversal(final int leg) {
        reversalHeard(leg);
        reversing[linkId(leg)]--;
    }

    /** @return payments of a link whose reversal is not accepted yet. */
    public int reversing(final int linkId) {
        return reversing[linkId];
    }

    /** A reversal leaves: it takes room in the window of its link. */
    public void reversalLeft(final int leg) {
        reversalHeard(leg);
        inWindow[linkId(leg)]++;
        slab.set(leg, WINDOW_EPOCH, epochs[linkId(leg)]);
    }

    /** Its answer came, or is no longer awaited. */
    public void reversalHeard(final int leg) {
        if (slab.get(leg, WINDOW_EPOCH) == epochs[linkId(leg)]) {
            inWindow[linkId(leg)]--;
        }
        slab.set(leg, WINDOW_EPOCH, 0);
    }

    /** @return reversals of a link whose answer is awaited. */
    public int inWindow(final int linkId) {
        return inWindow[linkId];
    }

    /** The link went down: what was under way over it is not waited for. */
    public void emptyWindow(final int linkId) {
        if (inWindow[linkId] > 0) {
            inWindow[linkId] = 0;
            epochs[linkId]++;
        }
    }

    int epoch(final int linkId) {
        return epochs[linkId];
    }

    void epoch(final int linkId, final int epoch) {
        epochs[linkId] = epoch;
    }

    /** @return the epoch day on which the payment settles; 0 unknown. */
    public int settlementDay(final int leg) {
        return slab.getInt(leg, WAITING, 32);
    }

    public void settlementDay(final int leg, final int epochDay) {
        slab.setInt(leg, WAITING, 32, epochDay);
    }

    /** Forgets the leg with its payment. One that still stands in the queue of its link is freed when it leaves it. */
    public void remove(final int leg) {
        if (slab.get(leg, REFERENCE) != 0) {
            byReference.remove(leg);
        }
        if (isWaiting(leg)) {
            countQueued(linkId(leg), -1);
            slab.set(leg, REFERENCE, 0);
            slab.set(leg, PAYMENT, Slab.NONE);
        } else {
            slab.free(leg);
        }
    }

    /** Frees a leg that left the queue of its link after its payment was forgotten. */
    void free(final int leg) {
        slab.free(leg);
    }

    /** @return the leg, or {@link Slab#NONE}. */
    public int find(final int linkId, final long retrievalReference) {
        return byReference.find(key(linkId, retrievalReference));
    }

    /** @return {@link Slab#NONE} when the payment was forgotten while its reversal waited for the link. */
    public int payment(final int leg) {
        return (int) slab.get(leg, PAYMENT);
    }

    public int linkId(final int leg) {
        return (int) (slab.get(leg, REFERENCE) >>> 40);
    }

    /** @return 12 digits; 0 while nothing was sent. */
    public long retrievalReference(final int leg) {
        return slab.get(leg, REFERENCE) & (1L << 40) - 1;
    }

    public int stan(final int leg) {
        return slab.getInt(leg, STANS, 0);
    }

    /** @return 0 while there is no reversal. */
    public int reversalStan(final int leg) {
        return slab.getInt(leg, STANS, 32);
    }

    /** @return MMDDhhmmss */
    public long transmissionTime(final int leg) {
        return slab.get(leg, TRANSMISSION_TIME);
    }

    public long reversalTransmissionTime(final int leg) {
        return slab.get(leg, REVERSAL_TRANSMISSION_TIME);
    }

    public long institution(final int leg) {
        return slab.get(leg, INSTITUTION);
    }

    /** @param part 0 to 3. @return 8 (the last 4) characters of the account, little endian. */
    public long externalAccount(final int leg, final int part) {
        return slab.get(leg, EXTERNAL_ACCOUNT + part);
    }

    public int reversals(final int leg) {
        return slab.getInt(leg, REVERSALS, 0);
    }

    public void reversals(final int leg, final int count) {
        slab.setInt(leg, REVERSALS, 0, count);
    }

    public long approvalCode(final int leg) {
        return slab.get(leg, APPROVAL_CODE);
    }

    public void approvalCode(final int leg, final long packed) {
        slab.set(leg, APPROVAL_CODE, packed);
    }

    /** @return whom the last repeat of the request is from that waits for the same answer; 0 nobody. */
    public long repeatConnection(final int leg) {
        return slab.get(leg, REPEAT_CONNECTION);
    }

    public long repeatCorrelation(final int leg) {
        return slab.get(leg, REPEAT_CORRELATION);
    }

    public void repeatTo(final int leg, final long connectionId, final long correlationId) {
        slab.set(leg, REPEAT_CONNECTION, connectionId);
        slab.set(leg, REPEAT_CORRELATION, correlationId);
    }

    /** Writes a leg as a snapshot record; its place in the queue of its link is saved there. */
    public void save(final int leg, final NetworkLegRecordEncoder record) {
        record.reference(slab.get(leg, REFERENCE)).stans(slab.get(leg, STANS))
            .transmissionTime(transmissionTime(leg)).reversalTransmissionTime(reversalTransmissionTime(leg))
            .institution(institution(leg)).externalAccount0(externalAccount(leg, 0))
            .externalAccount1(externalAccount(leg, 1)).externalAccount2(externalAccount(leg, 2))
            .externalAccount3(externalAccount(leg, 3)).reversals(reversals(leg)).approvalCode(approvalCode(leg))
            .settlementDay(settlementDay(leg)).windowEpoch((int) slab.get(leg, WINDOW_EPOCH));
    }

    public int restore(final int payment, final NetworkLegRecordDecoder record) {
        final int leg = add(payment, record.institution(), record.externalAccount0(), record.externalAccount1(),
            record.externalAccount2(), record.externalAccount3());
        slab.set(leg, STANS, record.stans());
        slab.set(leg, TRANSMISSION_TIME, record.transmissionTime());
        slab.set(leg, REVERSAL_TRANSMISSION_TIME, record.reversalTransmissionTime());
        slab.set(leg, APPROVAL_CODE, record.approvalCode());
        reversals(leg, record.reversals());
        if (record.reference() != 0) {
            slab.set(leg, REFERENCE, record.reference());
            byReference.add(leg);
        }
        if (record.settlementDay() != NetworkLegRecordDecoder.settlementDayNullValue()) {
            settlementDay(leg, record.settlementDay());
            slab.set(leg, WINDOW_EPOCH, record.windowEpoch());
            inWindow[linkId(leg)] += record.windowEpoch() != 0 && record.windowEpoch() == epochs[linkId(leg)] ? 1 : 0;
        }
        return leg;
    }

    int nextWaiting(final int leg) {
        return slab.getInt(leg, REVERSALS, 32) - 1;
    }

    void nextWaiting(final int leg, final int next) {
        slab.setInt(leg, REVERSALS, 32, next + 1);
    }

    boolean isWaiting(final int leg) {
        return slab.getInt(leg, WAITING, 0) != 0;
    }

    /** Of a leg whose payment is there. */
    void waiting(final int leg, final boolean waiting) {
        countQueued(linkId(leg), waiting ? 1 : -1);
        slab.setInt(leg, WAITING, 0, waiting ? 1 : 0);
    }

    private void countQueued(final int linkId, final int change) {
        queued[linkId] += change;
        final long bit = 1L << linkId;
        queues[linkId / Long.SIZE] = queued[linkId] > 0
            ? queues[linkId / Long.SIZE] | bit : queues[linkId / Long.SIZE] & ~bit;
    }

    /** @return payments whose reversal waits for the link. */
    int queued(final int linkId) {
        return queued[linkId];
    }

    /** @return the first link from this one on with a queue of reversals, or {@link Slab#NONE}. */
    public int nextQueue(final int fromLinkId) {
        for (int word = fromLinkId / Long.SIZE, from = fromLinkId % Long.SIZE; word < queues.length; word++, from = 0) {
            final long rest = queues[word] >>> from << from;
            if (rest != 0) {
                return word * Long.SIZE + Long.numberOfTrailingZeros(rest);
            }
        }
        return Slab.NONE;
    }

    public int size() {
        return slab.size();
    }

    private static long key(final int linkId, final long retrievalReference) {
        return (long) linkId << 40 | retrievalReference;
    }
}
