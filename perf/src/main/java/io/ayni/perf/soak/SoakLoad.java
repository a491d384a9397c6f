package io.ayni.perf.soak;

import io.ayni.perf.soak.SoakPlan.Reversal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.LongArrayQueue;

/**
 * The callers: so many messages a second, at random twice, and each that has no answer after a while again under its
 * key, until it has one. What a request was answered is in {@link #answers}. Its own event loop; the counters may be
 * read from any thread.
 */
final class SoakLoad implements AutoCloseable {
    private static final long TICK_NS = 2_000_000;
    private static final int EXPECTED_LENGTH = 256;
    private static final int CHANNEL_CONNECTIONS = 3;
    private static final int DEBIT_CONNECTIONS = 2;

    /**
     * How it asks.
     *
     * @param rate       messages a second
     * @param rampNs     until it is reached: a switch that has just started is not at its speed
     * @param limit      payments asked for at most
     * @param maxWaiting more are not begun while so many wait: a switch that is being started again is given time
     * @param patienceNs after which a request is sent again
     */
    record Pace(int rate, long rampNs, long limit, int maxWaiting, long patienceNs) {
        static Pace steady(final int rate, final long rampMs) {
            return new Pace(rate, TimeUnit.MILLISECONDS.toNanos(rampMs), Long.MAX_VALUE, 40_000, TimeUnit.SECONDS.toNanos(4));
        }
    }

    private final SoakPlan plan;
    private final Pace pace;
    private final SoakMessages messages;
    private final Answers answers = new Answers();
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory("soak-load", true), NioIoHandler.newFactory());
    private final Callers channel;
    private final Callers debit;
    private final LongArrayQueue waiting = new LongArrayQueue(SoakPlan.NO_REQUEST);
    private final LongArrayQueue waitingSinceNs = new LongArrayQueue(Long.MIN_VALUE);

    private double budget;
    private long begunNs;
    private long lastNs;
    private boolean isRunning;
    private volatile long requests;
    private volatile long sent;
    private volatile long repeats;
    private volatile long answered;
    private volatile long reversals;
    private volatile long unreadable;
    private volatile int hangUps;

    SoakLoad(final SoakPlan plan, final Pace pace, final SoakSwitch node) {
        this.plan = plan;
        this.pace = pace;
        this.messages = new SoakMessages(plan, LocalDateTime.now(ZoneOffset.UTC));
        this.channel = new Callers(group.next(), CHANNEL_CONNECTIONS, () -> node.address("channel"), this::onAnswer);
        this.debit = new Callers(group.next(), DEBIT_CONNECTIONS, () -> node.address("debit"), this::onAnswer);
    }

    /** Begins to send. */
    void start() {
        group.next().execute(() -> {
            channel.start();
            debit.start();
            isRunning = true;
            begunNs = System.nanoTime();
            lastNs = begunNs;
            tick();
        });
    }

    /** Begins no further request; what has no answer goes on being asked. */
    void stopNew() {
        group.next().execute(() -> isRunning = false);
    }

    /** Ends one connection of either caller. */
    void hangUp() {
        group.next().execute(() -> {
            hangUps++;
            (hangUps % 4 == 0 ? debit : channel).hangUp();
        });
    }

    private void tick() {
        final long nowNs = System.nanoTime();
        final double rate = pace.rate * Math.min(1, (nowNs - begunNs + 1.0) / (pace.rampNs + 1.0));
        budget = Math.min(pace.rate, budget + rate * (nowNs - lastNs) / 1e9);
        lastNs = nowNs;
        askAgain(nowNs);
        while (isRunning && budget >= 1 && waiting.size() < pace.maxWaiting && requests < pace.limit) {
            begin(requests++, nowNs);
        }
        channel.flush();
        debit.flush();
        group.next().schedule(this::tick, TICK_NS, TimeUnit.NANOSECONDS);
    }

    private void begin(final long request, final long nowNs) {
        final Reversal reversal = plan.reversal(request);
        if (reversal == Reversal.BEFORE) {
            first(request * 2 + 1, nowNs);
        }
        first(request * 2, nowNs);
        if (reversal == Reversal.WITH) {
            first(request * 2 + 1, nowNs);
        }
        if (plan.isDoubled(request)) {
            repeats++;
            send(request * 2, true);
        }
    }

    private void first(final long message, final long nowNs) {
        if (isReversal(message)) {
            reversals++;
        }
        send(message, false);
        waiting.addLong(message);
        waitingSinceNs.addLong(nowNs);
    }

    private void askAgain(final long nowNs) {
        while (!waiting.isEmpty() && (answers.has(waiting.peekLong()) || nowNs - waitingSinceNs.peekLong() > pace.patienceNs)) {
            final long message = waiting.pollLong();
            waitingSinceNs.pollLong();
            if (!answers.has(message)) {
                repeats++;
                send(message, true);
                waiting.addLong(message);
                waitingSinceNs.addLong(nowNs);
            }
        }
    }

    private void send(final long message, final boolean isRepeat) {
        final long request = message / 2;
        final Channel to = (plan.kind(request).isOfDebitCard() ? debit : channel).next();
        budget--;
        if (to == null) {
            return;
        }
        final ByteBuf out = to.alloc().buffer(EXPECTED_LENGTH);
        if (isReversal(message)) {
            messages.reversal(request, isRepeat, out);
        } else {
            messages.request(request, isRepeat, out);
        }
        to.write(out, to.voidPromise());
        sent++;
    }

    private void onAnswer(final ByteBuf bytes) {
        if (!messages.read(bytes)) {
            unreadable++;
            return;
        }
        final long request = messages.answeredRequest();
        final boolean isOfReversal = messages.isOfReversal();
        if (answers.put(request * 2 + (isOfReversal ? 1 : 0), messages.code(), plan.kind(request).isInquired())) {
            answered++;
            if (!isOfReversal && plan.reversal(request) == Reversal.AFTER) {
                first(request * 2 + 1, System.nanoTime());
            }
        }
    }

    private static boolean isReversal(final long message) {
        return (message & 1) == 1;
    }

    SoakPlan plan() {
        return plan;
    }

    /** Only when this is closed. */
    Answers answers() {
        return answers;
    }

    /** @return payments asked for; repeats and reversals not counted. */
    long requests() {
        return requests;
    }

    long sent() {
        return sent;
    }

    long repeats() {
        return repeats;
    }

    long reversals() {
        return reversals;
    }

    long answered() {
        return answered;
    }

    long unreadable() {
        return unreadable;
    }

    int hangUps() {
        return hangUps;
    }

    /** @return whether every request and every reversal has an answer. */
    boolean isAllAnswered() {
        return answered == requests + reversals;
    }

    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        group.next().submit(() -> {
            channel.close();
            debit.close();
        }).awaitUninterruptibly(1_000);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
    }
}
