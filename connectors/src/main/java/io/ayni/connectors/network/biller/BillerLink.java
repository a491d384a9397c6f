package io.ayni.connectors.network.biller;

import io.ayni.connectors.channel.BillInquiry;
import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.channel.SendReceiver;
import io.ayni.connectors.network.LinkCommands;
import io.ayni.connectors.network.LinkCounters;
import io.ayni.connectors.network.LinkView;
import io.ayni.connectors.network.OperatedLink;
import io.ayni.connectors.network.biller.HttpCalls.Call;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.translate.BillerMapping;
import io.ayni.connectors.translate.BillerMessages;
import io.ayni.connectors.translate.BillerMessages.BillSaid;
import io.ayni.connectors.translate.BillerMessages.PaymentSaid;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.ScheduleDueDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.SendKind;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to billers behind one URL, on one event loop. Keeps nothing that a crash may not lose.
 * <pre>
 * NetworkSend REQUEST ─→ PUT payment under our reference ─→ understood? ─→ BillerAnswer
 * NetworkSend STATUS  ─→ GET payment of our reference    ─┘      └ no, late, broken ─→ nothing: the engine asks
 *                             └ nobody reached, no room ─→ REQUEST: NetworkSendFailed; STATUS: nothing
 * ScheduleDue ─→ GET bill ─→ ScheduleBill         channel asks ─→ GET bill ─→ Bill
 * </pre>
 */
public final class BillerLink implements SendReceiver, BillInquiry, OperatedLink {
    private static final Logger LOG = LoggerFactory.getLogger(BillerLink.class);
    private static final long TICK_MS = 50;
    private static final int OUT_OF_ORDER = 500;
    private static final String HEALTH_PATH = "/health";

    private final BillerSettings settings;
    private final IntFunction<Terms> terms;
    private final OutcomeRouter router;
    private final EventLoops loops;
    private final EventLoop loop;
    private final HttpCalls calls;
    private final LinkCommands commands;
    private final BillerHealth health;
    private final LinkCounters counters = new LinkCounters();
    private final RandomSource random = new RandomSource();
    private ScheduledFuture<?> ticking;
    private volatile LinkState reported = LinkState.DOWN;
    private volatile long reportedMs = nowMs();

    /**
     * What the connector knows of one biller.
     *
     * @param currency ISO 4217 number
     */
    public record Terms(BillerMessages messages, int currency) {
        /** Of a biller that has no mapping of its own. */
        public static Terms usual(final int currency) {
            return new Terms(new BillerMessages(BillerMapping.USUAL), currency);
        }
    }

    /** @param terms of the billers by their ids, as the rules are now; null for one that is none of this link's */
    public BillerLink(
            final BillerSettings settings, final IntFunction<Terms> terms, final EventLoops loops,
            final OutcomeRouter router, final Ingress ingress) {
        this.settings = settings;
        this.terms = terms;
        this.router = router;
        this.loops = loops;
        this.loop = loops.loop(settings.linkId() % loops.count());
        this.calls = new HttpCalls(settings, loop);
        this.commands = new LinkCommands(settings.linkId(), ingress, new UnsafeBuffer(new byte[256]));
        this.health = new BillerHealth(settings.probeIntervalMs(), nowMs());
    }

    /** Begins to look whether the billers are there; returns at once. */
    public void start() {
        router.assignLink(settings.linkId(), loops.mailboxOf(loop));
        loop.execute(() -> {
            loops.mailboxOf(loop).bindLink(settings.linkId(), this);
            ticking = loop.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        });
    }

    @Override
    public void close() {
        loop.submit(() -> {
            if (ticking != null) {
                ticking.cancel(false);
            }
            loops.mailboxOf(loop).unbindLink(settings.linkId());
        }).awaitUninterruptibly(TimeUnit.SECONDS.toMillis(1));
        calls.close();
    }

    public BillerSettings settings() {
        return settings;
    }

    /** Any thread. @return as it was last reported to the engine. */
    @Override
    public LinkState state() {
        return reported;
    }

    @Override
    public CompletableFuture<LinkView> view() {
        return CompletableFuture.completedFuture(new LinkView(
                reported, nowMs() - reportedMs, counters.sent(), counters.answers(), List.of()));
    }

    public LinkCounters counters() {
        return counters;
    }

    @Override
    public void onNetworkSend(final NetworkSendDecoder send) {
        final SendKind kind = SendKind.ofCode(send.kind());
        final Terms biller = terms.apply(send.billerId());
        final PaymentCall call = new PaymentCall(send.paymentId(), kind, send.attempt(), biller);
        if (biller == null || kind != SendKind.REQUEST && kind != SendKind.STATUS) {
            call.onNotSent(false);
            return;
        }
        final BillerMessages messages = biller.messages;
        final String reference = send.externalAccount().strip();
        if (kind == SendKind.REQUEST) {
            calls.send(messages.paymentPath(send.billerId(), reference, send.paymentId()), messages.postsPayment(),
                    messages.payment(send.billerId(), reference, send.paymentId(), send.amountMinor(), send.currency(),
                            send.effectiveDay()), call);
        } else {
            calls.get(messages.statusPath(send.billerId(), reference, send.paymentId()), call);
        }
    }

    @Override
    public void onScheduleDue(final ScheduleDueDecoder due) {
        final long scheduleId = due.scheduleId();
        final int runDay = due.runDay();
        ask(due.billerId(), due.reference().strip(), bill -> {
            if (!commands.scheduleBill(scheduleId, runDay, random.nextPositiveLong(), bill.owedOrUnknown())) {
                counters.onRefusedCommand();
            }
        });
    }

    @Override
    public void onSendsEnd() {
        // each is a request of its own
    }

    @Override
    public void ask(final int billerId, final String reference, final Consumer<Bill> answer) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> ask(billerId, reference, answer));
            return;
        }
        final Terms biller = terms.apply(billerId);
        if (biller == null || health.state() != LinkState.UP) {
            answer.accept(Bill.UNREACHABLE);
        } else {
            calls.get(biller.messages.inquiryPath(billerId, reference), new InquiryCall(biller, answer));
        }
    }

    private void tick() {
        if (health.takeProbe(nowMs())) {
            calls.get(HEALTH_PATH, new ProbeCall());
        }
        report();
    }

    /** What the engine could not be told now it is told at the next tick. */
    private void report() {
        final LinkState present = health.state();
        if (present != reported && commands.status(present)) {
            reported = present;
            reportedMs = nowMs();
            LOG.info("link {} ({}) is {}", settings.linkId(), settings.name(), present);
        }
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** What every request tells of the health of the link. */
    private abstract class LinkCall implements Call {
        @Override
        public final void onAnswer(final int status, final byte[] body) {
            if (status >= OUT_OF_ORDER) {
                health.onFailed(nowMs());
                onNothing();
            } else {
                health.onAnswered(nowMs());
                onAnswer(body);
            }
            report();
        }

        @Override
        public final void onSilence() {
            health.onFailed(nowMs());
            onNothing();
            report();
        }

        @Override
        public final void onNotSent(final boolean isRefused) {
            if (isRefused) {
                health.onRefused();
            }
            onNoByte();
            report();
        }

        abstract void onAnswer(byte[] body);

        abstract void onNothing();

        void onNoByte() {
            onNothing();
        }
    }

    private final class ProbeCall extends LinkCall {
        @Override
        void onAnswer(final byte[] body) {
            // that there is one is all
        }

        @Override
        void onNothing() {
            // counted by the health
        }
    }

    private final class InquiryCall extends LinkCall {
        private final Terms biller;
        private final Consumer<Bill> answer;

        InquiryCall(final Terms biller, final Consumer<Bill> answer) {
            this.biller = biller;
            this.answer = answer;
        }

        @Override
        void onAnswer(final byte[] body) {
            final BillSaid said = biller.messages.billSaid(body, biller.currency);
            if (said == null || said.currency() != 0 && said.currency() != biller.currency) {
                counters.onUnclear();
                answer.accept(Bill.UNREACHABLE);
            } else if (said.isKnown()) {
                answer.accept(new Bill(
                        Result.OWED, said.owedMinor(), biller.currency, said.dueDay(), said.holder()));
            } else {
                answer.accept(Bill.UNKNOWN_REFERENCE);
            }
        }

        @Override
        void onNothing() {
            answer.accept(Bill.UNREACHABLE);
        }
    }

    private final class PaymentCall extends LinkCall {
        private final long paymentId;
        private final SendKind kind;
        private final int attempt;
        private final Terms biller;

        PaymentCall(final long paymentId, final SendKind kind, final int attempt, final Terms biller) {
            this.paymentId = paymentId;
            this.kind = kind;
            this.attempt = attempt;
            this.biller = biller;
        }

        @Override
        void onAnswer(final byte[] body) {
            counters.onSent();
            final PaymentSaid said = biller.messages.paymentSaid(body, biller.currency);
            if (said == null) {
                counters.onUnclear();
            } else if (commands.billerAnswer(paymentId, kind, attempt, said)) {
                counters.onAnswer();
            } else {
                counters.onRefusedCommand();
            }
        }

        @Override
        void onNothing() {
            counters.onSent();
            counters.onUnclear();
        }

        /** A status inquiry that did not leave is made again by the engine; a payment that did not is not. */
        @Override
        void onNoByte() {
            counters.onNotSent();
            if (kind != SendKind.STATUS && !commands.sendFailed(paymentId, attempt)) {
                counters.onRefusedCommand();
            }
        }
    }
}
