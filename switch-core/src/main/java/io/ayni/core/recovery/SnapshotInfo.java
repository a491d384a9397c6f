package io.ayni.core.recovery;

/**
 * What a snapshot file says of itself, after all of it was checked.
 *
 * @param file          name
 * @param sequence      of the last command in it
 * @param timestampMs   of that command
 * @param schemaVersion of the build that wrote it
 * @param records       in it
 * @param bytes         of the file
 * @param stateHash     SHA-256 over its records, in hex; that of the engine as long as the schema version is the same
 */
public record SnapshotInfo(String file, long sequence, long timestampMs, int schemaVersion, long records, long bytes,
                           String stateHash) {
}
