package io.ayni.core.host.cluster;

import io.aeron.cluster.RecordingLog;
import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.aeron.cluster.codecs.NewLeadershipTermEventDecoder;
import io.aeron.cluster.codecs.SessionCloseEventDecoder;
import io.aeron.cluster.codecs.SessionMessageHeaderDecoder;
import io.aeron.cluster.codecs.TimerEventDecoder;
import io.ayni.core.host.StateMachineFactory;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * What a node that is stopped has on disk, read without Aeron's processes: its newest snapshot, and the log. The
 * entries go through the same {@link ClusterMachine} as on a node, so the same state follows.
 */
public final class RecordedLog {
    private static final int SERVICE = 0;

    private final Path directory;
    private final ClusterMachine machine;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SessionMessageHeaderDecoder message = new SessionMessageHeaderDecoder();
    private final TimerEventDecoder timer = new TimerEventDecoder();
    private final SessionCloseEventDecoder close = new SessionCloseEventDecoder();
    private final NewLeadershipTermEventDecoder term = new NewLeadershipTermEventDecoder();

    /** @param directory of a node that does not run */
    public RecordedLog(final Path directory, final StateMachineFactory factory) {
        this.directory = directory;
        this.machine = new ClusterMachine(factory, (session, kind, value, number, bytes, offset, length) -> { });
    }

    /**
     * Fills the machine from the newest snapshot, if there is one, and applies the log behind it to its end. The end
     * may hold entries that no majority had: nothing of them was answered, as of what a crash leaves in a journal.
     *
     * @return the sequence of the last command applied
     */
    public long replayAll() throws IOException {
        try (RecordingLog log = new RecordingLog(ClusterNode.clusterDirectory(directory).toFile(), false)) {
            final RecordingLog.Entry snapshot = log.getLatestSnapshot(SERVICE);
            if (snapshot != null) {
                load(snapshot.recordingId);
            }
            replay(log.findLastTermRecordingId(), snapshot == null ? 0 : snapshot.logPosition, Long.MAX_VALUE);
            return machine.sequence();
        }
    }

    /** Applies the log from its first entry until the command of this sequence was applied; leaves snapshots out. */
    public long replayFromTheStart(final long upToSequence) throws IOException {
        try (RecordingLog log = new RecordingLog(ClusterNode.clusterDirectory(directory).toFile(), false)) {
            replay(log.findLastTermRecordingId(), 0, upToSequence);
            return machine.sequence();
        }
    }

    /** @return the time of the log at the last entry applied. */
    public long timestampMs() {
        return machine.timestampMs();
    }

    private void load(final long recordingId) throws IOException {
        try (RecordingFiles files = new RecordingFiles(ClusterNode.archiveDirectory(directory), recordingId, 0)) {
            final ClusterSnapshot.Reader reader = new ClusterSnapshot.Reader(machine.gateways());
            ClusterSnapshot.read(reader, () -> {
                if (!files.next()) {
                    throw new IllegalStateException("the snapshot ends before its end");
                }
                header.wrap(files.buffer(), 0);
                if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) { // Aeron's own: sessions, markers
                    reader.onMessage(files.buffer(), 0, files.length());
                }
            }, machine);
        }
    }

    private void replay(final long recordingId, final long fromPosition, final long upToSequence) throws IOException {
        try (RecordingFiles files =
            new RecordingFiles(ClusterNode.archiveDirectory(directory), recordingId, fromPosition)) {
            while (machine.sequence() < upToSequence && files.next()) {
                apply(files.buffer(), files.length());
            }
        }
    }

    private void apply(final DirectBuffer buffer, final int length) {
        header.wrap(buffer, 0);
        switch (header.templateId()) {
            case SessionMessageHeaderDecoder.TEMPLATE_ID -> {
                message.wrapAndApplyHeader(buffer, 0, header);
                final int body = MessageHeaderDecoder.ENCODED_LENGTH + SessionMessageHeaderDecoder.BLOCK_LENGTH;
                machine.onMessage(message.clusterSessionId(), message.timestamp(), buffer, body, length - body);
            }
            case TimerEventDecoder.TEMPLATE_ID ->
                machine.onTimer(timer.wrapAndApplyHeader(buffer, 0, header).timestamp());
            case SessionCloseEventDecoder.TEMPLATE_ID -> {
                close.wrapAndApplyHeader(buffer, 0, header);
                machine.onSessionClosed(close.clusterSessionId(), close.timestamp());
            }
            case NewLeadershipTermEventDecoder.TEMPLATE_ID -> {
                term.wrapAndApplyHeader(buffer, 0, header);
                machine.onNewTerm(term.leadershipTermId(), term.timestamp());
            }
            default -> {
                // sessions that open, and requests to take a snapshot, change nothing
            }
        }
    }
}
