package io.ayni.core.host.cluster;

import io.ayni.core.host.StateMachineFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.agrona.BitUtil;

/** Configures a {@link ClusterNode}. Needed: {@link #directory}, {@link #members}, {@link #stateMachine}. */
public final class ClusterNodeContext {
    public static final int DEFAULT_LOG_TERM_LENGTH = 64 << 20;
    /** A policy is up to 64 KiB, and a message up to an eighth of a term. */
    public static final int MIN_LOG_TERM_LENGTH = 1 << 20;
    public static final int DEFAULT_SEGMENT_LENGTH = 128 << 20;
    /** Written and synced before a member says it has it. */
    public static final int SYNC_DATA = 1;

    private Path directory;
    private int memberId;
    private List<ClusterMember> members = List.of();
    private StateMachineFactory stateMachine;
    private EngineSeed seed = machine -> new EngineSeed.Filled(0, Long.MIN_VALUE);
    private NodeListener listener = new NodeListener() { };
    private ClusterTimings timings = ClusterTimings.DEFAULT;
    private NodeIdle idle = NodeIdle.BALANCED;
    private int fileSyncLevel = SYNC_DATA;
    private int logTermLength = DEFAULT_LOG_TERM_LENGTH;
    private int segmentLength = DEFAULT_SEGMENT_LENGTH;
    private int appVersion = 1;

    /** Where log, snapshots and the node's marks live; made if it is not there. */
    public ClusterNodeContext directory(final Path nodeDirectory) {
        this.directory = nodeDirectory;
        return this;
    }

    public Path directory() {
        return directory;
    }

    /** All of them, the same on every node; this one by its id. */
    public ClusterNodeContext members(final int ownId, final List<ClusterMember> all) {
        this.memberId = ownId;
        this.members = List.copyOf(all);
        return this;
    }

    public int memberId() {
        return memberId;
    }

    public List<ClusterMember> members() {
        return members;
    }

    ClusterMember ownMember() {
        return members.stream().filter(each -> each.id() == memberId).findFirst().orElseThrow(
            () -> new IllegalArgumentException("member " + memberId + " is not one of the members"));
    }

    public ClusterNodeContext stateMachine(final StateMachineFactory factory) {
        this.stateMachine = factory;
        return this;
    }

    StateMachineFactory stateMachine() {
        return stateMachine;
    }

    /** What a cluster without any snapshot begins with. The same on every node, or none may have one. */
    public ClusterNodeContext seed(final EngineSeed engineSeed) {
        this.seed = engineSeed;
        return this;
    }

    EngineSeed seed() {
        return seed;
    }

    public ClusterNodeContext listener(final NodeListener nodeListener) {
        this.listener = nodeListener;
        return this;
    }

    NodeListener listener() {
        return listener;
    }

    public ClusterNodeContext timings(final ClusterTimings clusterTimings) {
        this.timings = clusterTimings;
        return this;
    }

    ClusterTimings timings() {
        return timings;
    }

    public ClusterNodeContext idle(final NodeIdle nodeIdle) {
        this.idle = nodeIdle;
        return this;
    }

    NodeIdle idle() {
        return idle;
    }

    /**
     * When a member counts a part of the log as its own, and so lets it be committed.
     * <ul>
     * <li>0: written to the page cache. A majority has it in memory; a machine that dies loses nothing that another one
     *     does not have, machines that lose power together lose the last seconds.
     * <li>1: written and synced (fdatasync). What was answered is on the disks of a majority. The default.
     * <li>2: as 1, the file's metadata too (fsync).
     * </ul>
     */
    public ClusterNodeContext fileSyncLevel(final int level) {
        if (level < 0 || level > 2) {
            throw new IllegalArgumentException("fileSyncLevel must be 0, 1 or 2: " + level);
        }
        this.fileSyncLevel = level;
        return this;
    }

    int fileSyncLevel() {
        return fileSyncLevel;
    }

    /** Bytes of a term of the log, a power of two; three of them are in memory. */
    public ClusterNodeContext logTermLength(final int bytes) {
        if (!BitUtil.isPowerOfTwo(bytes) || bytes < MIN_LOG_TERM_LENGTH) {
            throw new IllegalArgumentException("log terms are a power of two, 1 MiB or more: " + bytes);
        }
        this.logTermLength = bytes;
        return this;
    }

    int logTermLength() {
        return logTermLength;
    }

    /** Bytes of a file of the archive, a power of two, at least a term. */
    public ClusterNodeContext segmentLength(final int bytes) {
        this.segmentLength = bytes;
        return this;
    }

    int segmentLength() {
        return segmentLength;
    }

    /** Nodes of one cluster must agree in its first of three numbers: see {@link ClusterNode#versionOf(int)}. */
    public ClusterNodeContext appVersion(final int version) {
        this.appVersion = version;
        return this;
    }

    int appVersion() {
        return appVersion;
    }

    void conclude() {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(stateMachine, "stateMachine");
        ownMember();
        if (segmentLength < logTermLength || !BitUtil.isPowerOfTwo(segmentLength)) {
            throw new IllegalArgumentException("segments are a power of two and hold a term: " + segmentLength);
        }
    }
}
