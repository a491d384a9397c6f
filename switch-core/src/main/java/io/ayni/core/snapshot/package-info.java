/**
 * The state of the engine in canonical order: as records, as a hash over them, and as text for people. In: the engine's
 * tables. Out: bytes and lines that are equal when the states are.
 */
package io.ayni.core.snapshot;
