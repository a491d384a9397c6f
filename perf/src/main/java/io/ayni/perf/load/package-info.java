/**
 * Open-loop load over ISO 8583 and JSON. In: a rate, a duration, a switch that listens. Out: percentiles from the
 * intended send time, errors by response code, {@code .hgrm} and {@code .hlog} files, an exit status. The rig
 * ({@link io.ayni.perf.load.LoadTestRig}) knows neither socket nor protocol; a transport knows both. May not import the
 * engine or the host: it sees the switch as any caller does.
 */
package io.ayni.perf.load;
