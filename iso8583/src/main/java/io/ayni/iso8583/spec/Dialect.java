package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.FieldForm;

import java.util.Objects;

/**
 * How one network writes its messages: message type indicator, bitmap, fields. Immutable.
 *
 * @param name         for people and configuration, for example {@code iso1987-ascii}
 * @param headerLength bytes before the message type indicator that the codec carries but does not read
 * @param mti          form of the message type indicator: four digits
 * @param fields       the fields, with a bitmap
 */
public record Dialect(String name, int headerLength, FieldForm mti, FieldTable fields) {
    public static final int MTI_DIGITS = 4;
    /** No header in use comes near. */
    public static final int MAX_HEADER_LENGTH = 1024;

    public Dialect {
        Objects.requireNonNull(name);
        if (headerLength < 0 || headerLength > MAX_HEADER_LENGTH) {
            throw new IllegalArgumentException("header of " + headerLength + " bytes");
        }
        if (mti.content() != Content.N || !mti.prefix().isFixed() || mti.maxLength() != MTI_DIGITS) {
            throw new IllegalArgumentException("a message type indicator is four digits, not " + mti.notation());
        }
        if (fields.bitmap() == null) {
            throw new IllegalArgumentException("a message without a bitmap");
        }
    }

    /** @return the field, or null when this dialect has none of that number. */
    public FieldSpec field(final int number) {
        return fields.field(number);
    }
}
