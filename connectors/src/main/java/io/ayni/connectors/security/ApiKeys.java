package io.ayni.connectors.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Finds the channel that an API key belongs to. Takes as long for a wrong key as for a right one. One thread. */
public final class ApiKeys {
    /** What {@link #find} answers for a key of nobody. */
    public static final int NOBODY = -1;
    private static final int MAX_KEY_LENGTH = 512;

    private final MessageDigest sha256 = HmacSha256.sha256();
    private final List<byte[]> hashes;

    /** @param hashes SHA-256 of each channel's key */
    public ApiKeys(final List<byte[]> hashes) {
        this.hashes = List.copyOf(hashes);
    }

    /** @return whether callers need no key. */
    public boolean isOpen() {
        return hashes.isEmpty();
    }

    /** @return the position of the key's hash, or {@link #NOBODY}. */
    public int find(final String key) {
        final byte[] hash = sha256.digest(key.getBytes(StandardCharsets.UTF_8));
        int found = NOBODY;
        for (int i = 0; i < hashes.size(); i++) {
            if (MessageDigest.isEqual(hash, hashes.get(i))) {
                found = i;
            }
        }
        return key.length() > MAX_KEY_LENGTH ? NOBODY : found;
    }
}
