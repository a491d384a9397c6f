package io.ayni.core.host.ring;

import io.ayni.core.host.HostListener;
import io.ayni.core.host.Ingress.Lane;
import io.ayni.core.host.Ingress.Result;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.SimulatedDisk;
import org.agrona.DirectBuffer;

import java.util.ArrayList;
import java.util.List;

/** A host without threads on a simulated disk, stepped by the test; one instance is one run of the process. */
final class TestHost implements OutcomeSink, HostListener, AutoCloseable {
    static final int RING_SIZE = 64;

    final SimulatedDisk disk;
    final TestClock clock;
    final RingHostContext context;
    final RingHost host;
    final List<TestMachine.Answered> answered = new ArrayList<>();
    final List<String> reports = new ArrayList<>();
    int batchEnds;
    long sinkPoison = Long.MIN_VALUE;
    TestMachine machine;

    TestHost() {
        this(new SimulatedDisk(), new TestClock());
    }

    TestHost(final SimulatedDisk disk, final TestClock clock) {
        this.disk = disk;
        this.clock = clock;
        context = new RingHostContext().journalStorage(disk).segmentLength(JournalContext.MIN_SEGMENT_LENGTH)
            .ringSize(RING_SIZE).epochClock(clock).nanoClock(clock).manual().outcomeSink(this).listener(this)
            .stateMachine(outcomes -> machine = new TestMachine(outcomes));
        host = new RingHost(context);
    }

    /** Starts and answers NodeStarted. */
    TestHost start() {
        host.start();
        host.doWork();
        return this;
    }

    Result offer(final long id) {
        return offer(Lane.REQUEST, TestMachine.command(id));
    }

    Result offer(final Lane lane, final DirectBuffer command) {
        return host.offer(lane, command, 0, command.capacity());
    }

    List<Long> answeredIds() {
        return answered.stream().map(TestMachine.Answered::id).toList();
    }

    @Override
    public void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
        final TestMachine.Answered outcome = TestMachine.Answered.of(buffer, offset);
        if (outcome.id() == sinkPoison) {
            throw new IllegalArgumentException("sink fails as planned");
        }
        disk.note("answer");
        answered.add(outcome);
    }

    @Override
    public void onBatchEnd() {
        batchEnds++;
    }

    @Override
    public void onClockJump(final long jumpMs) {
        reports.add("jump " + jumpMs);
    }

    @Override
    public void onReserveChange(final boolean isBelowReserve) {
        reports.add("below reserve " + isBelowReserve);
    }

    @Override
    public void onSinkError(final Throwable error) {
        reports.add("sink error " + error.getMessage());
    }

    @Override
    public void onTornTailCut(final String file, final long offset, final int bytes) {
        reports.add("torn " + file);
    }

    @Override
    public void onRecovered(final long records, final long lastSequence, final long durationMs) {
        reports.add("recovered " + records + " up to " + lastSequence);
    }

    @Override
    public void onFatal(final Throwable cause) {
        reports.add("fatal " + cause.getMessage());
    }

    @Override
    public void close() {
        host.close();
    }
}
