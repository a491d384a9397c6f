/** Inputs nobody wrote, driven by the harness of {@code iso8583}: frames of a stream, descriptions of dialects. */
package io.ayni.connectors.fuzz;
