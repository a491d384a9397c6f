/**
 * Values made of tag, length and value: BER as in EMV's field 55, and the character form of many fields 48. In: the
 * bytes of a value. Out: a cursor over its parts, and a writer that puts parts, unknown ones as they came. Imports
 * {@code field} and, for results, {@code codec}.
 */
package io.ayni.iso8583.tlv;
