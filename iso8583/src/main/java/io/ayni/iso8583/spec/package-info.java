/**
 * Dialects as data: immutable tables of fields, checked when they are built, the built-in ones in
 * {@link io.ayni.iso8583.spec.Dialects}. In: a field list and the encoding rules of a dialect. Out: a
 * {@link io.ayni.iso8583.spec.Dialect} for the flyweights of {@code codec}. Imports {@code field} alone.
 */
package io.ayni.iso8583.spec;
