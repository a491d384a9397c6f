package io.ayni.core.host.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.TimeoutException;

/** What a thread does to the slots that are ready for it. */
interface Stage {
    /**
     * @param from first slot, in ring sequences
     * @param to   last slot that is ready
     * @return last slot done: at least {@code from}, at most {@code to}.
     * @throws AlertException when the host is stopping
     */
    long process(long from, long to) throws AlertException, InterruptedException, TimeoutException;
}
