/**
 * Memory of the engine: slabs of {@code long} words and indexes into them. In: ids, words, keys. Out: the same.
 * Knows nothing of payments, and imports nothing of Ayni.
 */
package io.ayni.core.store;
