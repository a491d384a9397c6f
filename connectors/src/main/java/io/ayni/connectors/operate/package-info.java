/**
 * What an operator asks of a switch that runs. In: questions and orders of one thread at a time. Out: queries and
 * ResolveManual commands through the {@code Ingress}, and their answers as records. May import the dispatch of
 * {@code channel} and the log format; knows neither sockets nor HTTP nor how a switch is wired.
 */
package io.ayni.connectors.operate;
