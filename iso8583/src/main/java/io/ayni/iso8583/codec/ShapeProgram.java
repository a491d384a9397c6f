package io.ayni.iso8583.codec;

/** What {@link ShapeCompiler} makes of the fields of one bitmap. Stateless. */
abstract class ShapeProgram {
    /**
     * Finds and checks all fields of a message: notes in the parser the offset of each, and the units of each that
     * stands behind a length prefix.
     *
     * @param at where the first field starts, within the limit of the parser
     * @return whether the whole message is good; false is no verdict
     */
    abstract boolean parse(FieldParser parser, int at);
}
