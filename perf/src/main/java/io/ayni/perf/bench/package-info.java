/**
 * {@code ./ayni bench}: our figures beside those of what one would use instead, from one run on one machine. In: the
 * servers of {@code peer} as child processes, the clients of {@code load}, the benchmarks of {@code micro}. Out: results
 * with a row for each goal, met or missed and by how much. Decides nothing by itself and may be imported by nobody.
 */
package io.ayni.perf.bench;
