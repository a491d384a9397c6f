package io.ayni.core.journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DirectoryStorageTest {
    @TempDir
    private Path directory;

    /** The other process of the test: takes the journal, says so, and holds it until its input ends. */
    public static final class Holder {
        private Holder() {
        }

        public static void main(final String[] args) throws IOException {
            try (JournalStorage.Lock lock = new DirectoryStorage(Path.of(args[0])).lock()) {
                System.out.println(lock == null ? "free" : "held");
                System.out.flush();
                assertThat(System.in.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    @Timeout(60)
    void aSecondProcessIsRefusedAndToldWhoHasTheJournal() throws Exception {
        final Process holder = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp", System.getProperty("java.class.path"), Holder.class.getName(), directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var output = holder.inputReader()) {
            assertThat(output.readLine()).isEqualTo("held");
            assertThatThrownBy(() -> new DirectoryStorage(directory).lock())
                .isInstanceOf(JournalLockedException.class)
                .hasMessage("journal " + directory + " is in use by process " + holder.pid());
        } finally {
            holder.getOutputStream().close();
            holder.waitFor();
        }
        new DirectoryStorage(directory).lock().close();
    }

    @Test
    void aSecondJournalOfTheSameProcessIsRefused() throws IOException {
        try (JournalStorage.Lock first = new DirectoryStorage(directory).lock()) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> new DirectoryStorage(directory).lock())
                .isInstanceOf(JournalLockedException.class)
                .hasMessageEndingWith("in use by process " + ProcessHandle.current().pid());
        }
        new DirectoryStorage(directory).lock().close();
    }

    @Test
    void aSegmentLeftUnfinishedByACrashIsRemoved() throws IOException {
        Files.write(directory.resolve("0000000002.segment.new"), new byte[1000]);
        final DirectoryStorage storage = new DirectoryStorage(directory);
        storage.lock().close();
        assertThat(directory.resolve("0000000002.segment.new")).doesNotExist();
        assertThat(storage.segments()).isEmpty();
    }

    @Test
    void aSegmentIsNeverMadeOverAnother() throws IOException {
        final DirectoryStorage storage = new DirectoryStorage(directory);
        storage.create(1, 1024).close();
        assertThatThrownBy(() -> storage.create(1, 1024)).isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    }

    @Test
    void segmentsAreWrittenInTheBlocksOfTheFileSystemWhereItsLengthAllows() throws IOException {
        final DirectoryStorage storage = new DirectoryStorage(directory);
        try (JournalStorage.Lock _ = storage.lock()) {
            final int block = storage.blockLength();
            try (JournalFile whole = storage.create(1, 64 << 10); JournalFile odd = storage.create(2, (64 << 10) + 8)) {
                assertThat(whole.blockLength()).isEqualTo(block);
                assertThat(odd.blockLength()).isEqualTo(1);
            }
            try (JournalFile whole = storage.openToAppend(1); JournalFile odd = storage.openToAppend(2)) {
                assertThat(whole.blockLength()).isEqualTo(block);
                assertThat(odd.blockLength()).isEqualTo(1);
            }
            assertThat(Files.readAllBytes(directory.resolve("0000000001.segment"))).hasSize(64 << 10).containsOnly(0);
        }
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("journal.lock", "0000000001.segment", "0000000002.segment");
        }
    }

    @Test
    void aFileThatIsNoSegmentButNamedLikeOneIsRefusedByName() throws IOException {
        Files.createFile(directory.resolve("copy-of-1.segment"));
        assertThatThrownBy(() -> new DirectoryStorage(directory).segments())
            .isInstanceOf(JournalCorruptException.class).hasMessageContaining("copy-of-1.segment");
    }
}
