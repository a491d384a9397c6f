package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The fields of a message, or the subfields of a field, by number. Immutable.
 */
public final class FieldTable {
    /** Where the bitmap of fields 129 to 192 stands in dialects that do not have it behind the secondary one. */
    public static final int TERTIARY_BITMAP = 65;

    private final BitmapForm bitmap;
    private final FieldSpec[] fields;
    private final List<FieldSpec> inOrder;

    private FieldTable(final BitmapForm bitmap, final FieldSpec[] fields) {
        this.bitmap = bitmap;
        this.fields = fields;
        final List<FieldSpec> present = new ArrayList<>();
        for (final FieldSpec field : fields) {
            if (field != null) {
                present.add(field);
            }
        }
        this.inOrder = List.copyOf(present);
    }

    /**
     * @param bitmap how the bitmap lies on the wire; null for subfields that simply follow one another
     * @param fields the fields, each number once, none beyond what the bitmap can announce
     * @throws IllegalArgumentException naming the field that does not fit
     */
    public static FieldTable of(final BitmapForm bitmap, final Collection<FieldSpec> fields) {
        final boolean announcedInside = fields.stream().anyMatch(field -> field.form().content() == Content.BITMAP);
        final int highest = bitmap == null || announcedInside ? FieldSpec.HIGHEST : bitmap.maxWords() * Long.SIZE;
        final FieldSpec[] byNumber = new FieldSpec[FieldSpec.HIGHEST + 1];
        for (final FieldSpec field : fields) {
            final int number = field.number();
            if (number > highest || bitmap != null && number == 0) {
                throw new IllegalArgumentException("field " + number + " has no bit in a bitmap of " + highest);
            }
            if (bitmap != null && bitmap.maxWords() > 1 && number == 1) {
                throw new IllegalArgumentException("field 1 is the secondary bitmap");
            }
            if (field.form().content() == Content.BITMAP && (number != TERTIARY_BITMAP || bitmap == null)) {
                throw new IllegalArgumentException("field " + number + " cannot be a bitmap: 65 can");
            }
            if (bitmap != null && bitmap.maxWords() > 2 && number == TERTIARY_BITMAP) {
                throw new IllegalArgumentException("field 65 is the tertiary bitmap");
            }
            if (byNumber[number] != null) {
                throw new IllegalArgumentException("field " + number + " is there twice");
            }
            byNumber[number] = field;
        }
        return new FieldTable(bitmap, byNumber);
    }

    /** @return the form of the bitmap, or null when there is none. */
    public BitmapForm bitmap() {
        return bitmap;
    }

    /** @return the field, or null when this table has none of that number. */
    public FieldSpec field(final int number) {
        return number >= 0 && number < fields.length ? fields[number] : null;
    }

    /** @return all fields, ascending. */
    public List<FieldSpec> fields() {
        return inOrder;
    }
}
