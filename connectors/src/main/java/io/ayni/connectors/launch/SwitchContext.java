package io.ayni.connectors.launch;

import io.ayni.core.host.ring.RingHostContext;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalStorage;
import io.netty.util.concurrent.Ticker;
import java.nio.file.Path;
import java.util.function.Function;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * What a switch takes from its machine: the time, and the disk below its journal. Those of {@link #SYSTEM} but in tests,
 * which let hours pass and disks fail.
 *
 * @param epochClock  on the wall: journaled time follows it, days and dates are its
 * @param nanoClock   measures: deadlines of the engine
 * @param loopTicker  measures: deadlines of connections, on the event loops
 * @param heartbeatMs a tick of the engine at least this often
 * @param journal     where the segments of a directory are
 */
record SwitchContext(
        EpochClock epochClock,
        NanoClock nanoClock,
        Ticker loopTicker,
        long heartbeatMs,
        Function<Path, JournalStorage> journal) {

    static final SwitchContext SYSTEM = new SwitchContext(
            SystemEpochClock.INSTANCE, SystemNanoClock.INSTANCE, Ticker.systemTicker(),
            RingHostContext.DEFAULT_HEARTBEAT_MS, DirectoryStorage::new);
}
