/** The whole switch over real sockets, called by jPOS and calling jPOS. */
package io.ayni.connectors.e2e;
