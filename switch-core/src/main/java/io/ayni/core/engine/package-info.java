/**
 * The authorization engine: one thread, no clock, no randomness, no I/O, no log. In: stamped commands. Out: outcomes
 * through {@link io.ayni.core.engine.Outcomes}. Never imports host or journal.
 */
package io.ayni.core.engine;
