package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.FieldForm;

import java.util.Objects;

/**
 * One data element of a dialect.
 *
 * @param number      data element, 0 to 192
 * @param name        as ISO 8583 calls it
 * @param form        how it lies on the wire
 * @param sensitivity what may be shown of it
 * @param structure   what its inside looks like
 */
public record FieldSpec(int number, String name, FieldForm form, Sensitivity sensitivity, Structure structure) {
    public static final int HIGHEST = 192;

    public FieldSpec {
        Objects.requireNonNull(name);
        Objects.requireNonNull(form);
        Objects.requireNonNull(sensitivity);
        Objects.requireNonNull(structure);
        if (number < 0 || number > HIGHEST) {
            throw new IllegalArgumentException("field " + number + " is not within 0.." + HIGHEST);
        }
    }

    public static FieldSpec of(final int number, final String name, final FieldForm form) {
        return new FieldSpec(number, name, form, Sensitivity.PUBLIC, Structure.PLAIN);
    }

    public FieldSpec withSensitivity(final Sensitivity changed) {
        return new FieldSpec(number, name, form, changed, structure);
    }

    public FieldSpec withStructure(final Structure changed) {
        return new FieldSpec(number, name, form, sensitivity, changed);
    }

    public FieldSpec withForm(final FieldForm changed) {
        return new FieldSpec(number, name, changed, sensitivity, structure);
    }
}
