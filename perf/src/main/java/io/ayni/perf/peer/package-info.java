/**
 * Other libraries on the same work, in one run. In: the same messages for all. Out: JMH results and the ratio between
 * them. The one package that knows jPOS (AGPL) and j8583; they are on no class path but that of these benchmarks.
 */
package io.ayni.perf.peer;
