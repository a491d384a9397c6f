/**
 * Snapshot files, what writes them beside a running node, and the start from them.
 *
 * <p>In: records of a {@link io.ayni.core.engine.StateMachine}, and the journal behind its durable position. Out: files
 * that are whole or not there, and a state machine as it was, to which the journal's tail is then applied.
 *
 * <p>Imports the journal and the port of the engine; never the engine itself, nor a host.
 */
package io.ayni.core.recovery;
