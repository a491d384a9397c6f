/** Outbound links, one package a network. Logical link ids of the engine become connections here. */
package io.ayni.connectors.network;
