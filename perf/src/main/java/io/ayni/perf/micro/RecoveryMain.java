package io.ayni.perf.micro;

import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.Journal;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalWriter;
import io.ayni.core.journal.SnapshotDirectory;
import io.ayni.core.recovery.EngineReplay;
import io.ayni.core.recovery.SnapshotContext;
import io.ayni.core.recovery.SnapshotInfo;
import io.ayni.core.recovery.SnapshotListener;
import io.ayni.core.recovery.SnapshotStart;
import io.ayni.core.recovery.SnapshotTaker;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long a start takes: the journal replayed, and the state filled from a snapshot. Each is done several times in one
 * process, since the first is about the compiler as much as about the journal; a real start is a first one.
 * <pre>RecoveryMain DIR [accounts] [transfers] [times]</pre>
 * The directory is made and must not be there before; it is removed at the end.
 */
public final class RecoveryMain {
    private static final long START_MS = 1_800_000_000_000L;
    private static final int COMMANDS_PER_MS = 20;
    private static final int BATCH = 10_000;
    private static final long RETENTION_MS = 10_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double MILLION = 1e6;

    /** On a machine that does other work too, what the thread took says more than what the clock says. */
    private static final class Stopwatch {
        private final long startNs = System.nanoTime();
        private final long startProcessorNs = THREADS.getCurrentThreadCpuTime();

        double seconds() {
            return (System.nanoTime() - startNs) / 1e9;
        }

        double processorSeconds() {
            return (THREADS.getCurrentThreadCpuTime() - startProcessorNs) / 1e9;
        }
    }

    private final Path directory;
    private final int accounts;
    private final int transfers;
    private final PrintStream out;
    private long sequence;

    private RecoveryMain(final Path directory, final int accounts, final int transfers, final PrintStream out) {
        this.directory = directory;
        this.accounts = accounts;
        this.transfers = transfers;
        this.out = out;
    }

    public static void main(final String[] args) throws IOException {
        if (args.length < 1 || args.length > 4 || Files.exists(Path.of(args[0]))) {
            System.err.println("RecoveryMain DIR [accounts] [transfers] [times]; DIR must not be there");
            System.exit(2);
        }
        measure(Path.of(args[0]), argument(args, 1, 1_000_000), argument(args, 2, 1_000_000), argument(args, 3, 3),
            System.out);
    }

    private static int argument(final String[] args, final int index, final int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    static void measure(final Path directory, final int accounts, final int transfers, final int times,
        final PrintStream out) throws IOException {
        final RecoveryMain recovery = new RecoveryMain(directory, accounts, transfers, out);
        try {
            recovery.write();
            for (int i = 0; i < times; i++) {
                recovery.replay();
            }
            recovery.snapshot();
            for (int i = 0; i < times; i++) {
                recovery.load();
            }
        } finally {
            recovery.remove();
        }
    }

    private JournalContext context() {
        return new JournalContext().storage(new DirectoryStorage(directory));
    }

    private AuthorizationEngine engine() {
        return new AuthorizationEngine(
            new EngineContext(accounts, Math.min(transfers, (int) (2 * RETENTION_MS * COMMANDS_PER_MS))),
            (buffer, offset, length) -> { });
    }

    /** Accounts first, then transfers between them at random: what the switch would have journaled. */
    private void write() {
        try (Journal journal = Journal.open(context())) {
            journal.recover(0, (each, timestampMs, buffer, offset, length) -> { }, (records, bytes) -> { });
            final JournalWriter writer = journal.writer();
            new Cooperative().open(accounts, RETENTION_MS, (buffer, offset, length) -> {
                sequence++;
                writer.append(sequence, START_MS, buffer, offset, length);
                sync(writer);
            });
            final TransferCommand command = new TransferCommand(accounts);
            for (int i = 0; i < transfers; i++) {
                command.next();
                sequence++;
                writer.append(sequence, START_MS + i / COMMANDS_PER_MS, command.buffer(), 0, command.length());
                sync(writer);
            }
            writer.sync();
        }
    }

    private void sync(final JournalWriter writer) {
        if (sequence % BATCH == 0) {
            writer.sync();
        }
    }

    private void replay() {
        final AuthorizationEngine engine = engine();
        final Stopwatch watch = new Stopwatch();
        try (Journal journal = Journal.open(context())) {
            journal.recover(0, new EngineReplay(engine), (records, bytes) -> { });
        }
        report("journal replayed", sequence, watch);
    }

    private void snapshot() throws IOException {
        final Stopwatch watch = new Stopwatch();
        final SnapshotInfo info = SnapshotTaker.take(new SnapshotContext().stateMachine(this::engine)
            .storage(new DirectoryStorage(directory), new SnapshotDirectory(directory)), (records, bytes) -> { })
            .orElseThrow();
        report("replayed and snapshot written", info.records(), watch);
        out.printf(Locale.ROOT, "  %,d bytes%n", info.bytes());
    }

    private void load() {
        final AuthorizationEngine engine = engine();
        final Stopwatch watch = new Stopwatch();
        final long loaded = new SnapshotStart(new SnapshotDirectory(directory), new SnapshotListener() { })
            .load(engine).sequence();
        if (loaded != sequence) {
            throw new IllegalStateException("loaded the snapshot of " + loaded + ", expected " + sequence);
        }
        report("snapshot verified and loaded", accounts, watch);
    }

    private void report(final String what, final long count, final Stopwatch watch) {
        final double seconds = watch.seconds();
        final double processor = watch.processorSeconds();
        out.printf(Locale.ROOT, "%s: %,d in %.2f s, %.2f s of processor; a million in %.2f s, %.2f s of processor%n",
            what, count, seconds, processor, seconds * MILLION / count, processor * MILLION / count);
    }

    private void remove() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
