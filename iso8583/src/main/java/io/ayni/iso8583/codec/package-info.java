/**
 * Reusable flyweights over a buffer: {@link io.ayni.iso8583.codec.IsoReader} checks a message in one pass and reads its
 * fields where they lie, {@link io.ayni.iso8583.codec.IsoWriter} builds one, from nothing or from the image of the
 * request it answers. In: a {@code spec.Dialect} and bytes. Out: values, or a {@link io.ayni.iso8583.codec.Result} that
 * names fault, field and offset; nothing throws and nothing is allocated. A flyweight belongs to one thread at a time.
 * Imports {@code field} and {@code spec}.
 */
package io.ayni.iso8583.codec;
