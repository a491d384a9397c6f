package io.ayni.core.sim;

import io.ayni.core.command.ResponseCode;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Resolution;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * A cooperative with its node, its callers and its networks, moved step by step. Each step draws from a random source
 * of its own, so that a step can be left out without changing what the others do.
 */
final class SimWorld {
    /** By link: what it has heard of being taken down. */
    private final int[] suspensions = new int[Terms.ALL_LINKS + 1];
    /** Links that were taken down and have to sign on again. */
    private final ArrayDeque<Integer> proving = new ArrayDeque<>();
    private static final int FULL_CHECK_EVERY = 256;
    private static final long DAY_MS = 86_400_000;
    private static final Comparator<NaivePayment> BY_ID = (a, b) -> Long.compare(a.id, b.id);
    private static final long SLOWEST_SYNC_MS = 20_000;

    private final CommandWriter commands = new CommandWriter();
    private final SimMembers members = new SimMembers();
    private final SimNetwork network = new SimNetwork();
    private final SimBiller biller = new SimBiller();
    private final SimBillers billers = new SimBillers();
    private final SimNode node = new SimNode(this::deliver);
    private final SimQueries queries = new SimQueries(node);
    private final Long2ObjectHashMap<SimRequest> waiting = new Long2ObjectHashMap<>();
    private final Long2LongHashMap codes = new Long2LongHashMap(SimMembers.NO_CODE);
    private final List<Said.Send> neverLeft = new ArrayList<>();
    private SplittableRandom random;
    private SimTempo tempo;
    private Terms.Policy policy;
    private long nowMs = Instant.parse("2026-01-30T15:00:00Z").toEpochMilli();
    private long nextCorrelation = 1;
    private long nextFullCheck = FULL_CHECK_EVERY;
    private boolean isDiskSlow;
    private long slowSinceMs;
    private boolean calm;

    void open(final long seed) {
        tempo = SimTempo.of(seed);
        random = new SplittableRandom(seed);
        node.start(commands, nowMs, tempo.isRough(), random);
        final long[][] house = {{Terms.FEES, 3}, {Terms.TAXES, 4}, {Terms.SUSPENSE, 5}, {Terms.OPENING, 6},
            {Terms.CARDS, 2}, {Terms.SETTLEMENTS[0], 2}, {Terms.SETTLEMENTS[1], 2}, {Terms.BILLER_SETTLEMENT, 13},
            {Terms.PLAN_SETTLEMENT, 13}, {Terms.book(Terms.PAB).fees(), 3}, {Terms.book(Terms.PAB).taxes(), 4},
            {Terms.book(Terms.PAB).suspense(), 5}, {Terms.book(Terms.PAB).opening(), 6},
            {Terms.book(Terms.PAB).cards(), 2}};
        for (final long[] account : house) {
            submit(commands.account(account[0], 0, AccountKind.ofCode((int) account[1]), AccountStatus.ACTIVE,
                Signature.SINGLE, 0, 0));
        }
        policy = new Terms.Policy(1, random.nextInt(4) > 0, 36, 1_500, 400_000, 800_000, 1_000,
            7 * DAY_MS, 100_000, random.nextBoolean() ? ResponseCode.APPROVED : ResponseCode.NO_ORIGINAL,
            random.nextInt(3) == 0, random.nextBoolean());
        submit(commands.policy(policy));
        for (int i = 0; i < Terms.ACCOUNTS; i++) {
            submit(commands.account(Terms.account(i), Terms.member(i), AccountKind.SAVINGS, AccountStatus.ACTIVE,
                Signature.SINGLE, i % 3 == 0 ? 5_000 : 0, Terms.OPENING_MINOR));
        }
        for (int i = 0; i < Terms.CARD_COUNT; i++) {
            submit(commands.card(Terms.card(i), Terms.account(i), AccountStatus.ACTIVE));
        }
        openProducts();
        linksUp();
        node.sync();
    }

    private void openProducts() {
        for (int i = 0; i < Terms.PRODUCTS; i++) {
            open(Terms.loan(i), i, AccountKind.LOAN, -20_000);
            open(Terms.contribution(i), i, AccountKind.CONTRIBUTION, 0);
            open(Terms.creditCardAccount(i), i, AccountKind.CREDIT_CARD, -30_000);
            submit(commands.loanTerms(Terms.loan(i)));
            submit(commands.creditCard(i, AccountStatus.ACTIVE));
            submit(commands.member(Terms.member(i), i > 0, i > 0));
        }
    }

    private void open(final long number, final int index, final AccountKind kind, final long openingMinor) {
        submit(commands.account(number, Terms.member(index), kind, AccountStatus.ACTIVE, Signature.SINGLE, 0,
            openingMinor));
    }

    private void linksUp() {
        for (int linkId = 1; linkId <= Terms.ALL_LINKS; linkId++) {
            submit(commands.link(linkId, 1, suspensions[linkId]));
        }
    }

    void step(final SplittableRandom stepRandom) {
        random = stepRandom;
        passTime();
        arrive();
        ticks();
        act();
        changeDisk();
        if (!isDiskSlow && random.nextInt(3) == 0) {
            node.sync();
        }
        if (random.nextInt(tempo.followOneIn()) == 0 && node.follow(random)
            || random.nextInt(tempo.crashOneIn()) == 0
            || node.isStopped()) {
            crash();
        }
    }

    /** Faults stop; then everything must become final or MANUAL, and the books of both sides agree. */
    void quiesce(final SplittableRandom last) {
        random = last;
        calm = true;
        node.disk().makeRoom();
        network.stopFaults();
        biller.stopFaults();
        billers.close();
        linksUp();
        node.sync();
        for (int i = 0; i < 20_000 && isSomethingUnderWay(); i++) {
            final long nextMs = Math.min(node.twin().nextDeadlineMs(), nextArrivalMs());
            nowMs = nextMs == Long.MAX_VALUE ? nowMs + 1 : Math.max(nowMs + 1, nextMs);
            arrive();
            submit(commands.tick());
            node.sync();
        }
        nowMs += 3_600_000;
        node.twin().books.byId.values().stream().filter(p -> p.state == PaymentState.MANUAL).toList()
            .forEach(this::resolve);
        check();
        SimInvariants.full(node);
        for (final NaivePayment payment : node.twin().books.byId.values()) {
            if (!payment.state.isFinal() && payment.state != PaymentState.MANUAL) {
                throw new SimViolation("once all is quiet payment " + payment.id + " is " + payment.state);
            }
        }
        SimInvariants.acknowledged(node, members.acknowledged());
        compareBooks();
    }

    /** A link that a last timeout has taken down has no deadline: what waits for it goes on when it is proven. */
    private boolean isSomethingUnderWay() {
        return node.twin().nextOfPaymentsMs() != Long.MAX_VALUE || !proving.isEmpty() || !neverLeft.isEmpty();
    }

    SimNode node() {
        return node;
    }

    /** Now and then a sync takes long, so that much waits for it; and now and then the disk is full for a while. */
    private void changeDisk() {
        if (isDiskSlow) {
            isDiskSlow = nowMs < slowSinceMs + SLOWEST_SYNC_MS && random.nextInt(40) > 0;
        } else {
            isDiskSlow = random.nextInt(600) == 0;
            slowSinceMs = nowMs;
        }
        if (!node.disk().isFull() && random.nextInt(2_500) == 0) {
            node.disk().fill();
        } else if (node.disk().isFull() && random.nextInt(120) == 0) {
            node.disk().makeRoom();
        }
    }

    private void passTime() {
        final int kind = random.nextInt(1_000);
        if (kind >= 990) {
            // What is durable leaves within moments, not after hours.
            node.sync();
        }
        if (kind < 900) {
            nowMs += random.nextInt(40);
        } else if (kind < 990) {
            nowMs += random.nextInt(15_000);
        } else if (kind < 997) {
            nowMs += random.nextInt(4 * 3_600_000);
        } else if (kind < 999) {
            nowMs += random.nextLong(3 * DAY_MS);
        } else {
            // The wall clock jumps back; the log's time must not.
            nowMs -= random.nextInt(5_000);
        }
    }

    private void arrive() {
        while (!neverLeft.isEmpty()) {
            submit(commands.sendFailed(neverLeft.removeFirst()));
        }
        while (!proving.isEmpty() && (calm || random.nextInt(20) == 0)) {
            final int linkId = proving.removeFirst();
            submit(commands.link(linkId, 1, suspensions[linkId]));
        }
        SimBillers.Bill bill;
        while ((bill = billers.poll(nowMs)) != null) {
            submit(commands.scheduleBill(bill.due(), members.newId(), bill.owedMinor()));
        }
        SimNetwork.Answer answer;
        while ((answer = network.poll(nowMs)) != null) {
            submit(commands.answer(answer.to(), answer.code(), answer.wrongField()));
        }
        SimBiller.Answer said;
        while ((said = biller.poll(nowMs)) != null) {
            submit(commands.billerAnswer(said));
        }
    }

    private long nextArrivalMs() {
        return Math.min(network.nextMs(), Math.min(biller.nextMs(), billers.nextMs()));
    }

    private void ticks() {
        for (int i = 0; i < 16 && node.isTickDue(nowMs); i++) {
            submit(commands.tick());
        }
        if (random.nextInt(50) == 0) {
            submit(commands.tick());
        }
    }

    private void act() {
        final int kind = random.nextInt(100);
        if (kind < 45 && node.disk().isFull()) {
            // A host below its reserve refuses what is new, before it is journaled.
            repeat();
        } else if (kind < 45) {
            authorize(random.nextInt(4) > 0 ? members.newRequest(random) : members.newAsk(random, today()));
        } else if (kind < 55) {
            repeat();
        } else if (kind < 78) {
            answerStepUp();
        } else if (kind < 86) {
            advise();
        } else if (kind < 90) {
            final int linkId = 1 + random.nextInt(Terms.ALL_LINKS);
            submit(commands.link(linkId, random.nextInt(4) == 0 ? 2 : 1,
                suspensions[linkId] - (random.nextInt(10) == 0 ? 1 : 0)));
        } else if (kind < 95) {
            administer();
        } else {
            queries.ask(random, members.anyPaymentId(random));
        }
    }

    private void authorize(final SimRequest request) {
        final long correlationId = nextCorrelation++;
        waiting.put(correlationId, request);
        codes.put(correlationId, request.code());
        submit(request.ask() == null ? commands.authorize(request, correlationId)
            : commands.ask(request, correlationId));
    }

    private void repeat() {
        final SimRequest known = members.anyRecent(random);
        if (known != null) {
            // An id that comes again after its retention would be the same reference at a biller: edges draw at random.
            final boolean sameId = random.nextInt(10) == 0 && known.biller() == 0 && known.ask() == null
                && known.operation() != Operation.CARD_PAYMENT;
            final SimRequest again = known.repeated(sameId ? known.paymentId() : members.newId());
            authorize(random.nextInt(6) == 0 ? again.altered() : again);
        }
    }

    private void answerStepUp() {
        final SimRequest request = members.anyChallenged(random);
        if (request == null) {
            return;
        }
        final long correlationId = nextCorrelation++;
        waiting.put(correlationId, request);
        final int kind = random.nextInt(12);
        if (kind == 0) {
            node.sync();
            nowMs += 100_000 + random.nextInt(200_000);
        }
        if (kind == 1) {
            final long code = 1_000_000 + random.nextInt(1_000_000);
            codes.put(correlationId, code);
            submit(commands.resend(request, code, members.newId(), correlationId));
        } else {
            final boolean wrong = kind < 4;
            submit(commands.stepUp(request, wrong ? -1 - random.nextInt(9) : members.validCode(request),
                random.nextInt(8) == 0 ? 77 : members.newId(),
                wrong ? 0 : nowMs / 30_000 + random.nextInt(3) - 1, correlationId));
        }
    }

    private void advise() {
        final SimRequest original = random.nextInt(12) == 0 ? members.newRequest(random) : members.anyRecent(random);
        if (original == null) {
            return;
        }
        // The key of an advice is made of its original, so that the same advice comes more than once.
        if (random.nextBoolean()) {
            submit(commands.reversal(original, members.newId(), original.key() + 1_000_000_000L,
                original.amountMinor() + (random.nextInt(10) == 0 ? 1 : 0), nextCorrelation++));
        } else {
            submit(commands.completion(original, members.newId(), original.key() + 2_000_000_000L,
                Math.max(0, original.amountMinor() + random.nextInt(2_000) - 1_500), nextCorrelation++));
        }
    }

    private void administer() {
        final int account = random.nextInt(Terms.ACCOUNTS);
        switch (random.nextInt(24)) {
            case 22, 23 -> submit(commands.member(Terms.member(account), random.nextBoolean(),
                random.nextInt(4) > 0));
            case 15, 16, 17 -> submit(commands.creditCard(account % Terms.PRODUCTS,
                random.nextInt(4) == 0 ? AccountStatus.BLOCKED : AccountStatus.ACTIVE));
            case 18, 19 -> submit(commands.loanTerms(Terms.loan(account % Terms.PRODUCTS)));
            case 20, 21 -> resolveAny();
            case 0, 1, 2, 3 -> submit(commands.account(Terms.account(account), Terms.member(account),
                AccountKind.SAVINGS, random.nextInt(4) == 0 ? AccountStatus.BLOCKED : AccountStatus.ACTIVE,
                random.nextInt(6) == 0 ? Signature.JOINT : Signature.SINGLE, random.nextInt(10_000), 123));
            case 4, 5, 6 -> submit(commands.card(Terms.card(account % Terms.CARD_COUNT), Terms.account(account),
                random.nextInt(4) == 0 ? AccountStatus.BLOCKED : AccountStatus.ACTIVE));
            case 7, 8, 9, 10, 11, 12 -> {
                final long daily = random.nextInt(5) == 0 ? Long.MAX_VALUE : random.nextInt(300_000);
                submit(commands.memberLimits(Terms.member(account), random.nextBoolean() ? Bucket.INT : Bucket.EXT,
                    daily, random.nextInt(8) == 0 ? 0 : Long.MAX_VALUE, Long.MAX_VALUE, nextCorrelation++));
            }
            case 13 -> changePolicy();
            default -> submit(commands.nodeStarted());
        }
    }

    /** An operator looks at what waits, and asks the other side before saying what became of it. */
    private void resolveAny() {
        node.sync();
        final List<NaivePayment> waiting = node.twin().books.byId.values().stream().filter(SimWorld::isWaiting)
            .sorted(BY_ID).toList();
        if (waiting.isEmpty() || random.nextInt(6) == 0) {
            submit(commands.resolve(waiting.isEmpty() || random.nextBoolean() ? 123_456_789 : waiting.getFirst().id,
                Resolution.TO_MANUAL, nextCorrelation++));
        } else {
            resolve(waiting.get(random.nextInt(waiting.size())));
        }
    }

    private static boolean isWaiting(final NaivePayment p) {
        return p.state == PaymentState.MANUAL || p.state == PaymentState.UNKNOWN
            || p.state == PaymentState.REVERSAL_PENDING;
    }

    private void resolve(final NaivePayment p) {
        if (p.state != PaymentState.MANUAL) {
            submit(commands.resolve(p.id, random.nextBoolean() ? Resolution.TO_MANUAL : Resolution.POST,
                nextCorrelation++));
            return;
        }
        final boolean atBiller = p.linkId == Terms.BILLER_LINK;
        final BillerResult verdict = biller.verdict(p.id, nowMs);
        if (atBiller && (verdict == BillerResult.PENDING || biller.isUnderway(p.id, nowMs))) {
            return;
        }
        final boolean counts = atBiller ? verdict == BillerResult.PAID
            : p.heldMinor > 0 && network.counts(p.linkId, p.reference);
        submit(commands.resolve(p.id, counts ? Resolution.POST : Resolution.REVERSE, nextCorrelation++));
    }

    private void changePolicy() {
        policy = new Terms.Policy(policy.hash() + 1, random.nextInt(4) > 0, random.nextInt(60),
            random.nextBoolean() ? 1_500 : 1_200, 200_000 + random.nextInt(400_000),
            400_000 + random.nextInt(600_000), random.nextInt(5) == 0 ? 3 : 1_000,
            random.nextInt(3) == 0 ? 3_600_000 : 7 * DAY_MS,
            random.nextInt(20) == 0 ? 50 : 100_000, policy.unknownOriginalCode(), random.nextInt(3) == 0,
            random.nextBoolean());
        submit(commands.policy(policy));
    }

    private void crash() {
        node.disk().makeRoom();
        node.crash(random);
        Arrays.fill(suspensions, 0);
        proving.clear();
        neverLeft.clear();
        billers.forget();
        waiting.clear();
        codes.clear();
        node.start(commands, nowMs, tempo.isRough(), random);
        SimInvariants.full(node);
        SimInvariants.acknowledged(node, members.acknowledged());
        for (int linkId = 1; linkId <= Terms.ALL_LINKS; linkId++) {
            if (linkId == 1 || random.nextBoolean()) {
                submit(commands.link(linkId, 1, suspensions[linkId]));
            }
        }
    }

    /** @return the epoch day in the cooperative's zone, which never changes its clocks. */
    private int today() {
        return (int) ((nowMs - 5 * 3_600_000L) / DAY_MS);
    }

    private void submit(final int length) {
        node.submit(commands.buffer(), length, nowMs);
        check();
    }

    private void check() {
        SimInvariants.cheap(node);
        if (node.events() >= nextFullCheck) {
            nextFullCheck += FULL_CHECK_EVERY;
            SimInvariants.full(node);
        }
    }

    private void deliver(final Said said) {
        if (said instanceof Said.Reply reply) {
            members.told(reply, waiting, codes);
        } else if (said instanceof Said.Due due) {
            billers.receive(due, nowMs, random);
        } else if (said instanceof Said.Notice notice) {
            billers.told(notice);
        } else if (said instanceof Said.Suspended suspended) {
            suspensions[suspended.linkId()] = suspended.suspensions();
            proving.add(suspended.linkId());
        } else if (said instanceof Said.Send send) {
            if (!calm && random.nextInt(60) == 0) {
                neverLeft.add(send);
            } else if (send.linkId() == Terms.BILLER_LINK) {
                biller.receive(send, nowMs, random);
            } else {
                network.receive(send, nowMs, random);
            }
        }
    }

    private void compareBooks() {
        for (int linkId = 1; linkId <= Terms.ALL_LINKS; linkId++) {
            final long theirs = linkId == Terms.BILLER_LINK ? biller.paidMinor(nowMs) : network.approvedMinor(linkId);
            final long ours = node.twin().postedOverLink(linkId);
            if (theirs != ours) {
                throw new SimViolation("network " + linkId + " counts " + theirs + " as approved, we posted " + ours);
            }
        }
    }
}
