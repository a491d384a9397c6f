package io.ayni.connectors.network.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of one link: {@code 301-2026-11-24.csv}, a biller and the day on which its payments have effect, which is one
 * a cut-off; {@code cards-2026-11-24.csv} of the card processor, whose references are accounts of cards. Whoever fetches one copies it: a payment is looked up in the files that are here. One thread.
 */
final class BatchFiles implements AutoCloseable {
    /** Files whose day is this long past are not read at a start: nobody asks about their payments any more. */
    private static final int KEPT_DAYS = 30;
    private static final String CARDS = "cards";
    private static final String NAME = "(\\d{1,10}|" + CARDS + ")-(\\d{4}-\\d\\d-\\d\\d)\\.csv";

    /** A payment on disk. @param receipt file and line: {@code 301-20261124-000012} */
    record Entry(BatchLine line, String receipt) {
    }

    private final Path directory;
    private final Map<Long, Entry> entries = new HashMap<>();
    private final Map<Path, OpenFile> open = new HashMap<>();
    private int appended;

    private static final class OpenFile {
        private final FileChannel channel;
        private int lines;
        private boolean isDirty;

        OpenFile(final FileChannel channel) {
            this.channel = channel;
        }
    }

    /**
     * Reads what is there; a last line that a crash cut short is cut off.
     *
     * @throws IOException also when a line that is not the last one is broken: that is no crash, a person must look
     */
    BatchFiles(final Path directory, final LocalDate today) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        final List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.getFileName().toString().matches(NAME))
                    .filter(file -> !dayOf(file).isBefore(today.minusDays(KEPT_DAYS))).sorted().toList();
        }
        for (final Path file : files) {
            read(file);
        }
    }

    /** @return null when it never came. */
    Entry find(final long paymentId) {
        return entries.get(paymentId);
    }

    /** Writes a payment that is not here yet; it counts only after {@link #sync}. */
    Entry append(final BatchLine line, final LocalDate effective) throws IOException {
        final Path path = directory.resolve(payee(line) + "-" + effective + ".csv");
        final OpenFile file = open(path);
        write(file, line.text());
        final Entry entry = entry(path, line, ++file.lines);
        entries.put(line.paymentId(), entry);
        appended++;
        return entry;
    }

    /** @return how many were appended since it was asked before. */
    int takeAppended() {
        final int taken = appended;
        appended = 0;
        return taken;
    }

    /** When it returns, all that was appended is on disk. */
    void sync() throws IOException {
        for (final OpenFile file : open.values()) {
            if (file.isDirty) {
                file.channel.force(false);
                file.isDirty = false;
            }
        }
    }

    private OpenFile open(final Path path) throws IOException {
        final OpenFile known = open.get(path);
        if (known != null) {
            return known;
        }
        final boolean isNew = !Files.exists(path);
        final OpenFile file = new OpenFile(FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        open.put(path, file);
        if (isNew) {
            write(file, BatchLine.HEADER);
            try (FileChannel parent = FileChannel.open(directory)) {
                parent.force(true); // or the file itself could be gone after a crash
            }
        }
        return file;
    }

    private static void write(final OpenFile file, final String text) throws IOException {
        file.isDirty = true;
        final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.channel.write(bytes);
        }
    }

    private void read(final Path path) throws IOException {
        final byte[] bytes = Files.readAllBytes(path);
        final OpenFile file = open(path);
        int from = 0;
        while (from < bytes.length) {
            int end = from;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            final String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
            final boolean isHeader = from == 0 && (text + '\n').equals(BatchLine.HEADER);
            final BatchLine line = isHeader || end == bytes.length ? null : BatchLine.parse(text);
            if (line != null) {
                entries.put(line.paymentId(), entry(path, line, ++file.lines));
            } else if (!isHeader || end == bytes.length) {
                cut(file, path, bytes, from, end);
                return;
            }
            from = end + 1;
        }
        file.isDirty = true; // what was read is answered for: it has to be on disk
        sync();
    }

    private static void cut(final OpenFile file, final Path path, final byte[] bytes, final int from, final int end)
            throws IOException {
        if (end < bytes.length - 1) {
            throw new IOException(path + " is damaged at offset " + from + ", before its last line");
        }
        file.channel.truncate(from);
        if (from == 0) {
            write(file, BatchLine.HEADER);
        }
        file.channel.force(true);
    }

    private static Entry entry(final Path path, final BatchLine line, final int number) {
        return new Entry(line, "%s-%s-%06d".formatted(
                payee(line), dayOf(path).toString().replace("-", ""), number));
    }

    private static String payee(final BatchLine line) {
        return line.biller() == 0 ? CARDS : Integer.toString(line.biller());
    }

    private static LocalDate dayOf(final Path file) {
        return LocalDate.parse(file.getFileName().toString().replaceFirst(NAME, "$2"));
    }

    @Override
    public void close() throws IOException {
        for (final OpenFile file : open.values()) {
            file.channel.close();
        }
    }
}
