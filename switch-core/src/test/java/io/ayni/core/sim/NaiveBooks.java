package io.ayni.core.sim;

import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;

/** Accounts, payments, cards, links and deadlines of the naive twin, in maps of plain objects. */
final class NaiveBooks {
    static final ZoneId ZONE = ZoneId.of(Terms.ZONE);

    final Long2ObjectHashMap<NaiveAccount> accounts = new Long2ObjectHashMap<>();
    final Long2ObjectHashMap<NaivePayment> byId = new Long2ObjectHashMap<>();
    final Map<NaiveKey, NaivePayment> byKey = new HashMap<>();
    final Map<NaiveKey, NaivePayment> byReference = new HashMap<>();
    final Long2ObjectHashMap<NaiveAccount> cardAccounts = new Long2ObjectHashMap<>();
    final Long2ObjectHashMap<AccountStatus> cardStatus = new Long2ObjectHashMap<>();
    final Map<Long, Long> cardTokens = new HashMap<>();
    final Set<Long> products = new HashSet<>();
    final TreeSet<NaivePayment> deadlines = new TreeSet<>(NaiveBooks::byDeadline);
    final long[] postedOverLink = new long[8];
    final boolean[] up = new boolean[8];
    /** Told of each payment that is purged. */
    Consumer<NaivePayment> forgotten = p -> { };
    private final ArrayDeque<NaivePayment> retained = new ArrayDeque<>();
    private final long[] counters = new long[8];
    private LocalDate today = LocalDate.EPOCH;
    private long tomorrowMs = Long.MIN_VALUE;
    Terms.Policy policy;
    long nowMs;
    long sequence;

    private static int byDeadline(final NaivePayment a, final NaivePayment b) {
        return a.deadlineMs != b.deadlineMs ? Long.compare(a.deadlineMs, b.deadlineMs)
            : Long.compare(a.sequence, b.sequence);
    }

    long nextPaymentMs() {
        return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.first().deadlineMs;
    }

    /** @return the payment whose deadline is next, for messages. */
    String nextDeadline() {
        if (deadlines.isEmpty()) {
            return "none";
        }
        final NaivePayment p = deadlines.first();
        return p.operation + " " + p.id + " " + p.state + " sequence " + p.sequence + " deadline " + p.deadlineMs
            + " attempts " + p.reversals + " parked " + p.parked;
    }

    static long memberOf(final NaivePayment p) {
        return p.debit != null ? p.debit.member : p.member;
    }

    LocalDate today() {
        // Time never goes back, so the day is another only once its end has come.
        if (nowMs >= tomorrowMs) {
            today = Instant.ofEpochMilli(nowMs).atZone(ZONE).toLocalDate();
            tomorrowMs = today.plusDays(1).atStartOfDay(ZONE).toInstant().toEpochMilli();
        }
        return today;
    }

    long transmissionTime() {
        final LocalDateTime t = LocalDateTime.ofInstant(Instant.ofEpochMilli(nowMs), ZoneOffset.UTC);
        return t.getMonthValue() * 100_000_000L + t.getDayOfMonth() * 1_000_000L + t.getHour() * 10_000L
            + t.getMinute() * 100L + t.getSecond();
    }

    /** @return the hash of the card that a token names, or null. */
    Long cardOfToken(final long token) {
        return cardTokens.get(token);
    }

    boolean isFull() {
        return byId.size() >= policy.maxPayments();
    }

    NaivePayment record(final long id, final NaiveKey key, final Operation operation, final int peerId,
        final long amountMinor, final int messageClass, final long[] to) {
        final NaivePayment p = new NaivePayment();
        p.id = id;
        p.key = key;
        p.operation = operation;
        p.peerId = peerId;
        p.amountMinor = amountMinor;
        p.messageClass = messageClass;
        p.reply = to;
        p.sequence = sequence;
        p.createdMs = nowMs;
        p.updatedMs = nowMs;
        byId.put(id, p);
        byKey.put(key, p);
        return p;
    }

    void finish(final NaivePayment p, final PaymentState state) {
        clearDeadline(p);
        become(p, state);
        retained.add(p);
    }

    void become(final NaivePayment p, final PaymentState state) {
        p.state = state;
        p.updatedMs = nowMs;
    }

    void purge(final int most) {
        for (int i = 0; i < most && !retained.isEmpty()
            && retained.peekFirst().updatedMs < nowMs - policy.retentionMs(); i++) {
            final NaivePayment p = retained.pollFirst();
            forget(p.debit, p.sequence);
            forget(p.credit, p.sequence);
            byId.remove(p.id);
            byKey.remove(p.key);
            if (p.reference != 0) {
                byReference.remove(new NaiveKey(p.linkId, p.reference));
            }
            forgotten.accept(p);
        }
    }

    private static void forget(final NaiveAccount account, final long sequence) {
        if (account != null) {
            account.forgottenSequence = Math.max(account.forgottenSequence, sequence);
        }
    }

    void deadline(final NaivePayment p, final long timeMs) {
        clearDeadline(p);
        p.deadlineMs = timeMs;
        deadlines.add(p);
    }

    void clearDeadline(final NaivePayment p) {
        if (p.deadlineMs != 0) {
            deadlines.remove(p);
            p.deadlineMs = 0;
        }
    }

    static void move(final NaiveAccount from, final NaiveAccount to, final long amountMinor) {
        from.ledgerMinor -= amountMinor;
        from.postings.addLong(-amountMinor);
        to.ledgerMinor += amountMinor;
        to.postings.addLong(amountMinor);
    }

    long nextReference(final int linkId) {
        counters[linkId]++;
        if (counters[linkId] % 1_000_000 == 0) {
            counters[linkId]++;
        }
        return counters[linkId];
    }

    static int linkOf(final long institution) {
        return institution == Terms.INSTITUTIONS[0] ? 1 : institution == Terms.INSTITUTIONS[1] ? 2 : 0;
    }

    NaiveAccount settlement(final long institution) {
        final int linkId = linkOf(institution);
        return linkId == 0 ? null : accounts.get(Terms.SETTLEMENTS[linkId - 1]);
    }
}
