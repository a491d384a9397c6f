package io.ayni.core.host.cluster;

import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.SemanticVersion;

/** A node as a process of its own, for tests: says on stdout what happens to it, and ends when its stdin does. */
public final class NodeMain {
    static final ClusterTimings TIMINGS = new ClusterTimings(50, 400, 150, 3_000);

    private NodeMain() {
    }

    /** @param args member id, first port of member 0, directory, hosts of all members with commas */
    public static void main(final String[] args) throws Exception {
        final int id = Integer.parseInt(args[0]);
        final ClusterNode node = new ClusterNode(new ClusterNodeContext()
            .directory(Path.of(args[2]))
            .members(id, members(Integer.parseInt(args[1]), args[3].split(",")))
            .logTermLength(ClusterNodeContext.MIN_LOG_TERM_LENGTH)
            .segmentLength(ClusterNodeContext.MIN_LOG_TERM_LENGTH * 4)
            .timings(TIMINGS)
            .idle(NodeIdle.BALANCED)
            .fileSyncLevel(Integer.getInteger("fileSyncLevel", 1))
            .appVersion(version())
            .stateMachine(outcomes -> new AuthorizationEngine(new EngineContext(1_024, 1 << 14), outcomes))
            .listener(new Speaker()));
        node.start();
        say("started");
        while (System.in.read() >= 0) {
            // until the test that started it ends
        }
        node.close();
    }

    /** {@code -Dbuild} of one log format, {@code -Dformat} of another one; 0 for that of this build. */
    private static int version() {
        final int format = Integer.getInteger("format", 0);
        return format == 0
            ? ClusterNode.versionOf(Integer.getInteger("build", 1))
            : SemanticVersion.compose(format, 0, 1);
    }

    static List<ClusterMember> members(final int basePort, final String[] hosts) {
        final List<ClusterMember> members = new ArrayList<>();
        for (int i = 0; i < hosts.length; i++) {
            members.add(new ClusterMember(i, hosts[i], basePort + 10 * i));
        }
        return members;
    }

    private static synchronized void say(final String line) {
        System.out.println(line);
    }

    private static final class Speaker implements NodeListener {
        @Override
        public void onRoleChange(final Role role) {
            say("role " + role);
        }

        @Override
        public void onNewTerm(final long leadershipTermId, final int leaderMemberId, final long logPosition) {
            say("term " + leadershipTermId + ' ' + leaderMemberId);
        }

        @Override
        public void onSnapshotLoaded(final long sequence, final String stateHash, final long durationMs) {
            say("loaded " + sequence + ' ' + stateHash);
        }

        @Override
        public void onSnapshotTaken(final long sequence, final String stateHash, final long durationMs) {
            say("snapshot " + sequence + ' ' + stateHash);
        }

        @Override
        public void onWaitingForMark() {
            say("waiting");
        }

        @Override
        public void onError(final Throwable cause) {
            say("error " + cause);
        }

        @Override
        public void onStopped(final Throwable cause) {
            say("stopped " + cause);
            Runtime.getRuntime().halt(3);
        }
    }
}
