package io.ayni.core.host.cluster;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.PriorityHeapTimerServiceSupplier;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.security.AuthorisationService;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalLockedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.ErrorHandler;
import org.agrona.IoUtil;
import org.agrona.SemanticVersion;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * One machine of a cluster: media driver, archive, consensus module and the engine, each a thread.
 * <pre>
 *   directory/
 *     archive/      recordings: the log, and the snapshots of consensus module and engine
 *     cluster/      which recordings make up the log, votes, marks
 *   /dev/shm/ayni-cluster-…   the driver's buffers; made anew at each start
 * </pre>
 * Life: {@link #start()} takes the directory, fills the engine from the newest snapshot, applies what of the log follows,
 * and takes part in elections. A node whose engine or disk fails ends, tells {@link NodeListener#onStopped}, and answers
 * nothing more: the others go on.
 */
public final class ClusterNode implements AutoCloseable {
    /** Longest silence after which the mark of a process that was killed counts as left behind. */
    private static final long MARK_PATIENCE_MS = 30_000;
    private static final long MARK_RETRY_MS = 1_000;
    /** How long nodes that start wait for the others before a majority of them goes on without. */
    private static final long STARTUP_CANVASS_MS = 10_000;
    private static final int MAX_SESSIONS = 64;
    /** A disk that hangs for less is lived through; Aeron's ten seconds end every node on the same storage at once. */
    private static final long DISK_PATIENCE_S = 30;
    private static final int IPC_TERM_LENGTH = 1 << 20;
    /** Each write of the archive is synced: what waits then, a snapshot above all, goes in one piece up to this. */
    private static final int FILE_IO_LENGTH = 4 << 20;

    private final ClusterNodeContext context;
    private final NodeListener listener;
    private final EngineService service;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private AtomicCounter controlToggle;
    /** Aeron ends a node whose disk is full without a cause: what it said last is the cause. */
    private volatile Throwable lastError;

    public ClusterNode(final ClusterNodeContext context) {
        context.conclude();
        this.context = context;
        this.listener = context.listener();
        this.service = new EngineService(context.stateMachine(), context.seed(), listener);
    }

    /** @return a version as nodes compare it: those of one cluster agree in the log format. */
    public static int versionOf(final int build) {
        return SemanticVersion.compose(MessageHeaderDecoder.SCHEMA_VERSION, 0, build);
    }

    /**
     * Starts. When it returns the node takes part in elections; that it follows or leads, the listener is told.
     * A mark that a killed process left behind looks alive for up to ten seconds, and is waited for: who has the
     * directory's lock knows that no other process is.
     *
     * @throws JournalLockedException when another process has the directory
     */
    public ClusterNode start() {
        try {
            Files.createDirectories(context.directory());
            open.push(new DirectoryStorage(context.directory()).lock()::close);
            launchPatiently();
            return this;
        } catch (final IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (final RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void launchPatiently() {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MARK_PATIENCE_MS);
        while (true) {
            try {
                launch();
                return;
            } catch (final RuntimeException e) {
                if (!isOfLivingMark(e) || System.nanoTime() - deadlineNs > 0) {
                    throw e;
                }
                closeDownTo(1); // the lock stays ours
                listener.onWaitingForMark();
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(MARK_RETRY_MS));
            }
        }
    }

    private static boolean isOfLivingMark(final Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalStateException && String.valueOf(cause.getMessage()).contains("active mark file")) {
                return true;
            }
        }
        return false;
    }

    private void launch() {
        final ErrorHandler errors = this::onError;
        final MediaDriver driver = MediaDriver.launch(driverContext(errors));
        open.push(driver);
        open.push(Archive.launch(archiveContext(driver, errors)));
        final ConsensusModule.Context consensus = consensusContext(driver, errors);
        open.push(ConsensusModule.launch(consensus));
        controlToggle = consensus.controlToggleCounter();
        open.push(ClusteredServiceContainer.launch(serviceContext(driver, errors)));
    }

    private MediaDriver.Context driverContext(final ErrorHandler errors) {
        return new MediaDriver.Context()
            .aeronDirectoryName(driverDirectory(context.directory()).toString())
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .threadingMode(ThreadingMode.SHARED)
            .sharedThreadFactory(this::newThread)
            .sharedIdleStrategy(context.idle().newStrategy())
            .termBufferSparseFile(true)
            .ipcTermBufferLength(IPC_TERM_LENGTH)
            .publicationTermBufferLength(IPC_TERM_LENGTH)
            .clientLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(DISK_PATIENCE_S))
            .publicationUnblockTimeoutNs(TimeUnit.SECONDS.toNanos(DISK_PATIENCE_S + DISK_PATIENCE_S / 2))
            .errorHandler(errors);
    }

    private Archive.Context archiveContext(final MediaDriver driver, final ErrorHandler errors) {
        final ClusterMember own = context.ownMember();
        return new Archive.Context()
            .aeronDirectoryName(driver.aeronDirectoryName())
            .archiveDir(archiveDirectory(context.directory()).toFile())
            .controlChannel("aeron:udp?endpoint=" + own.archiveEndpoint())
            .replicationChannel("aeron:udp?endpoint=" + own.host() + ":0")
            .recordingEventsEnabled(false)
            .threadingMode(ArchiveThreadingMode.SHARED)
            .threadFactory(this::newThread)
            .idleStrategySupplier(context.idle()::newStrategy)
            .segmentFileLength(context.segmentLength())
            .fileIoMaxLength(FILE_IO_LENGTH)
            .fileSyncLevel(context.fileSyncLevel())
            .catalogFileSyncLevel(context.fileSyncLevel())
            .recordChecksum(Checksums.crc32c())
            .replayChecksum(Checksums.crc32c())
            .errorHandler(errors);
    }

    private ConsensusModule.Context consensusContext(final MediaDriver driver, final ErrorHandler errors) {
        final ClusterMember own = context.ownMember();
        final ClusterTimings timings = context.timings();
        return new ConsensusModule.Context()
            .aeronDirectoryName(driver.aeronDirectoryName())
            .clusterDir(clusterDirectory(context.directory()).toFile())
            .clusterMemberId(own.id())
            .clusterMembers(ClusterMember.allEndpoints(context.members()))
            .ingressChannel("aeron:udp?term-length=" + IPC_TERM_LENGTH)
            .logChannel("aeron:udp?term-length=" + context.logTermLength())
            .replicationChannel("aeron:udp?endpoint=" + own.host() + ":0")
            .fileSyncLevel(context.fileSyncLevel())
            .appVersion(context.appVersion())
            .clusterClock(new SteadyClusterClock())
            .timerServiceSupplier(new PriorityHeapTimerServiceSupplier())
            .threadFactory(this::newThread)
            .idleStrategySupplier(context.idle()::newStrategy)
            .leaderHeartbeatIntervalNs(TimeUnit.MILLISECONDS.toNanos(timings.heartbeatIntervalMs()))
            .leaderHeartbeatTimeoutNs(TimeUnit.MILLISECONDS.toNanos(timings.heartbeatTimeoutMs()))
            .electionTimeoutNs(TimeUnit.MILLISECONDS.toNanos(timings.electionTimeoutMs()))
            .electionStatusIntervalNs(TimeUnit.MILLISECONDS.toNanos(Math.max(10, timings.electionTimeoutMs() / 4)))
            .startupCanvassTimeoutNs(TimeUnit.MILLISECONDS.toNanos(
                Math.max(STARTUP_CANVASS_MS, 4 * timings.heartbeatTimeoutMs())))
            .sessionTimeoutNs(TimeUnit.MILLISECONDS.toNanos(timings.sessionTimeoutMs()))
            .maxConcurrentSessions(MAX_SESSIONS)
            .authorisationServiceSupplier(() -> AuthorisationService.ALLOW_ALL)
            .archiveContext(localArchive(1))
            .terminationHook(() -> onTerminated(null))
            .errorHandler(errors);
    }

    private ClusteredServiceContainer.Context serviceContext(final MediaDriver driver, final ErrorHandler errors) {
        return new ClusteredServiceContainer.Context()
            .aeronDirectoryName(driver.aeronDirectoryName())
            .clusterDir(clusterDirectory(context.directory()).toFile())
            .clusteredService(service)
            .serviceName("ayni-engine")
            .threadFactory(this::newThread)
            .appVersion(context.appVersion())
            .snapshotChannel("aeron:ipc?alias=snapshot|mtu=" + ClusterSnapshot.FRAME_LENGTH
                + "|term-length=" + Math.min(ClusterSnapshot.TERM_LENGTH, context.segmentLength()))
            .idleStrategySupplier(context.idle()::newStrategy)
            .archiveContext(localArchive(2))
            .terminationHook(() -> onTerminated(service.failure()))
            .errorHandler(errors);
    }

    private static AeronArchive.Context localArchive(final int responses) {
        return new AeronArchive.Context()
            .controlRequestChannel("aeron:ipc")
            .controlResponseChannel("aeron:ipc")
            .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
            .controlResponseStreamId(AeronArchive.Configuration.controlResponseStreamId() + 100 + responses);
    }

    static Path archiveDirectory(final Path directory) {
        return directory.resolve("archive");
    }

    static Path clusterDirectory(final Path directory) {
        return directory.resolve("cluster");
    }

    /** In memory, and of this directory alone. */
    static Path driverDirectory(final Path directory) {
        final Path shared = Path.of("/dev/shm");
        final Path base = Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
        return base.resolve("ayni-cluster-" + Integer.toHexString(directory.toAbsolutePath().normalize().hashCode()));
    }

    /** Removes what a node that was killed left in memory; not while it runs. */
    public static void removeBuffers(final Path directory) {
        IoUtil.delete(driverDirectory(directory).toFile(), true);
    }

    /** A thread that dies ends the node: one without it would neither answer nor go, and nobody would start it again. */
    private Thread newThread(final Runnable task) {
        final Thread thread = new Thread(task);
        thread.setUncaughtExceptionHandler((dead, cause) -> onTerminated(cause instanceof InternalError
            ? new IllegalStateException("a file in " + context.directory() + " cannot be written: is its disk full?", cause)
            : cause));
        return thread;
    }

    private void onError(final Throwable cause) {
        if (!(cause instanceof AgentTerminationException)) {
            lastError = cause;
            listener.onError(cause);
        }
    }

    private void onTerminated(final Throwable cause) {
        if (isStopped.compareAndSet(false, true)) {
            listener.onStopped(cause == null ? lastError : cause);
        }
    }

    /**
     * Any thread: asks the cluster for a snapshot on every node, if this one leads.
     *
     * @return whether it leads and no other request is under way
     */
    public boolean takeSnapshot() {
        return ClusterControl.ToggleState.SNAPSHOT.toggle(controlToggle);
    }

    /** Any thread. @return sequence of the last command applied. */
    public long sequence() {
        return service.sequence();
    }

    /** Any thread. @return outcomes that gateways were too slow for. */
    public long droppedOutcomes() {
        return service.dropped();
    }

    /** Leaves the cluster; harmless when closed already. */
    @Override
    public synchronized void close() {
        isStopped.set(true);
        closeDownTo(0);
    }

    private void closeDownTo(final int parts) {
        while (open.size() > parts) {
            try {
                open.pop().close();
            } catch (final Exception e) {
                listener.onError(e);
            }
        }
    }
}
