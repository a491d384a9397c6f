package io.ayni.core.sim;

import io.ayni.core.command.AccountQueryEncoder;
import io.ayni.core.command.MemberQueryEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentQueryEncoder;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Members who look at what they have: every query is answered as the twin answers it, page by page. They are in no log,
 * and change nothing.
 */
final class SimQueries {
    private static final int PAGES = 4;
    private static final QueryKind[] KINDS = QueryKind.values();
    private static final long CONNECTION = 99;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SimNode node;

    SimQueries(final SimNode node) {
        this.node = node;
    }

    void ask(final SplittableRandom random, final long anyPaymentId) {
        final int kind = random.nextInt(KINDS.length + 3);
        if (kind == KINDS.length) {
            exactly(payment(anyPaymentId, random.nextInt(10) == 0 ? 4_711 : Terms.CHANNEL));
        } else if (kind > KINDS.length) {
            exactly(account(Terms.account(random.nextInt(Terms.ACCOUNTS + 1))));
        } else if (KINDS[kind] == QueryKind.HISTORY) {
            history(random);
        } else if (KINDS[kind] == QueryKind.MANUAL_PAYMENTS || KINDS[kind] == QueryKind.WAITING_PAYMENTS) {
            waiting(random, KINDS[kind]);
        } else {
            pages(random, KINDS[kind]);
        }
    }

    private void pages(final SplittableRandom random, final QueryKind kind) {
        final int index = random.nextInt(Terms.ACCOUNTS);
        final MemberQueryEncoder query = query(kind, random.nextInt(20) == 0 ? 4_711 : Terms.member(index))
            .maxRows(random.nextInt(5)).cardToken(random.nextInt(3) == 0 ? Terms.debitToken(Terms.card(index))
                : Terms.creditToken(random.nextInt(Terms.PRODUCTS)))
            .amountMinor(random.nextInt(3) == 0 ? 0 : random.nextInt(20_000) - 20)
            .instalments(random.nextInt(Terms.DEFERRAL_MOST + 3)).method((short) random.nextInt(3));
        long cursor = isOne(kind) ? anyRow(random, kind) : 0;
        for (int page = 0; page < PAGES && (page == 0 || cursor != 0); page++) {
            query.cursor(cursor);
            cursor = ((SaidRow.End) exactly(query.encodedLength()).getLast()).cursor();
        }
    }

    private static boolean isOne(final QueryKind kind) {
        return kind == QueryKind.ONE_BENEFICIARY || kind == QueryKind.ONE_ENROLMENT || kind == QueryKind.ONE_SCHEDULE
            || kind == QueryKind.ONE_PAYMENT;
    }

    private long anyRow(final SplittableRandom random, final QueryKind kind) {
        final NaiveSwitch twin = node.twin();
        final List<Long> ids = new ArrayList<>(switch (kind) {
            case ONE_BENEFICIARY -> twin.members.beneficiaries.keySet();
            case ONE_ENROLMENT -> twin.members.enrolments.keySet();
            case ONE_PAYMENT -> waitingNow(false).map(p -> p.id).sorted().toList();
            default -> twin.schedules.schedules.keySet();
        });
        return ids.isEmpty() ? 4_711 : ids.get(random.nextInt(ids.size()));
    }

    private MemberQueryEncoder query(final QueryKind kind, final long member) {
        final MemberQueryEncoder query = new MemberQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        buffer.setMemory(query.offset(), MemberQueryEncoder.BLOCK_LENGTH, (byte) 0);
        query.replyTo().connectionId(CONNECTION).correlationId(1);
        return query.peerId(Terms.CHANNEL).kind((short) kind.code()).memberId(member);
    }

    private int payment(final long paymentId, final int peerId) {
        final PaymentQueryEncoder query = new PaymentQueryEncoder().wrapAndApplyHeader(buffer, 0, header)
            .paymentId(paymentId).peerId(peerId);
        query.replyTo().connectionId(CONNECTION).correlationId(1);
        return query.encodedLength();
    }

    private int account(final long number) {
        final AccountQueryEncoder query = new AccountQueryEncoder().wrapAndApplyHeader(buffer, 0, header)
            .account(number).peerId(Terms.CHANNEL);
        query.replyTo().connectionId(CONNECTION).correlationId(1);
        return query.encodedLength();
    }

    private List<Said> exactly(final int bodyLength) {
        final List<Said> said = node.query(buffer, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
        final List<Said> expected = node.twin().queries.answer(buffer);
        if (!said.equals(expected)) {
            throw new SimViolation("a query is answered " + said + ", the twin says " + expected);
        }
        return said;
    }

    private Stream<NaivePayment> waitingNow(final boolean manualOnly) {
        return node.twin().books.byId.values().stream().filter(p -> p.state == PaymentState.MANUAL
            || !manualOnly && (p.state == PaymentState.UNKNOWN || p.state == PaymentState.REVERSAL_PENDING));
    }

    /** What an operator looks at comes in whatever order, on as many pages as it takes. */
    private void waiting(final SplittableRandom random, final QueryKind kind) {
        final MemberQueryEncoder query = query(kind, 0).maxRows(1 + random.nextInt(30));
        final List<Said> shown = new ArrayList<>();
        long cursor = 0;
        do {
            final List<Said> said =
                node.query(buffer, MessageHeaderEncoder.ENCODED_LENGTH + query.cursor(cursor).encodedLength());
            shown.addAll(said.subList(0, said.size() - 1));
            cursor = ((SaidRow.End) said.getLast()).cursor();
        } while (cursor != 0);
        final List<Said> expected =
            waitingNow(kind == QueryKind.MANUAL_PAYMENTS).map(NaiveQueries::waiting).toList();
        if (shown.size() != expected.size() || !Set.copyOf(shown).equals(Set.copyOf(expected))) {
            throw new SimViolation("an operator is shown " + shown + ", the twin says " + expected);
        }
    }

    /** Payments of an account or of a member, newest first, page by page. */
    private void history(final SplittableRandom random) {
        final int index = random.nextInt(Terms.ACCOUNTS);
        final boolean ofMember = random.nextBoolean();
        final int operation = random.nextInt(3) == 0 ? Operation.TRANSFER_INTERNAL.code() : 0;
        final MemberQueryEncoder query = query(QueryKind.HISTORY, ofMember ? Terms.member(index) : 0)
            .account(ofMember ? 0 : Terms.account(index)).operation((short) operation)
            .maxRows(1 + random.nextInt(30));
        final Set<NaiveAccount> accounts = new HashSet<>(ofMember
            ? node.twin().queries.accounts(Terms.member(index))
            : List.of(node.twin().books.accounts.get(Terms.account(index))));
        final List<Long> shown = new ArrayList<>();
        long cursor = 0;
        for (int page = 0; page < PAGES && (page == 0 || cursor != 0); page++) {
            query.cursor(cursor);
            final List<Said> said =
                node.query(buffer, MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength());
            said.stream().filter(Said.Reply.class::isInstance).map(row -> ((Said.Reply) row).sequence())
                .forEach(shown::add);
            cursor = ((SaidRow.End) said.getLast()).cursor();
        }
        compare(accounts, operation, shown, cursor == 0);
    }

    /**
     * What is newer than anything of these accounts that was forgotten stands there without a gap; of what is older,
     * and kept only because it ended later, the list may end with any.
     */
    private void compare(final Set<NaiveAccount> accounts, final int operation, final List<Long> shown,
        final boolean isAll) {
        final long forgotten = accounts.stream().mapToLong(each -> each.forgottenSequence).max().orElse(0);
        final List<Long> all = new ArrayList<>();
        for (final NaivePayment p : node.twin().books.byId.values()) {
            if (p.request == null && (operation == 0 || p.operation.code() == operation)
                && (accounts.contains(p.debit) || p.capturedMinor > 0 && accounts.contains(p.credit))) {
                all.add(p.sequence);
            }
        }
        all.sort(Comparator.reverseOrder());
        final List<Long> certain = all.stream().filter(each -> each > forgotten).toList();
        final int length = Math.min(certain.size(), shown.size());
        final boolean isPrefix = certain.subList(0, length).equals(shown.subList(0, length))
            && (shown.size() >= certain.size() || !isAll);
        final List<Long> rest = shown.subList(length, shown.size());
        final List<Long> possible = rest.isEmpty() ? rest : all.stream().filter(rest::contains).toList();
        if (!isPrefix || !possible.equals(rest)) {
            throw new SimViolation("a history shows the payments " + shown + ", the twin has " + certain
                + " without a gap");
        }
    }
}
