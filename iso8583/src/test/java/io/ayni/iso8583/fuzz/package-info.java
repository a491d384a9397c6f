/**
 * Inputs nobody wrote: what reads bytes or text from outside is driven by Jazzer, which sees which branches an input
 * took and keeps what led to new ones. A target is a class with {@code fuzzerTestOneInput}; it throws when a property
 * does not hold. {@code JazzerTest} runs a fixed number of inputs with every build, {@code -Pfuzz} runs for minutes.
 */
package io.ayni.iso8583.fuzz;
