/**
 * The state of the engine in canonical order: as text, and as a hash. In: the engine's tables. Out: lines that are equal
 * when the states are.
 */
package io.ayni.core.snapshot;
