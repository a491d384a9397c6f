package io.ayni.iso8583.codec;

import io.ayni.iso8583.spec.FieldSpec;

/**
 * How the place of a field follows from the places that a parse noted. Fields of fixed length that follow one another
 * keep their distances, so the place of the first, the anchor, is that of all of them.
 */
final class Layout {
    /** Each field has its own place. */
    static final Layout FIELD_BY_FIELD = new Layout();

    private final int[] anchors = new int[FieldSpec.HIGHEST + 1];
    private final int[] distances = new int[FieldSpec.HIGHEST + 1];

    Layout() {
        for (int field = 0; field < anchors.length; field++) {
            anchors[field] = field;
        }
    }

    /** Says that a field always starts that many bytes behind another one. */
    void follow(final int field, final int anchor, final int distance) {
        anchors[field] = anchor;
        distances[field] = distance;
    }

    int offset(final int field, final int[] noted) {
        return noted[anchors[field]] + distances[field];
    }
}
