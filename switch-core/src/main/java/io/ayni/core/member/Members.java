package io.ayni.core.member;

import io.ayni.core.command.MemberRecordDecoder;
import io.ayni.core.command.MemberRecordEncoder;
import io.ayni.core.command.PutMemberDecoder;
import io.ayni.core.stepup.StepUpMethod;
import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabBytes;
import io.ayni.core.store.SlabIndex;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Members: where notices go, birth day, how they confirm, the sealed secret of their soft token with its last used time
 * step, and wrong codes of requests that name no account. One thread.
 */
public final class Members {
    public static final int PHONE_LENGTH = 24;
    public static final int EMAIL_LENGTH = 64;
    public static final int NAME_LENGTH = 64;
    public static final int SEALED_LENGTH = 48;

    private static final int WORDS = 29;
    private static final int MEMBER = 0;
    /** Low half the birth day, high half the preferred step-up. */
    private static final int BIRTH_STEP_UP = 1;
    private static final int TOTP_STEP = 2;
    /** Low half the day, high half the count of wrong codes on it. */
    private static final int FAILURES = 3;
    private static final int PHONE = 4;
    private static final int EMAIL = 7;
    private static final int NAME = 15;
    private static final int SEALED = 23;

    private final Slab slab = new Slab(WORDS);
    private final SlabIndex index = new SlabIndex(slab, MEMBER, 1, 16);

    /** @return the record of a member, or {@link Slab#NONE}. */
    public int find(final long memberId) {
        return index.find(memberId);
    }

    /** Takes over what the command says; the last used time step and the count of wrong codes stay. */
    public int put(final PutMemberDecoder put) {
        final int m = findOrMake(put.memberId());
        slab.setInt(m, BIRTH_STEP_UP, 0, put.birthDay());
        slab.setInt(m, BIRTH_STEP_UP, 32, put.stepUp());
        final DirectBuffer buffer = put.buffer();
        final int base = put.offset();
        SlabBytes.put(slab, m, PHONE, buffer, base + PutMemberDecoder.phoneEncodingOffset(), PHONE_LENGTH);
        SlabBytes.put(slab, m, EMAIL, buffer, base + PutMemberDecoder.emailEncodingOffset(), EMAIL_LENGTH);
        SlabBytes.put(slab, m, NAME, buffer, base + PutMemberDecoder.nameEncodingOffset(), NAME_LENGTH);
        SlabBytes.put(slab, m, SEALED, buffer, base + PutMemberDecoder.sealedTotpEncodingOffset(), SEALED_LENGTH);
        return m;
    }

    public long memberId(final int m) {
        return slab.get(m, MEMBER);
    }

    /** @return epoch day; 0 unknown. */
    public int birthDay(final int m) {
        return slab.getInt(m, BIRTH_STEP_UP, 0);
    }

    /** @return the method the member prefers where the policy asks for a one-time password. */
    public StepUpMethod stepUp(final int m) {
        return StepUpMethod.ofCode(slab.getInt(m, BIRTH_STEP_UP, 32));
    }

    public boolean hasTotp(final int m) {
        long any = 0;
        for (int word = SEALED; word < SEALED + SlabBytes.words(SEALED_LENGTH); word++) {
            any |= slab.get(m, word);
        }
        return any != 0;
    }

    /** @return the RFC 6238 time step of the last code that was accepted. */
    public long totpStep(final int m) {
        return slab.get(m, TOTP_STEP);
    }

    public void totpStep(final int m, final long step) {
        slab.set(m, TOTP_STEP, step);
    }

    /** @return wrong codes on this day of requests that name no account. */
    public int stepUpFailures(final int m, final int epochDay) {
        return slab.getInt(m, FAILURES, 0) == epochDay ? slab.getInt(m, FAILURES, 32) : 0;
    }

    public void countStepUpFailure(final int m, final int epochDay) {
        final int failures = stepUpFailures(m, epochDay);
        slab.setInt(m, FAILURES, 0, epochDay);
        slab.setInt(m, FAILURES, 32, failures + 1);
    }

    public void getPhone(final int m, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, m, PHONE, to, offset, PHONE_LENGTH);
    }

    public void getEmail(final int m, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, m, EMAIL, to, offset, EMAIL_LENGTH);
    }

    public void getName(final int m, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, m, NAME, to, offset, NAME_LENGTH);
    }

    public void getSealedTotp(final int m, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, m, SEALED, to, offset, SEALED_LENGTH);
    }

    /** @return members; their records are 0 to this. */
    public int size() {
        return slab.size();
    }

    /** Writes a member as a snapshot record. */
    public void save(final int m, final MemberRecordEncoder record) {
        record.memberId(memberId(m)).birthDay(birthDay(m)).stepUp((short) stepUp(m).code()).totpStep(totpStep(m))
            .stepUpFailureDay(slab.getInt(m, FAILURES, 0)).stepUpFailures(slab.getInt(m, FAILURES, 32));
        final MutableDirectBuffer buffer = record.buffer();
        final int base = record.offset();
        getPhone(m, buffer, base + MemberRecordEncoder.phoneEncodingOffset());
        getEmail(m, buffer, base + MemberRecordEncoder.emailEncodingOffset());
        getName(m, buffer, base + MemberRecordEncoder.nameEncodingOffset());
        getSealedTotp(m, buffer, base + MemberRecordEncoder.sealedTotpEncodingOffset());
    }

    public void restore(final MemberRecordDecoder record) {
        final int m = findOrMake(record.memberId());
        slab.setInt(m, BIRTH_STEP_UP, 0, record.birthDay());
        slab.setInt(m, BIRTH_STEP_UP, 32, record.stepUp());
        totpStep(m, record.totpStep());
        slab.setInt(m, FAILURES, 0, record.stepUpFailureDay());
        slab.setInt(m, FAILURES, 32, record.stepUpFailures());
        final DirectBuffer buffer = record.buffer();
        final int base = record.offset();
        SlabBytes.put(slab, m, PHONE, buffer, base + MemberRecordDecoder.phoneEncodingOffset(), PHONE_LENGTH);
        SlabBytes.put(slab, m, EMAIL, buffer, base + MemberRecordDecoder.emailEncodingOffset(), EMAIL_LENGTH);
        SlabBytes.put(slab, m, NAME, buffer, base + MemberRecordDecoder.nameEncodingOffset(), NAME_LENGTH);
        SlabBytes.put(slab, m, SEALED, buffer, base + MemberRecordDecoder.sealedTotpEncodingOffset(), SEALED_LENGTH);
    }

    /** Appends the record as text, without its number; name, addresses and secret are left out. */
    public void describe(final int m, final StringBuilder line) {
        line.append(" step-up ").append(stepUp(m)).append(hasTotp(m) ? " with token" : "").append(" step ")
            .append(totpStep(m)).append(" wrong-passwords ").append(slab.getInt(m, FAILURES, 32)).append(" day ")
            .append(slab.getInt(m, FAILURES, 0));
    }

    private int findOrMake(final long memberId) {
        final int known = index.find(memberId);
        if (known != Slab.NONE) {
            return known;
        }
        final int m = slab.allocate();
        slab.set(m, MEMBER, memberId);
        index.add(m);
        return m;
    }
}
