/**
 * The versioned log format: commands in, outcomes out, generated from log-schema.xml, with the packed forms it uses.
 * Imports nothing of Ayni.
 */
package io.ayni.core.command;
