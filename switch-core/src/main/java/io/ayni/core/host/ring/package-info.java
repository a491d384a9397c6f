/**
 * The host of one machine: LMAX Disruptor ring, journal and engine, as {@link io.ayni.core.host.ring.RingHost} draws it.
 *
 * <p>In: commands through {@link io.ayni.core.host.Ingress}. Out: outcomes to an {@link io.ayni.core.host.OutcomeSink},
 * after journal and engine both. The only package that imports the Disruptor. It knows no socket and no engine class:
 * the state machine is given to it.
 * <pre>{@code
 *   final RingHost host = new RingHost(new RingHostContext()
 *       .journalDirectory(Path.of("data/journal"))
 *       .stateMachine(outcomes -> new AuthorizationEngine(outcomes))
 *       .outcomeSink(sink)
 *       .listener(listener)
 *       .waitPreset(WaitPreset.BALANCED));
 *   host.start();                              // replays, then takes commands
 *   final Ingress.Result result = host.offer(Ingress.Lane.REQUEST, buffer, offset, length);
 *   host.close();                              // answers what was taken
 * }</pre>
 */
package io.ayni.core.host.ring;
