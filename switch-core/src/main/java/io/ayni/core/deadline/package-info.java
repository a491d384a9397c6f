/**
 * Deadlines as state of the engine: OTP, holds, network answers, reversals. In: ids and times of the log. Out: what is
 * due. Knows no clock and imports nothing of Ayni.
 */
package io.ayni.core.deadline;
