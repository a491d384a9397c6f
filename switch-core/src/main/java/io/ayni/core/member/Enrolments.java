package io.ayni.core.member;

import io.ayni.core.command.EnrolmentRecordDecoder;
import io.ayni.core.command.EnrolmentRecordEncoder;
import io.ayni.core.store.OwnedRows;
import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabBytes;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The services that members pay: a biller, the member's reference there, a name, whether a favourite. One thread. */
public final class Enrolments {
    public static final int REFERENCE_LENGTH = 28;
    public static final int ALIAS_LENGTH = 40;
    /** Flag: a favourite. */
    public static final int FAVOURITE = 2;

    private static final int WORDS = 13;
    private static final int ID = 0;
    private static final int MEMBER = 1;
    /** Low half the next row of the member, high half the flags. */
    private static final int NEXT_FLAGS = 2;
    private static final int BILLER = 3;
    private static final int REFERENCE = 4;
    private static final int ALIAS = 8;

    private final Slab slab = new Slab(WORDS);
    private final OwnedRows rows = new OwnedRows(slab, ID, MEMBER, NEXT_FLAGS);

    /** @return the rows by member and id. */
    public OwnedRows rows() {
        return rows;
    }

    public int add(final long memberId, final long id, final int billerId) {
        final int row = rows.add(memberId, id);
        slab.set(row, BILLER, billerId);
        return row;
    }

    public void flags(final int row, final int flags) {
        slab.setInt(row, NEXT_FLAGS, 32, flags);
    }

    public void putReference(final int row, final DirectBuffer from, final int offset) {
        SlabBytes.put(slab, row, REFERENCE, from, offset, REFERENCE_LENGTH);
    }

    public void putAlias(final int row, final DirectBuffer from, final int offset) {
        SlabBytes.put(slab, row, ALIAS, from, offset, ALIAS_LENGTH);
    }

    public void getReference(final int row, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, row, REFERENCE, to, offset, REFERENCE_LENGTH);
    }

    public void getAlias(final int row, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, row, ALIAS, to, offset, ALIAS_LENGTH);
    }

    /** @return the member's row for this biller and reference, or {@link Slab#NONE}. */
    public int find(final long memberId, final int billerId, final DirectBuffer reference, final int offset) {
        int row = rows.firstOf(memberId);
        while (row != Slab.NONE && (billerId(row) != billerId
            || !SlabBytes.same(slab, row, REFERENCE, reference, offset, REFERENCE_LENGTH))) {
            row = rows.next(row);
        }
        return row;
    }

    public int billerId(final int row) {
        return (int) slab.get(row, BILLER);
    }

    public int flags(final int row) {
        return slab.getInt(row, NEXT_FLAGS, 32);
    }

    /** Writes an enrolment as a snapshot record. */
    public void save(final int row, final EnrolmentRecordEncoder record) {
        record.enrolmentId(rows.id(row)).memberId(rows.owner(row)).billerId(billerId(row)).flags((short) flags(row));
        getReference(row, record.buffer(), record.offset() + EnrolmentRecordEncoder.referenceEncodingOffset());
        getAlias(row, record.buffer(), record.offset() + EnrolmentRecordEncoder.aliasEncodingOffset());
    }

    public void restore(final EnrolmentRecordDecoder record) {
        final int row = add(record.memberId(), record.enrolmentId(), record.billerId());
        flags(row, record.flags());
        putReference(row, record.buffer(), record.offset() + EnrolmentRecordDecoder.referenceEncodingOffset());
        putAlias(row, record.buffer(), record.offset() + EnrolmentRecordDecoder.aliasEncodingOffset());
    }

    /** Appends the record as text, without its id; reference and alias are the member's own and left out. */
    public void describe(final int row, final StringBuilder line) {
        line.append(" biller ").append(billerId(row)).append(" flags ").append(flags(row));
    }
}
