package io.ayni.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.LinkSuspendedDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.engine.TestCooperative.PolicyOptions;
import io.ayni.core.engine.TestCooperative.Reply;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random traffic from a seed, against books kept here by the plainest means: what each posted payment moved, added up
 * from the answers alone. Also: the sum of the ledger, the sum of holds, and replay under other table sizes.
 */
class BooksUnderRandomTrafficTest {
    private static final int ACCOUNTS = 12;
    private static final long OPENING_MINOR = 300_000;
    private static final int MAX_SETTLE_ROUNDS = 100;

    private final TestCooperative coop = new TestCooperative(new PolicyOptions().noStepUp());
    private final Map<Long, Long> expectedLedger = new HashMap<>();
    private final Map<Long, Long> open = new HashMap<>();
    private final Map<Long, Long> openFrom = new HashMap<>();
    private final List<TestCooperative.Sent> unanswered = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LinkSuspendedDecoder suspended = new LinkSuspendedDecoder();
    private int suspensions;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ledgerHoldsAndReplayAgreeWithANaiveRecomputation(final long seed) {
        final Random random = new Random(seed);
        for (int i = 0; i < ACCOUNTS; i++) {
            coop.openAccount(account(i), 100 + i / 2, OPENING_MINOR);
            expectedLedger.put(account(i), OPENING_MINOR);
        }
        for (int step = 0; step < 4_000; step++) {
            coop.clear();
            step(random);
            unanswered.addAll(coop.sent);
            hearOfSuspensions();
            if (step % 64 == 0) {
                booksAgree();
            }
        }
        settle();
        booksAgree();
        assertThat(open).as("once all is quiet every interbank payment is final").isEmpty();
        assertThat(Arrays.stream(accounts()).map(coop::heldOf).sum()).isZero();
        assertThat(coop.replayed(new EngineContext(0, 0)).stateHash()).isEqualTo(coop.engine.stateHash());
    }

    private void step(final Random random) {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> onUs(random);
            case 4, 5 -> interbank(random);
            case 6, 7 -> answerOne(random);
            case 8 -> coop.advance(random.nextInt(8) == 0 ? random.nextInt(90_000_000) : random.nextInt(5_000));
            default -> {
                if (random.nextInt(4) == 0) {
                    coop.restart();
                }
                coop.link(random.nextInt(3) == 0 ? LinkState.DOWN : LinkState.UP, suspensions);
            }
        }
    }

    private void onUs(final Random random) {
        final long from = account(random.nextInt(ACCOUNTS));
        final long to = account(random.nextInt(ACCOUNTS));
        final long amountMinor = random.nextInt(60_000);
        final long availableMinor = coop.availableOf(from);
        coop.request().from(from).to(to).amount(amountMinor).send();
        final Reply reply = coop.last();
        if (reply.state() == PaymentState.POSTED) {
            expectedLedger.merge(from, -amountMinor, Long::sum);
            expectedLedger.merge(to, amountMinor, Long::sum);
            assertThat(amountMinor).isBetween(1L, availableMinor);
        } else if (reply.reason() == DeclineReason.INSUFFICIENT_FUNDS) {
            assertThat(amountMinor).isGreaterThan(availableMinor);
        }
    }

    private void interbank(final Random random) {
        final long from = account(random.nextInt(ACCOUNTS));
        final long amountMinor = 1 + random.nextInt(20_000);
        final long id = coop.request().operation(Operation.TRANSFER_INTERBANK).from(from).amount(amountMinor).send();
        if (!coop.sent.isEmpty()) {
            open.put(id, amountMinor + 41);
            openFrom.put(id, from);
        }
    }

    private void answerOne(final Random random) {
        if (unanswered.isEmpty()) {
            return;
        }
        final TestCooperative.Sent message = unanswered.get(random.nextInt(unanswered.size()));
        final PaymentState before = coop.view(message.paymentId()).state();
        final boolean approve = random.nextInt(4) > 0;
        coop.answer(message).code(approve ? "00" : "96").arrive();
        final PaymentState after = coop.view(message.paymentId()).state();
        if (before != after && after == PaymentState.POSTED) {
            expectedLedger.merge(openFrom.get(message.paymentId()), -open.get(message.paymentId()), Long::sum);
        }
        if (before != after) {
            assertThat(before.isFinal()).as("a final state never changes").isFalse();
            open.remove(message.paymentId());
        }
    }

    /** The network comes back, as often as unanswered requests take the link down, and accepts every reversal. */
    private void settle() {
        for (int round = 0; round < MAX_SETTLE_ROUNDS && !open.isEmpty(); round++) {
            coop.clear();
            coop.link(LinkState.UP, suspensions);
            coop.advance(60_000);
            hearOfSuspensions();
            for (final TestCooperative.Sent message : List.copyOf(coop.sent)) {
                coop.answer(message).arrive();
                open.remove(message.paymentId());
            }
        }
    }

    /** As a link does: it says when it is up again that it knows how often it was taken down. */
    private void hearOfSuspensions() {
        for (final byte[] outcome : coop.others) {
            final UnsafeBuffer each = new UnsafeBuffer(outcome);
            if (header.wrap(each, 0).templateId() == LinkSuspendedDecoder.TEMPLATE_ID) {
                suspensions = suspended.wrapAndApplyHeader(each, 0, header).suspensions();
            }
        }
    }

    private void booksAgree() {
        for (final long account : accounts()) {
            assertThat(coop.ledgerOf(account)).isEqualTo(expectedLedger.get(account));
            final long held = open.entrySet().stream().filter(entry -> openFrom.get(entry.getKey()) == account)
                .mapToLong(Map.Entry::getValue).sum();
            assertThat(coop.heldOf(account)).isEqualTo(held);
            assertThat(coop.availableOf(account)).isEqualTo(expectedLedger.get(account) - held).isNotNegative();
        }
        final long[] total = {0};
        coop.engine.describe(line -> {
            if (line.toString().startsWith("account ")) {
                total[0] += Long.parseLong(line.toString().replaceAll(".* ledger (-?\\d+) .*", "$1"));
            }
        });
        assertThat(total[0]).as("sum of the ledger").isZero();
    }

    private static long account(final int i) {
        return AccountNumber.parse("70" + (100 + i));
    }

    private static long[] accounts() {
        final long[] accounts = new long[ACCOUNTS];
        Arrays.setAll(accounts, BooksUnderRandomTrafficTest::account);
        return accounts;
    }
}
