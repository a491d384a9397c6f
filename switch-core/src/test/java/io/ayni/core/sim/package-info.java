/**
 * A simulation that runs the real engine, journal and recovery from a seed, against a naive twin, and the planted bugs
 * that it must find. In: seeds. Out: nothing, or a shortest history that breaks an invariant.
 */
package io.ayni.core.sim;
