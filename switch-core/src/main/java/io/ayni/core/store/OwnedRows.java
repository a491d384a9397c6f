package io.ayni.core.store;

/**
 * The rows of a table that belong to an owner, such as what a member keeps: found by their own id, walked by owner in the
 * ascending order of ids, so that the order is the same after a restart from a snapshot. Rows are records of the table's
 * slab, chained through one of their words; an owner without rows costs nothing. Meant for short chains: adding and
 * removing walk the owner's. One thread.
 */
public final class OwnedRows {
    private static final int OWNER_WORDS = 2;
    private static final int OWNER = 0;
    /** Low half the first row + 1, high half how many. */
    private static final int FIRST_COUNT = 1;

    private final Slab rows;
    private final int idWord;
    private final int ownerWord;
    /** Low half of this word is the next row + 1; the high half is the table's own. */
    private final int nextWord;
    private final SlabIndex byId;
    private final Slab owners = new Slab(OWNER_WORDS);
    private final SlabIndex byOwner;

    /**
     * @param idWord    of a row: its id, never 0
     * @param ownerWord of a row: whose it is, never 0
     * @param nextWord  of a row: its low half belongs to this chain
     */
    public OwnedRows(final Slab rows, final int idWord, final int ownerWord, final int nextWord) {
        this.rows = rows;
        this.idWord = idWord;
        this.ownerWord = ownerWord;
        this.nextWord = nextWord;
        byId = new SlabIndex(rows, idWord, 1, 16);
        byOwner = new SlabIndex(owners, OWNER, 1, 16);
    }

    /** @return a new row with its id and owner set and nothing else; the id is not in use. */
    public int add(final long owner, final long id) {
        final int row = rows.allocate();
        rows.set(row, idWord, id);
        rows.set(row, ownerWord, owner);
        byId.add(row);
        link(ownerOf(owner), row, id);
        return row;
    }

    /** Takes the row out and frees it. */
    public void remove(final int row) {
        final int owner = byOwner.find(rows.get(row, ownerWord));
        final int first = first(owner);
        if (first == row) {
            setFirst(owner, next(row));
        } else {
            int before = first;
            while (next(before) != row) {
                before = next(before);
            }
            setNext(before, next(row));
        }
        final int left = owners.getInt(owner, FIRST_COUNT, 32) - 1;
        owners.setInt(owner, FIRST_COUNT, 32, left);
        if (left == 0) {
            byOwner.remove(owner);
            owners.free(owner);
        }
        byId.remove(row);
        rows.free(row);
    }

    /** @return the row with this id, or {@link Slab#NONE}. */
    public int find(final long id) {
        return byId.find(id);
    }

    /** @return the owner's row with this id, or {@link Slab#NONE} when there is none or it is another's. */
    public int find(final long owner, final long id) {
        final int row = byId.find(id);
        return row != Slab.NONE && rows.get(row, ownerWord) == owner ? row : Slab.NONE;
    }

    /** @return the owner's row with the lowest id above this one, or {@link Slab#NONE}. */
    public int firstAfter(final long owner, final long id) {
        final int found = byOwner.find(owner);
        int row = found == Slab.NONE ? Slab.NONE : first(found);
        while (row != Slab.NONE && rows.get(row, idWord) <= id) {
            row = next(row);
        }
        return row;
    }

    /** @return the owner's row with the lowest id, or {@link Slab#NONE}. */
    public int firstOf(final long owner) {
        final int found = byOwner.find(owner);
        return found == Slab.NONE ? Slab.NONE : first(found);
    }

    /** @return the next row of the same owner, or {@link Slab#NONE}. */
    public int next(final int row) {
        return rows.getInt(row, nextWord, 0) - 1;
    }

    public int count(final long owner) {
        final int found = byOwner.find(owner);
        return found == Slab.NONE ? 0 : owners.getInt(found, FIRST_COUNT, 32);
    }

    public long id(final int row) {
        return rows.get(row, idWord);
    }

    public long owner(final int row) {
        return rows.get(row, ownerWord);
    }

    /** @return the bound for walks over all rows; check {@link #isUsed}. */
    public int highWater() {
        return rows.highWater();
    }

    public boolean isUsed(final int row) {
        return rows.get(row, idWord) != 0;
    }

    public int size() {
        return rows.size();
    }

    private int ownerOf(final long owner) {
        final int known = byOwner.find(owner);
        if (known != Slab.NONE) {
            return known;
        }
        final int added = owners.allocate();
        owners.set(added, OWNER, owner);
        byOwner.add(added);
        return added;
    }

    private void link(final int owner, final int row, final long id) {
        int before = Slab.NONE;
        int after = first(owner);
        while (after != Slab.NONE && rows.get(after, idWord) < id) {
            before = after;
            after = next(after);
        }
        setNext(row, after);
        if (before == Slab.NONE) {
            setFirst(owner, row);
        } else {
            setNext(before, row);
        }
        owners.setInt(owner, FIRST_COUNT, 32, owners.getInt(owner, FIRST_COUNT, 32) + 1);
    }

    private int first(final int owner) {
        return owners.getInt(owner, FIRST_COUNT, 0) - 1;
    }

    private void setFirst(final int owner, final int row) {
        owners.setInt(owner, FIRST_COUNT, 0, row + 1);
    }

    private void setNext(final int row, final int next) {
        rows.setInt(row, nextWord, 0, next + 1);
    }
}
