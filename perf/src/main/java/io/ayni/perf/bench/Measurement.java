package io.ayni.perf.bench;

/**
 * One figure of one server.
 *
 * @param group  the case it belongs to
 * @param server whose it is
 * @param figure what was measured
 */
record Measurement(String group, String server, String figure, String unit, Series series) {
}
