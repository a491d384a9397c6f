package io.ayni.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.Journal;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalException;
import io.ayni.core.journal.Recovery;
import io.ayni.core.journal.SnapshotDirectory;
import io.ayni.core.recovery.SnapshotListener;
import io.ayni.core.recovery.SnapshotStart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What builds of earlier schema versions left on disk is read by this one, and means the same. */
class KeptFilesTest {
    private static final Path KEPT = Path.of("src/test/resources/io/ayni/core/sim/kept");

    @TempDir
    private Path directory;

    static Stream<String> versions() throws IOException {
        try (Stream<Path> files = Files.list(KEPT)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList().stream();
        }
    }

    @Test
    void filesOfEveryVersionAreKept() throws IOException {
        assertThat(versions().toList()).contains("v1").containsAll(
            IntStream.range(1, MessageHeaderDecoder.SCHEMA_VERSION).mapToObj(each -> "v" + each).toList());
    }

    private void unpack(final String version) throws IOException {
        try (Stream<Path> files = Files.list(KEPT.resolve(version))) {
            files.filter(each -> each.toString().endsWith(".gz")).forEach(this::unpack);
        }
    }

    private void unpack(final Path kept) {
        final String name = kept.getFileName().toString();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(kept))) {
            Files.copy(in, directory.resolve(name.substring(0, name.length() - ".gz".length())));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AuthorizationEngine engine() {
        return new AuthorizationEngine(new EngineContext(16, 16), (buffer, offset, length) -> { });
    }

    private long recover(final long afterSequence, final AuthorizationEngine engine) {
        try (Journal journal = open()) {
            return journal.recover(afterSequence, engine::onCommand, (records, bytes) -> { }).lastSequence();
        }
    }

    private Journal open() {
        return Journal.open(new JournalContext().storage(new DirectoryStorage(directory))
            .segmentLength(JournalContext.MIN_SEGMENT_LENGTH));
    }

    private long load(final AuthorizationEngine engine) {
        return new SnapshotStart(new SnapshotDirectory(directory), new SnapshotListener() { }).load(engine).sequence();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theWholeJournalGivesTheStateItGaveThen(final String version) throws IOException {
        unpack(version);
        final AuthorizationEngine engine = engine();
        recover(0, engine);
        assertMeansTheSame(engine, Files.readAllLines(KEPT.resolve(version).resolve("state.txt")));
    }

    /** A later build may say more on a line, or in further lines; what an earlier one said stays, in its order. */
    private static void assertMeansTheSame(final AuthorizationEngine engine, final List<String> kept) {
        final List<String> lines = KeepFilesMain.text(engine).lines().toList();
        int at = 0;
        for (final String line : kept) {
            while (at < lines.size() && !saysAll(lines.get(at), line)) {
                at++;
            }
            assertThat(at).as("no line says '%s'", line).isLessThan(lines.size());
            at++;
        }
        assertThat(kept).hasSizeGreaterThan(50);
    }

    private static boolean saysAll(final String line, final String kept) {
        final String[] words = kept.split(" ");
        int found = 0;
        for (final String word : line.split(" ")) {
            if (found < words.length && word.equals(words[found])) {
                found++;
            }
        }
        return found == words.length;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theSnapshotAndTheTailGiveTheStateOfTheWholeJournal(final String version) throws IOException {
        unpack(version);
        final AuthorizationEngine whole = engine();
        final AuthorizationEngine fromSnapshot = engine();
        recover(0, whole);
        final long sequence = load(fromSnapshot);
        final long last = recover(sequence, fromSnapshot);

        assertThat(sequence).isPositive().isLessThan(last);
        assertThat(KeepFilesMain.text(fromSnapshot)).isEqualTo(KeepFilesMain.text(whole));
        assertThat(fromSnapshot.stateHash()).isEqualTo(whole.stateHash());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void thisBuildGoesOnInTheirJournal(final String version) throws IOException {
        unpack(version);
        final CommandWriter commands = new CommandWriter();
        final AuthorizationEngine before = engine();
        try (Journal journal = open()) {
            final Recovery recovery = journal.recover(0, before::onCommand, (records, bytes) -> { });
            final long sequence = recovery.lastSequence() + 1;
            final long nowMs = recovery.lastTimestampMs() + 1;
            final int length = commands.nodeStarted();
            journal.writer().append(sequence, nowMs, commands.buffer(), 0, length);
            before.onCommand(sequence, nowMs, commands.buffer(), 0, length);
            journal.writer().sync();
        }
        final AuthorizationEngine again = engine();
        recover(0, again);
        assertThat(again.stateHash()).isEqualTo(before.stateHash());
    }

    @Test
    void aSnapshotOfALaterBuildIsRefusedAndSaysSo() throws IOException {
        unpack("v1");
        final Path file = directory.resolve(Arrays.stream(directory.toFile().list())
            .filter(name -> name.endsWith(".snapshot")).findFirst().orElseThrow());
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        final int later = MessageHeaderDecoder.SCHEMA_VERSION + 1;
        bytes.putInt(16, later);
        final CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, 60));
        bytes.putInt(60, (int) crc.getValue());
        Files.write(file, bytes.array());

        assertThatThrownBy(() -> load(engine())).isInstanceOf(JournalException.class)
            .hasMessage(file + ": written by a later build (format 1, schema version " + later
                + "); this build reads format 1 and schema versions up to " + MessageHeaderDecoder.SCHEMA_VERSION);
    }
}
