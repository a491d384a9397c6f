/**
 * The only way to print a message. It fails closed: a primary account number is its first six digits and last four,
 * secret fields are their length, an EMV tag is shown only when it is known to be harmless, and of what could not be
 * read nothing is shown. In: a reader after {@code wrap}. Out: text for logs and people. Imports {@code field},
 * {@code spec}, {@code codec}, {@code tlv}.
 */
package io.ayni.iso8583.mask;
