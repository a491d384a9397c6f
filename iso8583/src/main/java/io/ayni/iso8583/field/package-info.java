/**
 * How one value lies on the wire: {@link io.ayni.iso8583.field.Encoding} × {@link io.ayni.iso8583.field.LengthPrefix} ×
 * {@link io.ayni.iso8583.field.Padding}, and which characters it may hold ({@link io.ayni.iso8583.field.Content}).
 * In: bytes of a buffer and a {@link io.ayni.iso8583.field.FieldForm}. Out: characters, numbers, the place of a wrong
 * byte. Stateless; imports Agrona alone, no other package of this module.
 */
package io.ayni.iso8583.field;
