package io.ayni.connectors.network.batch;

import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.channel.SendReceiver;
import io.ayni.connectors.network.LinkCommands;
import io.ayni.connectors.network.LinkView;
import io.ayni.connectors.network.OperatedLink;
import io.ayni.connectors.network.batch.BatchFiles.Entry;
import io.ayni.connectors.translate.BillerMessages.PaymentSaid;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ScheduleDueDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.SendKind;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to billers, and to the card processor of a cooperative that batches, which fetch files. The event loop only hands over; one thread writes: all that waits, then one sync,
 * then the answers.
 * <pre>
 * NetworkSend REQUEST ─→ here already? ─ no ─→ line, fsync ─→ PAID        STATUS ─→ here? ─→ PAID, else NOT_FOUND
 *      └ queue full ─→ NetworkSendFailed    └ with another amount ─→ REFUSED 94
 * </pre>
 * An error of the disk takes the link down until the next start: whether what was written last is durable nobody knows.
 */
public final class BatchLink implements SendReceiver, OperatedLink {
    private static final Logger LOG = LoggerFactory.getLogger(BatchLink.class);
    private static final int MAX_WAITING = 4_096;
    private static final long RETRY_MS = 100;

    private final int linkId;
    private final String name;
    private final Path directory;
    private final ZoneId zone;
    private final Clock clock;
    private final OutcomeRouter router;
    private final EventLoops loops;
    private final EventLoop loop;
    private final LinkCommands commands;
    private final BlockingQueue<Send> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread writer;
    private ScheduledFuture<?> reporting;
    private final LongAdder written = new LongAdder();
    private volatile LinkState wanted = LinkState.DOWN;
    private volatile LinkState reported = LinkState.DOWN;
    private volatile long reportedNs = System.nanoTime();
    private volatile boolean isClosed;

    private record Send(BatchLine line, SendKind kind, int attempt, int effectiveDay) {
    }

    private record Answer(Send send, PaymentSaid said) {
    }

    /** @param zone in which a payment without an effective day has its day */
    public BatchLink(
            final int linkId, final String name, final Path directory, final ZoneId zone, final Clock clock,
            final EventLoops loops, final OutcomeRouter router, final Ingress ingress) {
        this.linkId = linkId;
        this.name = name;
        this.directory = directory;
        this.zone = zone;
        this.clock = clock;
        this.router = router;
        this.loops = loops;
        this.loop = loops.loop(linkId % loops.count());
        this.commands = new LinkCommands(linkId, ingress, new UnsafeBuffer(new byte[256]));
        this.writer = new Thread(this::write, "ayni-batch-" + name);
        this.writer.setDaemon(true);
    }

    /** Begins to read what is there; returns at once. */
    public void start() {
        router.assignLink(linkId, loops.mailboxOf(loop));
        loop.execute(() -> {
            loops.mailboxOf(loop).bindLink(linkId, this);
            reporting = loop.scheduleAtFixedRate(this::report, 0, RETRY_MS, TimeUnit.MILLISECONDS);
        });
        writer.start();
    }

    /** Any thread. @return as it was last reported to the engine. */
    @Override
    public LinkState state() {
        return reported;
    }

    /** A line that is on disk is its own answer. */
    @Override
    public CompletableFuture<LinkView> view() {
        return CompletableFuture.completedFuture(new LinkView(
                reported, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - reportedNs), written(), written(), List.of()));
    }

    public String name() {
        return name;
    }

    /** Any thread. @return payments written into files since the start, and synced. */
    public long written() {
        return written.sum();
    }

    @Override
    public void onNetworkSend(final NetworkSendDecoder send) {
        final SendKind kind = SendKind.ofCode(send.kind());
        final Send taken = new Send(
                new BatchLine(send.paymentId(), send.billerId(), send.externalAccount().strip(), send.amountMinor(),
                        send.currency()), kind, send.attempt(), send.effectiveDay());
        final boolean isForFiles = kind == SendKind.REQUEST || kind == SendKind.STATUS;
        if ((!isForFiles || wanted != LinkState.UP || !waiting.offer(taken)) && kind != SendKind.STATUS) {
            commands.sendFailed(send.paymentId(), send.attempt());
        }
    }

    /** Whoever fetches files cannot be asked what is owed. */
    @Override
    public void onScheduleDue(final ScheduleDueDecoder due) {
        commands.scheduleBill(due.scheduleId(), due.runDay(), due.scheduleId(), -1);
    }

    @Override
    public void onSendsEnd() {
        // the writer takes what is there
    }

    private void report() {
        final LinkState now = wanted;
        if (now != reported && commands.status(now)) {
            reported = now;
            reportedNs = System.nanoTime();
            LOG.info("link {} ({}) is {}", linkId, name, now);
        }
    }

    private void write() {
        try (BatchFiles files = new BatchFiles(directory, LocalDate.now(clock.withZone(zone)))) {
            wanted = LinkState.UP;
            final List<Send> batch = new ArrayList<>();
            while (!isClosed) {
                final Send first = waiting.poll(RETRY_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch);
                    perform(files, batch);
                    batch.clear();
                }
            }
        } catch (final IOException e) {
            wanted = LinkState.DOWN;
            LOG.error("link {} ({}) writes no more files before the next start: {}", linkId, name, e.toString());
        } catch (final InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void perform(final BatchFiles files, final List<Send> batch) throws IOException {
        final List<Answer> answers = new ArrayList<>(batch.size());
        for (final Send send : batch) {
            answers.add(new Answer(send, said(files, send)));
        }
        files.sync();
        written.add(files.takeAppended());
        loop.execute(() -> answers.forEach(this::answer));
    }

    private PaymentSaid said(final BatchFiles files, final Send send) throws IOException {
        final Entry known = files.find(send.line.paymentId());
        if (known != null) {
            return known.line().amountMinor() == send.line.amountMinor() ? paid(known)
                    : new PaymentSaid(BillerResult.REFUSED, ResponseCode.DUPLICATE, 0, "");
        }
        if (send.kind == SendKind.STATUS) {
            return new PaymentSaid(BillerResult.NOT_FOUND, ResponseCode.NONE, 0, "");
        }
        final LocalDate effective = send.effectiveDay == 0
                ? LocalDate.now(clock.withZone(zone)) : LocalDate.ofEpochDay(send.effectiveDay);
        return paid(files.append(send.line, effective));
    }

    private static PaymentSaid paid(final Entry entry) {
        return new PaymentSaid(
                BillerResult.PAID, ResponseCode.APPROVED, entry.line().amountMinor(), entry.receipt());
    }

    private void answer(final Answer answer) {
        if (!commands.billerAnswer(
                answer.send.line.paymentId(), answer.send.kind, answer.send.attempt, answer.said)) {
            LOG.warn("link {} ({}): no room for an answer; the engine asks again", linkId, name);
        }
    }

    /** What waits is not written any more; the engine asks about it at the next start. */
    @Override
    public void close() {
        isClosed = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(5));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.submit(() -> {
            if (reporting != null) {
                reporting.cancel(false);
            }
            loops.mailboxOf(loop).unbindLink(linkId);
        }).awaitUninterruptibly(TimeUnit.SECONDS.toMillis(1));
    }
}
