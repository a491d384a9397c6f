/**
 * The port of the switch core and what every host has in common.
 *
 * <p>In: commands of the log format through {@link io.ayni.core.host.Ingress}, from any thread. Out: outcomes through
 * {@link io.ayni.core.host.OutcomeSink}, once what they rest on is durable. What a host has to report besides goes to
 * its {@link io.ayni.core.host.HostListener}. One machine: {@code host.ring}; three:
 * {@code host.cluster}.
 *
 * <p>Imports engine ports, never the engine itself; knows no socket.
 */
package io.ayni.core.host;
