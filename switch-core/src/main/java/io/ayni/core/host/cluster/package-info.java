/**
 * The host of three machines: the same engine as a service of an Aeron Cluster, and the cluster's client for gateways.
 *
 * <p>On a node: {@link io.ayni.core.host.cluster.ClusterNode} runs media driver, archive, consensus module and the
 * engine. In: entries of the replicated log. Out: outcomes to the gateways' sessions, by the leader alone. On a gateway:
 * {@link io.ayni.core.host.cluster.ClusterIngress} is the {@link io.ayni.core.host.Ingress}; outcomes go to an
 * {@link io.ayni.core.host.OutcomeSink}, once a majority has what they rest on.
 *
 * <p>The only package that imports Aeron. It knows no socket of callers or networks and no engine class: the state
 * machine is given to it.
 * <pre>
 *  gateway process                            node process, one of three
 *  any thread ──offer──▶ ClusterIngress ──UDP──▶ consensus module ──▶ log ══▶ archives of a majority
 *  OutcomeSink ◀────────  (one thread)  ◀──UDP── EngineService ◀── committed ──────┘
 *                                                 └ ClusterMachine ─ StateMachine
 * </pre>
 */
package io.ayni.core.host.cluster;
