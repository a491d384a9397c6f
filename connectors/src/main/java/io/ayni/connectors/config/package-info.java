/**
 * Configuration: one YAML file in, immutable records out; what is wrong in it is told with file, line, column and key.
 * {@link io.ayni.connectors.config.PolicyCommands} turns the institution's part into commands of the log format. May
 * import the names of roles, frames and dialects; no socket, no thread, no clock.
 */
package io.ayni.connectors.config;
