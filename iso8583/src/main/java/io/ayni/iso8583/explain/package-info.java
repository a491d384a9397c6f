/**
 * Messages for people: every field with its offset, bytes and meaning, a caret under the byte that is wrong with what was
 * expected there, and which other dialects would have read the message. In: bytes, or a dump of them as text. Out: text,
 * masked as {@code mask} does it unless asked otherwise. Imports all packages below it.
 */
package io.ayni.iso8583.explain;
