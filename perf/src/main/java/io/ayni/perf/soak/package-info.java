/**
 * A switch under every fault at once, and then the books. In: minutes, kinds of faults, a seed. Out: a switch in a process
 * of its own, networks that do wrong, callers that ask again, kill -9; at the end a report of what our ledger, the
 * callers' answers and the networks' books do not agree on. Sees the switch as its callers, its networks and its
 * operator do: sockets, simulators and {@code ./ayni}. May not import the engine, the host or the journal.
 */
package io.ayni.perf.soak;
