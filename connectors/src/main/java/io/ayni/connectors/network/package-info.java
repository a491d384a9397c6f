/**
 * What the outbound links have in common: the commands by which they tell the engine what happens on them. In: what a
 * network said. Out: commands on the completion lane. May import {@code translate} and the log format; no network of its
 * own, no Netty.
 */
package io.ayni.connectors.network;
