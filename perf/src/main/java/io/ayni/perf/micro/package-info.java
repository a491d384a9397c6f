/**
 * JMH benchmarks of the parts that a payment passes: codec, engine, both with the translation between them, ring with
 * journal. Each runs on its own with {@code MicroMain}, and as a tiny run within the tests, where no timing decides. May
 * import every room.
 */
package io.ayni.perf.micro;
