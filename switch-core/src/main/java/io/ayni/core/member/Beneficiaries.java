package io.ayni.core.member;

import io.ayni.core.command.BeneficiaryRecordDecoder;
import io.ayni.core.command.BeneficiaryRecordEncoder;
import io.ayni.core.store.OwnedRows;
import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabBytes;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Whom members pay again: an account here or elsewhere, or a card, under a name of their own. One thread. */
public final class Beneficiaries {
    public static final int ACCOUNT_LENGTH = 28;
    public static final int ALIAS_LENGTH = 40;
    public static final int EMAIL_LENGTH = 64;
    public static final int SEALED_LENGTH = 48;

    private static final int WORDS = 29;
    private static final int ID = 0;
    private static final int MEMBER = 1;
    /** Low half the next row of the member, bits 32 kind (8), 40 last four digits of the card (16). */
    private static final int NEXT_KIND = 2;
    private static final int INSTITUTION = 3;
    private static final int CARD_TOKEN = 4;
    private static final int CARD_BIN = 5;
    private static final int ACCOUNT = 6;
    private static final int ALIAS = 10;
    private static final int EMAIL = 15;
    private static final int SEALED = 23;

    private final Slab slab = new Slab(WORDS);
    private final OwnedRows rows = new OwnedRows(slab, ID, MEMBER, NEXT_KIND);

    /** @return the rows by member and id. */
    public OwnedRows rows() {
        return rows;
    }

    public int add(final long memberId, final long id, final BeneficiaryKind kind, final long institution) {
        final int row = rows.add(memberId, id);
        slab.setBits(row, NEXT_KIND, 32, 8, kind.code());
        slab.set(row, INSTITUTION, institution);
        return row;
    }

    /** @param token of a card of the cooperative, else 0. */
    public void card(final int row, final long token, final int bin, final int lastFour) {
        slab.set(row, CARD_TOKEN, token);
        slab.set(row, CARD_BIN, bin);
        slab.setBits(row, NEXT_KIND, 40, 16, lastFour);
    }

    public void putAccount(final int row, final DirectBuffer from, final int offset) {
        SlabBytes.put(slab, row, ACCOUNT, from, offset, ACCOUNT_LENGTH);
    }

    public void putAlias(final int row, final DirectBuffer from, final int offset) {
        SlabBytes.put(slab, row, ALIAS, from, offset, ALIAS_LENGTH);
    }

    public void putEmail(final int row, final DirectBuffer from, final int offset) {
        SlabBytes.put(slab, row, EMAIL, from, offset, EMAIL_LENGTH);
    }

    public void putSealed(final int row, final DirectBuffer from, final int offset) {
        SlabBytes.put(slab, row, SEALED, from, offset, SEALED_LENGTH);
    }

    public void getAccount(final int row, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, row, ACCOUNT, to, offset, ACCOUNT_LENGTH);
    }

    public void getAlias(final int row, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, row, ALIAS, to, offset, ALIAS_LENGTH);
    }

    public void getEmail(final int row, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, row, EMAIL, to, offset, EMAIL_LENGTH);
    }

    public void getSealed(final int row, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, row, SEALED, to, offset, SEALED_LENGTH);
    }

    /** Whether the row leads to the same account at the same institution. */
    public boolean isAccount(final int row, final BeneficiaryKind kind, final long institution,
        final DirectBuffer other, final int offset) {
        return kind(row) == kind && institution(row) == institution
            && SlabBytes.same(slab, row, ACCOUNT, other, offset, ACCOUNT_LENGTH);
    }

    public BeneficiaryKind kind(final int row) {
        return BeneficiaryKind.ofCode(slab.getBits(row, NEXT_KIND, 32, 8));
    }

    public long institution(final int row) {
        return slab.get(row, INSTITUTION);
    }

    /** @return of a card of the cooperative; 0 for any other. */
    public long cardToken(final int row) {
        return slab.get(row, CARD_TOKEN);
    }

    public int cardBin(final int row) {
        return (int) slab.get(row, CARD_BIN);
    }

    public int cardLastFour(final int row) {
        return slab.getBits(row, NEXT_KIND, 40, 16);
    }

    /** Writes a beneficiary as a snapshot record. */
    public void save(final int row, final BeneficiaryRecordEncoder record) {
        record.beneficiaryId(rows.id(row)).memberId(rows.owner(row)).kind((short) kind(row).code())
            .institution(institution(row)).cardToken(cardToken(row)).cardBin(cardBin(row))
            .cardLastFour(cardLastFour(row));
        final MutableDirectBuffer buffer = record.buffer();
        final int base = record.offset();
        getAccount(row, buffer, base + BeneficiaryRecordEncoder.externalAccountEncodingOffset());
        getAlias(row, buffer, base + BeneficiaryRecordEncoder.aliasEncodingOffset());
        getEmail(row, buffer, base + BeneficiaryRecordEncoder.emailEncodingOffset());
        getSealed(row, buffer, base + BeneficiaryRecordEncoder.sealedCardEncodingOffset());
    }

    public void restore(final BeneficiaryRecordDecoder record) {
        final int row = add(record.memberId(), record.beneficiaryId(), BeneficiaryKind.ofCode(record.kind()),
            record.institution());
        card(row, record.cardToken(), (int) record.cardBin(), record.cardLastFour());
        final DirectBuffer buffer = record.buffer();
        final int base = record.offset();
        putAccount(row, buffer, base + BeneficiaryRecordDecoder.externalAccountEncodingOffset());
        putAlias(row, buffer, base + BeneficiaryRecordDecoder.aliasEncodingOffset());
        putEmail(row, buffer, base + BeneficiaryRecordDecoder.emailEncodingOffset());
        putSealed(row, buffer, base + BeneficiaryRecordDecoder.sealedCardEncodingOffset());
    }

    /** Appends the record as text, without its id; names, addresses and account are left out. */
    public void describe(final int row, final StringBuilder line) {
        line.append(' ').append(kind(row)).append(" institution ").append(institution(row)).append(" card ")
            .append(cardToken(row)).append(' ').append(cardBin(row)).append("******")
            .append(String.format("%04d", cardLastFour(row)));
    }
}
