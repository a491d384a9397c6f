/**
 * Records of the log for people and for other programs, by the schema that describes them.
 *
 * <p>In: messages of the log format of any schema version this build reads. Out: names and values, with secrets and
 * what tells who somebody is shortened. Imports the log format alone; knows no engine, no socket.
 */
package io.ayni.connectors.inspect;
