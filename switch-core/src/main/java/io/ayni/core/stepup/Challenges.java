package io.ayni.core.stepup;

import io.ayni.core.command.ChallengeRecordDecoder;
import io.ayni.core.command.ChallengeRecordEncoder;
import io.ayni.core.command.StepUpMacDecoder;
import io.ayni.core.store.Slab;

/**
 * Open challenges: the MAC of the valid password, tries and resends. A challenge lives exactly as long as its payment
 * is CHALLENGED. One thread.
 */
public final class Challenges {
    private static final int WORDS = 8;
    private static final int MAC = 0;
    /** Low half tries, high half resends. */
    private static final int COUNTS = 4;
    private static final int LAST_KEY_HIGH = 5;
    private static final int LAST_KEY_LOW = 6;

    private final Slab slab = new Slab(WORDS);

    public int open(final long w0, final long w1, final long w2, final long w3) {
        final int challenge = slab.allocate();
        setMac(challenge, w0, w1, w2, w3);
        return challenge;
    }

    public void close(final int challenge) {
        slab.free(challenge);
    }

    /** Whether the typed code's MAC is the valid one; takes the same time wherever they differ. */
    public boolean matches(final int challenge, final long w0, final long w1, final long w2, final long w3) {
        final long difference = slab.get(challenge, MAC) ^ w0 | slab.get(challenge, MAC + 1) ^ w1
            | slab.get(challenge, MAC + 2) ^ w2 | slab.get(challenge, MAC + 3) ^ w3;
        return difference == 0 && (w0 | w1 | w2 | w3) != 0;
    }

    public int tries(final int challenge) {
        return slab.getInt(challenge, COUNTS, 0);
    }

    /** Counts a wrong answer, and remembers its key so that a repeat of it is not another try. */
    public void countTry(final int challenge, final long keyHigh, final long keyLow) {
        slab.setInt(challenge, COUNTS, 0, tries(challenge) + 1);
        slab.set(challenge, LAST_KEY_HIGH, keyHigh);
        slab.set(challenge, LAST_KEY_LOW, keyLow);
    }

    public boolean isRepeat(final int challenge, final long keyHigh, final long keyLow) {
        return (keyHigh | keyLow) != 0
            && slab.get(challenge, LAST_KEY_HIGH) == keyHigh && slab.get(challenge, LAST_KEY_LOW) == keyLow;
    }

    public int resends(final int challenge) {
        return slab.getInt(challenge, COUNTS, 32);
    }

    /** A new password in place of the one before; tries go on counting. */
    public void resend(final int challenge, final long w0, final long w1, final long w2, final long w3,
        final long keyHigh, final long keyLow) {
        slab.setInt(challenge, COUNTS, 32, resends(challenge) + 1);
        slab.set(challenge, LAST_KEY_HIGH, keyHigh);
        slab.set(challenge, LAST_KEY_LOW, keyLow);
        setMac(challenge, w0, w1, w2, w3);
    }

    /** Writes a challenge as a snapshot record. */
    public void save(final int challenge, final ChallengeRecordEncoder record) {
        record.tries(tries(challenge)).resends(resends(challenge));
        record.mac().w0(slab.get(challenge, MAC)).w1(slab.get(challenge, MAC + 1)).w2(slab.get(challenge, MAC + 2))
            .w3(slab.get(challenge, MAC + 3));
        record.lastKey().high(slab.get(challenge, LAST_KEY_HIGH)).low(slab.get(challenge, LAST_KEY_LOW));
    }

    public int restore(final ChallengeRecordDecoder record) {
        final StepUpMacDecoder mac = record.mac();
        final int challenge = open(mac.w0(), mac.w1(), mac.w2(), mac.w3());
        slab.setInt(challenge, COUNTS, 0, record.tries());
        slab.setInt(challenge, COUNTS, 32, record.resends());
        slab.set(challenge, LAST_KEY_HIGH, record.lastKey().high());
        slab.set(challenge, LAST_KEY_LOW, record.lastKey().low());
        return challenge;
    }

    public int size() {
        return slab.size();
    }

    private void setMac(final int challenge, final long w0, final long w1, final long w2, final long w3) {
        slab.set(challenge, MAC, w0);
        slab.set(challenge, MAC + 1, w1);
        slab.set(challenge, MAC + 2, w2);
        slab.set(challenge, MAC + 3, w3);
    }
}
