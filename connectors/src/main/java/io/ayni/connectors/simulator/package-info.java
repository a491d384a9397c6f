/**
 * Networks that are not there: each a class with its own port, its own books and faults on demand, for the demo, for
 * load and for tests. In: the messages a network gets. Out: the answers a network gives, or what it does instead. May
 * import {@code frame}, {@code translate} (names of fields), {@code io.ayni.iso8583}, Netty, and a JSON parser of its
 * own; nothing of the engine: it must be as independent of the switch as the network it plays.
 */
package io.ayni.connectors.simulator;
