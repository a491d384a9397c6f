package io.ayni.connectors.network.interbank;

import io.ayni.connectors.security.PinBlocks;
import io.ayni.connectors.security.ZoneKeys;
import io.ayni.core.command.ResponseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the zone PIN key that a network sends: in a file under the key-encrypting key, just as it came, and in use from
 * then on. A field that does not open, or whose check value differs, is refused and changes nothing. Any thread.
 */
public final class ZoneKeyStore implements KeyExchange {
    private static final Logger LOG = LoggerFactory.getLogger(ZoneKeyStore.class);

    private final ZoneKeys keys;
    private final Path file;
    private final Consumer<PinBlocks> use;

    private ZoneKeyStore(final ZoneKeys keys, final Path file, final Consumer<PinBlocks> use) {
        this.keys = keys;
        this.file = file;
        this.use = use;
    }

    /**
     * Takes the key that was kept last into use.
     *
     * @param kekFile 32 or 48 hexadecimal digits, readable by the owner alone
     * @param file    of the zone key; not there before the first exchange
     * @throws IOException with what is wrong with a file, never with its content
     */
    public static ZoneKeyStore open(final Path kekFile, final Path file, final Consumer<PinBlocks> use)
        throws IOException {
        final ZoneKeyStore store = new ZoneKeyStore(ZoneKeys.load(kekFile), file, use);
        if (Files.exists(file)) {
            use.accept(store.keys.open(Files.readString(file, StandardCharsets.US_ASCII).strip())
                .orElseThrow(() -> new IOException(file + " does not open under the key-encrypting key")));
        }
        return store;
    }

    @Override
    public synchronized int onKey(final byte[] field) {
        final String text = new String(field, StandardCharsets.US_ASCII).strip();
        final Optional<PinBlocks> key = keys.open(text);
        if (key.isEmpty()) {
            return ResponseCode.FORMAT_ERROR;
        }
        try {
            keep(text);
        } catch (final IOException e) {
            LOG.error("the zone key could not be kept: {}", e.toString());
            return ResponseCode.MALFUNCTION;
        }
        use.accept(key.get());
        return ResponseCode.APPROVED;
    }

    /** A crash leaves the old one or the new one, whole. */
    private void keep(final String text) throws IOException {
        final Path made = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(made);
        Files.createFile(made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
            final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
