/**
 * The journal: every command in log order, on disk before anything that rests on it is said.
 *
 * <p>In: sequenced, time-stamped messages of the log format. Out: the same bytes in the same order, after a crash too.
 * {@link io.ayni.core.journal.Journal} opens and recovers a directory, {@link io.ayni.core.journal.JournalWriter}
 * appends and syncs (group commit), {@link io.ayni.core.journal.JournalVerifier} looks without touching. All I/O goes
 * through {@link io.ayni.core.journal.JournalStorage} and {@link io.ayni.core.journal.JournalFile}, so that a test can
 * tear, lose and fail it.
 *
 * <p>Imports neither host nor engine: it knows bytes, sequences and times, not what they mean.
 */
package io.ayni.core.journal;
