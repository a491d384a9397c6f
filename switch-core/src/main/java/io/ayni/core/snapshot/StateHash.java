package io.ayni.core.snapshot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agrona.DirectBuffer;

/** SHA-256 over the records of a snapshot, each with its length, so that records cannot run into one another. */
public final class StateHash implements SnapshotRecords {
    private final MessageDigest digest = sha256();
    private byte[] bytes = new byte[1_024];

    @Override
    public void onRecord(final DirectBuffer buffer, final int offset, final int length) {
        if (length > bytes.length) {
            bytes = new byte[length * 2];
        }
        buffer.getBytes(offset, bytes, 0, length);
        digest.update((byte) (length >>> 8));
        digest.update((byte) length);
        digest.update(bytes, 0, length);
    }

    /** @return the hash in hex; once. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
