package io.ayni.iso8583.spec;

/**
 * What the inside of a field's value looks like.
 */
public sealed interface Structure {
    /** No structure that this dialect knows. */
    Structure PLAIN = new Plain();
    /** BER TLV as EMV uses it, tags and lengths of several bytes. */
    Structure BER_TLV = new BerTlv();

    /** A value without parts. */
    record Plain() implements Structure {
    }

    /** Tag, length, value as in ISO/IEC 8825-1. */
    record BerTlv() implements Structure {
    }

    /**
     * Subfields one after the other, or announced by a bitmap of their own.
     *
     * @param table the subfields; with a bitmap if {@link FieldTable#bitmap()} is not null, else all of them in order
     */
    record Subfields(FieldTable table) implements Structure {
    }

    /**
     * Tag and length in characters before each value, as in many fields 48.
     *
     * @param tagLength    characters of the tag
     * @param lengthDigits decimal digits of the length, which counts the value alone
     */
    record CharacterTlv(int tagLength, int lengthDigits) implements Structure {
        public CharacterTlv {
            if (tagLength < 1 || tagLength > 8 || lengthDigits < 1 || lengthDigits > 6) {
                throw new IllegalArgumentException("tag of " + tagLength + ", length of " + lengthDigits + " characters");
            }
        }
    }
}
