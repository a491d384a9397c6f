/**
 * The program: commands, and the one place where a switch is wired. In: arguments, a configuration file, signals. Out:
 * a running switch, or one short line that says what to do next and an exit status (0 done, 1 failed, 2 wrong use or
 * configuration). May import everything; nothing imports it.
 */
package io.ayni.connectors.launch;
